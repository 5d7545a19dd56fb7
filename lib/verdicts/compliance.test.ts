import { describe, expect, it } from 'vitest'
import { evidence, judge, planWith, type Second, times } from './run-fixture.ts'
import { judgeRun } from './run-verdict.ts'
import { cutInto, minutesOf } from './slices.ts'

describe('stretches of a window', () => {
  const seconds = (from: number, to: number) => [{ fromMs: from * 1000, toMs: to * 1000 }]

  it('begin and end at multiples of their length, short ends with their neighbours', () => {
    expect(cutInto(seconds(5, 32), 10)).toEqual([...seconds(5, 10), ...seconds(10, 20), ...seconds(20, 32)])
    expect(cutInto(seconds(7, 26), 10)).toEqual([...seconds(7, 20), ...seconds(20, 26)])
    expect(cutInto(seconds(3, 6), 10)).toEqual(seconds(3, 6))
    expect(cutInto([...seconds(0, 10), ...seconds(30, 40)], 10)).toEqual([...seconds(0, 10), ...seconds(30, 40)])
  })

  it('of ten seconds lie in their minutes', () => {
    const minutes = minutesOf(seconds(55, 185))
    expect(minutes.map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([
      [55_000, 120_000],
      [120_000, 185_000],
    ])
    expect(minutes.flatMap(({ tens }) => tens)).toEqual(cutInto(seconds(55, 185), 10))
  })
})

describe('compliance', () => {
  const plan = (hold: string) =>
    planWith([{ key: 'x', metric: 'p95', operation: 'read', target: '100ms', limit: '200ms' }], {
      scenarios: [{ key: 'base', type: 'load', load: { users: '10', hold }, mix: [{ operation: 'read' }] }],
    })

  function complianceOf(seconds: number, each: (second: number) => Second) {
    const compiled = plan(`${seconds}s`)
    const run = judgeRun(compiled, 'base', evidence(compiled, each, { elapsedMs: seconds * 1000 }))
    return run.objectives[0]!.compliance!
  }

  it('is the share of ten seconds that hold, with the worst minute', () => {
    const slow = (second: number) => second >= 100 && second < 106
    const judged = complianceOf(1000, (second) => times(slow(second) ? 150 : 50, 5))
    expect(judged).toMatchObject({ windows: 100, compliant: 99, share: 0.99, windowSeconds: 10 })
    expect(judged.worst!.atMs).toBe(60_000)
    expect(judged.worst!.value).toBeCloseTo(150, 0)
  })

  it('takes minutes where ten seconds hold fewer than 20 attempts', () => {
    const judged = complianceOf(600, (second) => times(second < 60 ? 150 : 50, 1))
    expect(judged).toMatchObject({ windows: 10, compliant: 9, windowSeconds: 60, worst: { atMs: 0 } })
  })

  it('counts a window without data, or with failures beyond the percentile, as not compliant', () => {
    const nothing = complianceOf(600, (second) => (second >= 300 && second < 360 ? {} : times(50, 10)))
    expect(nothing).toMatchObject({ windows: 60, compliant: 54, worst: { atMs: 300_000, value: null } })
    const failing = complianceOf(600, (second) => (second < 10 ? { ok: [50], failed: 9 } : times(50, 10)))
    expect(failing).toMatchObject({ windows: 60, compliant: 59, worst: { atMs: 0, value: null } })
  })

  it('of a rate looks for the slowest minute, and totals have none', () => {
    const rate = { metric: 'rate', operation: 'read', target: '90/s', limit: '1/s' }
    const judged = judge(rate, (second) => times(50, second < 15 ? 80 : 100)).compliance!
    expect(judged).toMatchObject({ windows: 3, compliant: 2, worst: { atMs: 5000, value: 90 } })
    expect(judge({ metric: 'dropped', comparator: '=', target: '0' }, () => times(50)).compliance).toBeNull()
  })
})
