import { describe, expect, it } from 'vitest'
import {
  greatestRise,
  hasValue,
  intervalOf,
  perSecond,
  readingsIn,
  riseOf,
  thinTogether,
  valueAt,
} from './aggregate.ts'
import type { MonitorPoint } from './sample.ts'

/** One every ten seconds from `fromMs` on; null is a failed reading. */
const every10s = (values: (number | null)[], fromMs = 0): MonitorPoint[] =>
  values.map((value, at) => ({
    offsetMs: fromMs + at * 10_000,
    value,
    ...(value === null ? { why: 'refused the connection' } : {}),
  }))

describe('readings of a window', () => {
  it('leave out what lies before it and at its end', () => {
    const { readings, missed, gaps } = readingsIn(every10s([1, 2, 3, 4]), { fromMs: 10_000, toMs: 30_000 }, 10_000)
    expect(readings.map(({ value }) => value)).toEqual([2, 3])
    expect([missed, gaps]).toEqual([0, []])
  })

  it('name a gap from its first missed reading to the next that gave a value, with its reason', () => {
    const { missed, gaps } = readingsIn(every10s([1, null, null, 4]), { fromMs: 0, toMs: 40_000 }, 10_000)
    expect(missed).toBe(2)
    expect(gaps).toEqual([{ fromMs: 10_000, toMs: 30_000, why: 'refused the connection' }])
  })

  it('count readings that nobody took, in the middle, at both ends and everywhere', () => {
    const around = [...every10s([1, 2], 20_000), ...every10s([3], 60_000)]
    const { missed, gaps } = readingsIn(around, { fromMs: 0, toMs: 100_000 }, 10_000)
    expect(missed).toBe(2 + 2 + 3)
    expect(gaps.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [0, 20_000],
      [40_000, 60_000],
      [70_000, 100_000],
    ])
    const none = readingsIn([], { fromMs: 0, toMs: 50_000 }, 10_000)
    expect(none).toMatchObject({ missed: 5, gaps: [{ fromMs: 0, toMs: 50_000 }] })
  })

  it('are no gap where one came a little late', () => {
    const late = every10s([1, 2, 3]).map((point) => ({
      ...point,
      offsetMs: point.offsetMs + (point.value === 2 ? 900 : 0),
    }))
    expect(readingsIn(late, { fromMs: 0, toMs: 30_000 }, 10_000).gaps).toEqual([])
    expect(intervalOf(every10s([1, 2, 3, 4]))).toBe(10_000)
  })
})

describe('a counter', () => {
  const counter = every10s([5000, 5100, null, 5400, 5987], -1)
  it('rose by the difference of the readings around a window', () => {
    expect(riseOf(counter, { fromMs: 0, toMs: 60_000 })).toMatchObject({ ok: true, by: 987 })
    expect(riseOf(counter, { fromMs: 10_000, toMs: 30_000 })).toMatchObject({ ok: true, by: 300 })
  })

  it('says that it began anew, and when', () => {
    expect(riseOf(every10s([5, 9, 2, 20]), { fromMs: 0, toMs: 60_000 })).toEqual({ ok: false, restartedMs: 20_000 })
    expect(riseOf(every10s([5]), { fromMs: 0, toMs: 60_000 })).toEqual({ ok: false, restartedMs: null })
  })

  it('is a rate between two readings, and nothing after a gap or a new beginning', () => {
    expect(perSecond(every10s([0, 50, null, 80, 90, 10])).map(({ value }) => value)).toEqual([5, null, null, 1, null])
  })
})

it('finds the value of a moment in the last reading before it', () => {
  expect(valueAt(every10s([1, 2, null]), 25_000)?.value).toBe(2)
  expect(valueAt(every10s([1], 10_000), 5_000)).toBeNull()
})

it('finds the greatest rise within a span, also as a share', () => {
  const values = every10s([10, 12, 30, 20, 28, 60]).filter(hasValue)
  expect(greatestRise(values, 10_000)).toMatchObject({ by: 32, from: { value: 28 }, to: { value: 60 } })
  expect(greatestRise(values, 20_000)).toMatchObject({ by: 40, from: { value: 20 } })
  expect(greatestRise(values, 20_000, true)?.by).toBe(2)
  expect(greatestRise(values.slice(0, 1), 10_000)).toBeNull()
})

it('keeps peaks, dips and gaps of what it thins out', () => {
  const many = Array.from({ length: 5000 }, (_, at) => ({ offsetMs: at * 1000, value: (at % 7) as number | null }))
  many[1234] = { offsetMs: 1_234_000, value: 99 }
  many[2345] = { offsetMs: 2_345_000, value: -5 }
  many[3456] = { offsetMs: 3_456_000, value: null }
  const [thin = [], other = []] = thinTogether([many, many.map((point) => ({ ...point, value: 1 }))])
  expect(thin.length).toBeLessThanOrEqual(600)
  expect(thin.map(({ value }) => value)).toEqual(expect.arrayContaining([99, -5, null]))
  expect(other.map(({ offsetMs }) => offsetMs)).toEqual(thin.map(({ offsetMs }) => offsetMs))
  expect(thin.every(({ offsetMs }, at) => at === 0 || offsetMs > thin[at - 1]!.offsetMs)).toBe(true)
})
