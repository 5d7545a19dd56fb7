// When the phases of a scenario are: written lengths follow one another from the start; one without a length is where the stage is that it
// is named for, which goes on to be the start of the next.

import type { Stage } from '#lib/load/profile.ts'
import { stagesNamed } from '#lib/load/stages-named.ts'
import type { CompiledPhase } from '../compiled.ts'
import type { ScenarioDraft } from '../document/plan.ts'
import type { CompileLog } from './compile-log.ts'
import { readCriteria } from './criteria.ts'

/** One that has neither keeps its criteria, with no length: nobody can tell what becomes of them. Without criteria it is left out. */
export function readPhases(
  scenario: ScenarioDraft,
  place: string,
  stages: readonly Stage[],
  log: CompileLog,
): CompiledPhase[] {
  let startMs = 0
  return (scenario.phases ?? []).flatMap((phase) => {
    const { key, gate = false } = phase
    const written = log.duration(`${place}.phases.${key}.for`, phase.for) ?? 0
    const success = readCriteria(`${place}.phases.${key}.success`, phase.success, log)
    const span = written > 0 ? { startMs, durationMs: written } : spanOf(stagesNamed(stages, key), startMs)
    startMs = span.startMs + span.durationMs
    return span.durationMs > 0 || success.length > 0 ? [{ key, name: phase.name || key, ...span, gate, success }] : []
  })
}

/** From the first of them to the end of the last; nothing, at `elseMs`, where there is none. */
function spanOf(stages: readonly Stage[], elseMs: number): Pick<CompiledPhase, 'startMs' | 'durationMs'> {
  const [first, last] = [stages[0], stages.at(-1)]
  if (!first || !last) return { startMs: elseMs, durationMs: 0 }
  return { startMs: first.startMs, durationMs: last.startMs + last.durationMs - first.startMs }
}
