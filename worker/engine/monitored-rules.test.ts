import { expect, it } from 'vitest'
import type { MonitorPoint, MonitorSeries } from '#lib/monitors/sample.ts'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import { isMetByMonitors } from './monitored-rules.ts'

const criterion = (text: string) => {
  const parsed = parseCriterion(text)
  if (!parsed.ok) throw new Error(parsed.problem.message)
  return parsed.criterion
}

/** One reading every ten seconds, from just before second 0. */
const readings = (values: (number | null)[]): MonitorPoint[] =>
  values.map((value, at) => ({ offsetMs: at * 10_000 - (at === 0 ? 20 : 0), value }))

const cpu = (values: (number | null)[], part: Partial<MonitorSeries> = {}): MonitorSeries => ({
  ...{ monitor: 'app', key: 'cpu', label: 'CPU', role: 'cpu', unit: 'percent', kind: 'gauge' },
  points: readings(values),
  ...part,
})

const met = (text: string, endSecond: number, ...series: MonitorSeries[]) =>
  isMetByMonitors(criterion(text), endSecond * 1000, series)

const RULE = 'monitor(cpu) > 95% for 30s'

it('a rule is met when every reading of its window is beyond', () => {
  expect(met(RULE, 41, cpu([10, 96, 97, 98, 99]))).toBe(true)
  expect(met(RULE, 31, cpu([10, 96, 97, 98]))).toBe(true)
  expect(met(RULE, 41, cpu([10, 96, 97, 90, 99]))).toBe(false)
})

it('a window of which not all was seen is not', () => {
  expect(met(RULE, 21, cpu([99, 99, 99]))).toBe(false)
  expect(met(RULE, 41, cpu([99, 99, null, 99, 99]))).toBe(false)
  expect(met(RULE, 60, cpu([99, 99, 99, 99]))).toBe(false)
  const late = cpu([]).points.concat(readings([0, 0, 99, 99, 99]).slice(2))
  expect(met(RULE, 41, cpu([], { points: late }))).toBe(false)
})

it('without a time the newest reading counts, while it is new', () => {
  expect(met('monitor(cpu) > 95%', 11, cpu([10, 96]))).toBe(true)
  expect(met('monitor(cpu) > 95% for 5s', 19, cpu([10, 96]))).toBe(true)
  expect(met('monitor(cpu) > 95%', 11, cpu([96, null]))).toBe(false)
  expect(met('monitor(cpu) > 95%', 40, cpu([10, 96]))).toBe(false)
})

it('units are compared, and what the plan does not monitor is never met', () => {
  expect(met('monitor(cpu) > 400MB', 11, cpu([0.1, 0.5], { unit: 'GB' }))).toBe(true)
  expect(met('monitor(cpu) > 400MB', 11, cpu([96, 96]))).toBe(false)
  expect(met('monitor(memory) > 1', 11, cpu([96, 96]))).toBe(false)
})

it('growth and silence are judged, too', () => {
  const restarts = cpu([1, 1, 2, 5], { key: 'restarts', unit: null, kind: 'counter' })
  expect(met('increase(restarts, 1m) > 3', 31, restarts)).toBe(true)
  expect(met('increase(restarts, 1m) > 4', 31, restarts)).toBe(false)
  expect(met('missing(cpu) > 15s', 41, cpu([5, 5, null, null, null]))).toBe(true)
  expect(met('missing(cpu) > 1m', 41, cpu([5, 5, null, null, null]))).toBe(false)
})

it('what is not known here of the time before is no silence', () => {
  const known = readings(Array.from({ length: 10 }, () => 5)).slice(6)
  expect(met('missing(cpu) > 30s', 91, cpu([], { points: known }))).toBe(false)
  expect(met('missing(app) > 30s', 91, cpu([], { points: known }))).toBe(false)
  expect(met('missing(cpu) > 30s', 131, cpu([], { points: known }))).toBe(true)
})

it('what stands at its limit is not beyond it', () => {
  expect(met('monitor(cpu) > 70%', 11, cpu([10, 70]))).toBe(false)
  expect(met('monitor(cpu) >= 70%', 11, cpu([10, 70]))).toBe(true)
})
