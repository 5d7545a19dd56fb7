import { expect, test } from 'vitest'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import type { Evidence } from './evidence.ts'
import { windowOf } from './judged-window.ts'
import { planWith, quiet } from './run-fixture.ts'

const { load } = planWith([]).scenarios[0]!
const totalMs = Math.max(...load.stages.map(({ startMs, durationMs }) => startMs + durationMs))
const lastSecond = totalMs / 1000 + 12

const evidence: Evidence = {
  ...{ load, phases: [], shards: 1, elapsedMs: totalMs, end: 'completed', startedAt: null },
  tally: () => expect.unreachable(),
  generator: Array.from({ length: lastSecond }, (_, second) => quiet(second)),
  metrics: [
    { key: 'imported', kind: 'counter', isOfJob: true },
    { key: 'server-time', kind: 'trend', isOfJob: false },
  ],
}

function reachedOf(text: string) {
  const parsed = parseCriterion(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  const { criterion } = parsed
  if (criterion.selector?.key.endsWith('.job')) criterion.selector.kind = 'flow'
  return windowOf(criterion, evidence)!.reached
}

test('jobs and what their last answers told are judged up to the last second, which may come after the load', () => {
  const all = [{ fromMs: 0, toMs: lastSecond * 1000 }]
  expect(reachedOf('max(import.job) < 10m')).toEqual(all)
  expect(reachedOf('custom(imported) = 95000')).toEqual(all)
})

test('everything else ends with the load, and a window that is named is kept to', () => {
  for (const text of ['max < 10m', 'custom(server-time) < 10', 'max(import.job) < 10m during steady']) {
    expect(Math.max(...reachedOf(text).map(({ toMs }) => toMs)), text).toBeLessThanOrEqual(totalMs)
  }
})
