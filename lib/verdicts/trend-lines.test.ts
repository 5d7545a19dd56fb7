import { expect, it } from 'vitest'
import type { ScopeEstimates } from '#lib/analysis/comparison.ts'
import type { ObjectiveView } from '#lib/runs/verdict-schema.ts'
import { type MeasuredRun, trendLines } from './trend-lines.ts'

const objective = (actual: number, target: number): ObjectiveView => ({
  ...{ key: 'fast', judge: `p95 < ${target}ms`, source: 'sla', metric: 'p95', selector: null, comparator: '<' },
  ...{ priority: 'high', verdict: 'pass', reason: '', unit: 'ms', actual, target, limit: 200, interval: null },
  ...{ headroom: 0, samples: 1, window: { fromMs: 0, toMs: 1, name: 'steady' } },
})

function run(id: string, p95: number, change: Partial<MeasuredRun> = {}): MeasuredRun {
  const estimate = { value: p95, variance: null, degrees: 1, course: [] }
  const metrics = { p50: null, p95: estimate, p99: null, rate: null, errors: null }
  const scopes: ScopeEstimates[] = [{ key: '*', metrics }]
  return { id, isInvalid: false, scopes, objectives: [objective(p95, 100)], ...change }
}

const levels = [50, 51, 50, 51, 80, 81, 80]

it('shows a change of level with the run it came with, and no invalid run counts for it', () => {
  const runs = levels.map((p95, at) => run(`r${at}`, p95))
  runs.splice(4, 0, run('bad', 500, { isInvalid: true }))
  const [p95, rate] = trendLines(runs)
  expect(p95).toMatchObject({ key: 'p95', values: [50, 51, 50, 51, 500, 80, 81, 80], limits: Array(8).fill(200) })
  expect(p95!.changes.map(({ runId }) => runId)).toEqual(['r4'])
  expect(rate!.values.every((value) => value === null)).toBe(true)
})

it('keeps an objective that only earlier revisions asked for', () => {
  const [, , , fast] = trendLines([run('a', 50), run('b', 50, { objectives: [] })])
  expect(fast).toMatchObject({ key: 'objective:fast', values: [50, null], targets: [100, null] })
})
