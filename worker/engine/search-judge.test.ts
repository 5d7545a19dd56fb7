import { expect, it } from 'vitest'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import { planOf } from '#lib/plans/compile-fixture.ts'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import type { SearchMark } from '#lib/runs/run-mark.ts'
import { secondOf } from '#lib/runs/testing.ts'
import { SearchJudge } from './search-judge.ts'

const PLAN = planOf({
  name: 'Orders',
  environments: [{ key: 'local', baseUrl: 'http://127.0.0.1:1' }],
  operations: [{ key: 'read', request: { path: '/' } }],
  monitors: [{ key: 'app', interval: '1s', metrics: [{ key: 'cpu', unit: 'percent', take: 'cpu' }] }],
  scenarios: [
    {
      ...{ key: 'main', type: 'breaking-point', mix: [{ operation: 'read' }], stopWhen: ['monitor(cpu) > 90%'] },
      load: { model: 'users', search: { from: '1', maximum: '8' } },
    },
  ],
})
const HOLD_SECONDS = 5
Object.assign(PLAN.scenarios[0]!.load.search!, {
  factor: 2,
  holdMs: HOLD_SECONDS * 1000,
  confirmMs: 5000,
  precision: 1,
})

const rows = (at: number) =>
  new Rollup().close(at, [
    secondOf(
      ALL_OPERATIONS,
      Array.from({ length: 50 }, () => 20_000),
    ),
  ])

it('a level is broken by what monitors tell while it is offered, not by what they told of the one before', () => {
  // Busy before the second level has settled, and again in its last second.
  const points = Array.from({ length: 20 }, (_, at) => ({
    offsetMs: at * 1000 + 500,
    value: at === 5 ? 99 : at < 9 ? 20 : 95,
  }))
  const cpu: MonitorSeries = {
    ...{ monitor: 'app', key: 'cpu', label: 'CPU', role: 'cpu', unit: 'percent', kind: 'gauge', points },
  }
  let toldUntilMs = 0
  const told = () => [{ ...cpu, points: points.filter(({ offsetMs }) => offsetMs <= toldUntilMs) }]
  const judge = SearchJudge.of(PLAN, 'main', 0, told)!
  const levels = Array.from({ length: 11 }, (_, second) => {
    toldUntilMs = (second + 1) * 1000
    return judge.look(second, rows(second), [], (second + 1) * 1000)
  }).flatMap((look) => (look ? [(look.mark.data as SearchMark).level] : []))
  expect(levels.slice(0, 2).map(({ level, held, why }) => [level, held, why])).toEqual([
    [1, true, null],
    [2, false, 'The stop rule monitor(cpu) > 90% was met.'],
  ])
})
