// Scalability: the same stages once at every level, with a wait between two for somebody to change the target.

import { keyAtLevel } from '#lib/load/stages-named.ts'
import type { ScenarioDraft } from '../document/plan.ts'
import { type CompileLog, isBlank } from './compile-log.ts'
import type { StagePiece } from './stages.ts'

const LONGEST_WAIT_MS = 30 * 60_000
const MOST_LEVELS = 20

/** Keys are told apart by their level, `hold-x2`; a wait is named by the level it leads to. */
export function stagesAtLevels(scenario: ScenarioDraft, pieces: StagePiece[], log: CompileLog): StagePiece[] {
  const place = `scenarios.${scenario.key}`
  const levels = readLevels(scenario, `${place}.levels`, log)
  const waitMs = log.notZero(
    `${place}.levelWait`,
    log.duration(`${place}.levelWait`, scenario.levelWait),
    'A wait of 0 leaves no time to change the target',
    'Write, for example, levelWait: 30m, or leave it out',
  )
  if (levels.length === 0) return pieces
  if (!isBlank(scenario.load?.iterations)) {
    const message = 'A load that ends after its iterations would end at its first level'
    log.error('load', `${place}.load.iterations`, message, 'Remove iterations and write, for example, hold: 10m')
  }
  return levels.flatMap((level, index): StagePiece[] => [
    ...(index === 0 ? [] : [waitPiece(level, waitMs ?? LONGEST_WAIT_MS)]),
    ...pieces.map((piece) => ({ ...piece, key: keyAtLevel(piece.key, level), level })),
  ])
}

function waitPiece(level: number, durationMs: number): StagePiece {
  return { key: keyAtLevel('wait', level), phase: 'wait', durationMs, from: 0, to: 0, level }
}

function readLevels({ levels = [] }: ScenarioDraft, place: string, log: CompileLog): number[] {
  const read = levels.flatMap((text, index) => log.whole(`${place}.${index}`, text, 1) ?? [])
  const twice = read.find((level, index) => read.indexOf(level) < index)
  if (twice !== undefined)
    log.error('load', place, `The level ${twice} is written twice`, 'Write each once, for example levels: [1, 2, 4]')
  if (read.length > MOST_LEVELS)
    log.error('load', place, `${read.length} levels are too many`, `At most ${MOST_LEVELS}`)
  return [...new Set(read)].slice(0, MOST_LEVELS)
}
