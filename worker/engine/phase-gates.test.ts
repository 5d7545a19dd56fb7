import { expect, it } from 'vitest'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { secondOf } from '#lib/runs/testing.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { RunJudge } from './run-judge.ts'

function judgeWith(gate: boolean, text = 'p95 < 80ms', monitors: readonly MonitorSeries[] = []): RunJudge {
  const parsed = parseCriterion(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  const { criterion } = parsed
  const success = [{ kind: 'criterion' as const, criterion, target: criterion.value, limit: criterion.value }]
  const phases = [
    { key: 'warm', name: 'Warm-up', startMs: 0, durationMs: 5000, gate, success },
    { key: 'rest', name: 'Rest', startMs: 5000, durationMs: 5000, gate, success },
  ]
  const plan = planOf('http://127.0.0.1:1', [operation('x')], load('rate', hold(10_000, 50)), {}, { phases })
  return new RunJudge(plan.scenarios[0]!, () => monitors)
}

const second = (at: number, ms: number) =>
  new Rollup().close(at, [
    secondOf(
      ALL_OPERATIONS,
      Array.from({ length: 50 }, () => ms * 1000),
    ),
  ])

const endings = (judge: RunJudge, msOf: (at: number) => number, from = 0) =>
  Array.from({ length: 10 - from }, (_, at) => judge.look(at + from, second(at + from, msOf(at + from)), []))

it('a failed gate ends the run at the end of its phase, saying which and why', () => {
  const told = endings(judgeWith(true), (at) => (at < 5 ? 50 : 120))
  expect(told.findIndex((one) => one !== null)).toBe(9)
  expect(told[9]).toMatchObject({
    reason: 'aborted',
    message: expect.stringContaining('The gate at the end of Rest failed'),
  })
  expect(told[9]!.message).toContain('p95 was 120')
  expect(endings(judgeWith(true), () => 120).findIndex((one) => one !== null)).toBe(4)
})

it('goes on where the phase is no gate, or was not seen from its beginning', () => {
  expect(endings(judgeWith(false), () => 120).every((one) => one === null)).toBe(true)
  expect(endings(judgeWith(true), (at) => (at < 5 ? 120 : 50), 2).every((one) => one === null)).toBe(true)
})

it('judges what monitors told in its phase', () => {
  const points = Array.from({ length: 11 }, (_, at) => ({ offsetMs: at * 1000, value: at < 5 ? 40 : 90 }))
  const cpu: MonitorSeries = {
    ...{ monitor: 'app', key: 'cpu', label: 'CPU', role: 'cpu', unit: 'percent', kind: 'gauge', points },
  }
  const told = endings(judgeWith(true, 'monitor(cpu) < 80%', [cpu]), () => 50)
  expect(told.findIndex((one) => one !== null)).toBe(9)
  expect(told[9]!.message).toContain('The gate at the end of Rest failed')
  expect(endings(judgeWith(true, 'monitor(memory) < 80%', [cpu]), () => 50).every((one) => one === null)).toBe(true)
})

it('judges a gate that is named for several stages by these alone, not by what lies between', () => {
  const parsed = parseCriterion('p95 < 80ms')
  if (!parsed.ok) throw new Error(parsed.problem.message)
  const { criterion } = parsed
  const stage = (key: string, phase: 'steady' | 'spike', second: number, seconds: number) => ({
    ...{ key, phase, startMs: second * 1000, durationMs: seconds * 1000, from: 50, to: 50 },
  })
  const stages = [stage('before', 'steady', 0, 4), stage('spike-1', 'spike', 4, 2), stage('after', 'steady', 6, 4)]
  const success = [{ kind: 'criterion' as const, criterion, target: criterion.value, limit: criterion.value }]
  const phases = [{ key: 'steady', name: 'Steady', startMs: 0, durationMs: 10_000, gate: true, success }]
  const plan = planOf('http://127.0.0.1:1', [operation('x')], load('rate', stages), {}, { phases })
  const told = (msOf: (at: number) => number) => endings(new RunJudge(plan.scenarios[0]!), msOf)
  expect(told((at) => (at === 4 || at === 5 ? 500 : 50)).every((one) => one === null)).toBe(true)
  expect(told((at) => (at >= 6 ? 500 : 50))[9]?.message).toContain('The gate at the end of Steady failed')
})
