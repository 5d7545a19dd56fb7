// What `during …` may name of a schedule: a stage by its key, a level (`x2`), a stage at every level (`hold` for `hold-x1`, `hold-x2`),
// every spike's aftermath, or all stages of a phase. The first of these that there is counts.

import type { Stage } from './profile.ts'

const READINGS: ((stage: Stage, name: string) => boolean)[] = [
  (stage, name) => stage.key === name,
  (stage, name) => stage.level !== undefined && stage.phase !== 'wait' && name === levelName(stage.level),
  (stage, name) => stage.level !== undefined && stage.key === keyAtLevel(name, stage.level),
  (stage, name) => name === 'after-spike' && stage.key.startsWith('after-spike-'),
  (stage, name) => stage.phase === name,
]

export function stagesNamed(stages: readonly Stage[], name: string): Stage[] {
  for (const isMeant of READINGS) {
    const found = stages.filter((stage) => isMeant(stage, name))
    if (found.length > 0) return found
  }
  return []
}

/** Every name of single stages and levels, for who has to choose one. */
export function namesOfStages(stages: readonly Stage[]): string[] {
  const names = stages.flatMap(({ key, level }) => {
    if (level === undefined) return [key]
    return [key, levelName(level), key.slice(0, -keyAtLevel('', level).length)]
  })
  return [...new Set(names)]
}

/** `x2`: as a phase of the criterion language. */
export function levelName(level: number): string {
  return `x${level}`
}

/** `hold-x2` */
export function keyAtLevel(key: string, level: number): string {
  return `${key}-${levelName(level)}`
}
