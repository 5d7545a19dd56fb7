import type { Stage } from '#lib/load/profile.ts'
import { namesOfStages } from '#lib/load/stages-named.ts'

/** What to write so that a phase can be judged: a length, or the name of a part of the load. */
export function lengthOfPhase(stages: readonly Stage[]): string {
  const parts = stages.flatMap(({ phase }) => (phase === 'wait' ? [] : [phase]))
  const names = [...new Set([...namesOfStages(stages), ...parts])]
  return `write, for example, for: 5m${names.length > 0 ? `, or give it the key of a part of the load: ${names.join(', ')}` : ''}`
}
