// How often comparison sees a change where there is none, and how often it finds one that is there.
//   node bench/calibration.ts [pairs]           synthetic runs of one build, with what makes real runs hard to compare
//   node bench/calibration.ts real [pairs]      real ones: short runs of the demo plan against the demo target, one after the other

import { type Change, compareRuns, type ScopeEstimates, spreadOfRuns } from '#lib/analysis/comparison.ts'
import type { ComparedMetric } from '#lib/analysis/estimate.ts'
import { simulateRun } from '#lib/analysis/run-simulation.ts'
import { measureRealRuns } from './calibration-real.ts'

const EARLIER = 6

function main(args: string[]): Promise<void> | void {
  if (args[0] === 'real') return real(Number(args[1] ?? 20))
  synthetic(Number(args[0] ?? 200))
}

function synthetic(pairs: number): void {
  const shape = { seconds: 600, operations: 5, perSecond: 20 }
  const earlier = Array.from({ length: EARLIER }, (_, index) => simulateRun({ seed: 900_000 + index, ...shape }))
  const spread = spreadOfAll(earlier)
  let [alarms, alarmsAlone, found, foundAlone] = [0, 0, 0, 0]
  for (let pair = 0; pair < pairs; pair++) {
    const base = simulateRun({ seed: pair * 3 + 1, ...shape })
    const same = simulateRun({ seed: pair * 3 + 2, ...shape })
    const slower = simulateRun({ seed: pair * 3 + 3, ...shape, slower: { factor: 1.1 } })
    if (compareRuns(base, same, spread).some(({ moved }) => moved)) alarms++
    if (compareRuns(base, same).some(({ moved }) => moved)) alarmsAlone++
    if (isFound(compareRuns(base, slower, spread))) found++
    if (isFound(compareRuns(base, slower))) foundAlone++
    process.stderr.write(`\r${pair + 1} of ${pairs}`)
  }
  const share = (count: number) => `${count} of ${pairs} (${((100 * count) / pairs).toFixed(1)} %)`
  process.stdout.write(`
Synthetic runs of ten minutes, ${shape.operations} operations, ${shape.perSecond} attempts a second each, ${EARLIER * shape.operations} metrics compared
                                     with ${EARLIER} earlier runs     without earlier runs
same build, a difference called      ${share(alarms).padEnd(22)} ${share(alarmsAlone)}     at most 4 %
p95 of all operations 10 % worse     ${share(found).padEnd(22)} ${share(foundAlone)}     at least 90 %
`)
}

const isFound = (changes: Change[]) =>
  changes.some(({ key, metric, moved, direction }) => key === '*' && metric === 'p95' && moved && direction === 'worse')

function spreadOfAll(earlier: ScopeEstimates[][]) {
  return (key: string, metric: ComparedMetric) => {
    const values = earlier.flatMap((run) => run.find((one) => one.key === key)?.metrics[metric]?.value ?? [])
    return spreadOfRuns(metric, values)
  }
}

async function real(pairs: number): Promise<void> {
  const { runs, doubtful } = await measureRealRuns(pairs * 2 + EARLIER)
  if (runs.length < pairs * 2 + EARLIER) throw new Error(`too few valid runs: ${doubtful} were left out`)
  const spread = spreadOfAll(runs.slice(0, EARLIER))
  const compared = runs.slice(EARLIER)
  let [alarms, alarmsAlone] = [0, 0]
  for (let pair = 0; pair < pairs; pair++) {
    const [base, same] = [compared[pair * 2]!, compared[pair * 2 + 1]!]
    const moved = compareRuns(base, same, spread).filter((change) => change.moved)
    if (moved.length > 0) alarms++
    if (compareRuns(base, same).some((change) => change.moved)) alarmsAlone++
    for (const { key, metric, before, after, threshold } of moved)
      process.stdout.write(
        `pair ${pair + 1}: ${metric} of ${key} ${before.toFixed(3)} → ${after.toFixed(3)}, past ${threshold.toFixed(3)}\n`,
      )
  }
  process.stdout.write(`
Real runs of the demo plan against the demo target, one build; ${doubtful} whose instrument was not valid left out
same build, a difference called      ${alarms} of ${pairs} pairs with ${EARLIER} earlier runs, ${alarmsAlone} without
`)
}

await main(process.argv.slice(2))
