// What became of the phases of a run: the worst of their success criteria, by the order fail > inconclusive > warn > pass.

import type { PhaseVerdict } from '#lib/runs/verdict-schema.ts'
import { type ObjectiveVerdict, VERDICTS } from './verdict.ts'

/** In the order in which they are judged; phases without success criteria are left out. */
export function phaseVerdicts(objectives: readonly ObjectiveVerdict[]): PhaseVerdict[] {
  const byPhase = Map.groupBy(
    objectives.filter(({ phase }) => phase),
    ({ phase }) => phase?.key,
  )
  return [...byPhase.values()].map((own) => {
    const { key, name, gate } = own[0]!.phase!
    const worst = Math.max(...own.map(({ verdict }) => VERDICTS.indexOf(verdict)))
    return {
      ...{ key, name, gate },
      fromMs: Math.min(...own.map(({ window }) => window.fromMs)),
      toMs: Math.max(...own.map(({ window }) => window.toMs)),
      verdict: VERDICTS[worst] ?? 'inconclusive',
      objectives: own.map((one) => one.key),
    }
  })
}
