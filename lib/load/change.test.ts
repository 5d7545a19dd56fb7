import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyChanges, type LoadChange } from './change.ts'
import { ArrivalSchedule, offeredAt, totalDurationMs } from './pacer.ts'
import type { LoadProfile, Stage } from './profile.ts'

type Piece = [phase: Stage['phase'], seconds: number, from: number, to: number]

function profile(pieces: Piece[], part: Partial<LoadProfile> = {}): LoadProfile {
  let startMs = 0
  const stages = pieces.map(([phase, seconds, from, to], index): Stage => {
    const stage = { key: `s${index}`, phase, startMs, durationMs: seconds * 1000, from, to }
    startMs += seconds * 1000
    return stage
  })
  return {
    model: 'rate',
    stages,
    thinkTime: null,
    pacingPerUserPerSecond: null,
    maxRatePerSecond: null,
    arrivals: 'constant',
    maxInFlight: 10_000,
    iterations: null,
    ...part,
  }
}

const level = (atMs: number, to: number | null): LoadChange => ({ kind: 'level', atMs, level: to })
const go = (atMs: number): LoadChange => ({ kind: 'continue', atMs })
const shape = ({ stages }: LoadProfile) =>
  stages.map((stage) => [stage.key, stage.startMs, stage.durationMs, stage.from, stage.to])

const RAMP = profile([
  ['ramp-up', 10, 0, 100],
  ['steady', 20, 100, 100],
])

describe('a changed level', () => {
  it('replaces the plan from its moment on, in the middle of a ramp too', () => {
    expect(shape(applyChanges(RAMP, [level(4000, 70)]))).toEqual([
      ['s0', 0, 4000, 0, 40],
      ['s0', 4000, 6000, 70, 70],
      ['s1', 10_000, 20_000, 70, 70],
    ])
  })

  it('gives the load back to its plan', () => {
    const changed = applyChanges(RAMP, [level(2000, 50), level(6000, null), level(15_000, 200), level(16_000, 0)])
    expect(shape(changed)).toEqual([
      ['s0', 0, 2000, 0, 20],
      ['s0', 2000, 4000, 50, 50],
      ['s0', 6000, 4000, 60, 100],
      ['s1', 10_000, 5000, 100, 100],
      ['s1', 15_000, 1000, 200, 200],
      ['s1', 16_000, 14_000, 0, 0],
    ])
    expect([1999, 2000, 6000, 12_000, 15_500, 29_000].map((at) => Math.round(offeredAt(changed, at)))).toEqual([
      20, 50, 60, 100, 200, 0,
    ])
  })

  it('of two for one moment is the later; one on a seam makes no empty piece', () => {
    expect(shape(applyChanges(RAMP, [level(10_000, 5), level(10_000, 7), level(40_000, 9)]))).toEqual([
      ['s0', 0, 10_000, 0, 100],
      ['s1', 10_000, 20_000, 7, 7],
    ])
    expect(shape(applyChanges(RAMP, [level(12_000, 5), level(12_000, 7)])).at(-1)).toEqual(['s1', 12_000, 18_000, 7, 7])
  })

  it('leaves a plan without changes as it is', () => {
    expect(applyChanges(RAMP, [])).toBe(RAMP)
    expect(applyChanges(RAMP, [go(3000)])).toBe(RAMP)
  })
})

describe('a wait', () => {
  const LADDER = profile([
    ['steady', 10, 100, 100],
    ['wait', 60, 0, 0],
    ['steady', 10, 100, 100],
    ['wait', 60, 0, 0],
    ['steady', 10, 100, 100],
  ])

  it('ends when told to, and what follows comes earlier', () => {
    const once = applyChanges(LADDER, [go(15_000)])
    expect(shape(once).map(([, startMs, durationMs]) => [startMs, durationMs])).toEqual([
      [0, 10_000],
      [10_000, 5000],
      [15_000, 10_000],
      [25_000, 60_000],
      [85_000, 10_000],
    ])
    expect(totalDurationMs(applyChanges(LADDER, [go(15_000), go(25_000)]))).toBe(35_000)
  })

  it('is ended by nothing that comes before or after it', () => {
    expect(totalDurationMs(applyChanges(LADDER, [go(9999), go(70_000)]))).toBe(150_000)
  })

  it('offers nothing, whatever the level', () => {
    const changed = applyChanges(LADDER, [level(5000, 300), go(20_000)])
    expect([4000, 6000, 12_000, 21_000].map((at) => offeredAt(changed, at))).toEqual([100, 300, 0, 300])
  })
})

describe('arrivals', () => {
  const change = fc.oneof(
    fc.record({
      kind: fc.constant('level' as const),
      atMs: fc.integer({ min: 0, max: 40_000 }),
      level: fc.option(fc.integer({ min: 0, max: 500 })),
    }),
    fc.record({ kind: fc.constant('continue' as const), atMs: fc.integer({ min: 0, max: 40_000 }) }),
  )
  const piece = fc.tuple(
    fc.constantFrom('steady' as const, 'ramp' as const, 'wait' as const),
    fc.integer({ min: 1, max: 10 }),
    fc.integer({ min: 0, max: 300 }),
    fc.integer({ min: 0, max: 300 }),
  )

  it('before the first change are those of the plan, and stages follow one another without a gap', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 6 }),
        fc.array(change, { maxLength: 5 }),
        (pieces, changes) => {
          const plan = profile(
            pieces.map(
              ([phase, seconds, from, to]): Piece =>
                phase === 'wait' ? [phase, seconds, 0, 0] : [phase, seconds, from, to],
            ),
          )
          const changed = applyChanges(plan, changes)
          let endMs = 0
          for (const stage of changed.stages) {
            expect(stage.startMs).toBeCloseTo(endMs, 6)
            expect(stage.durationMs).toBeGreaterThan(0)
            endMs = stage.startMs + stage.durationMs
          }
          const firstMs = Math.min(totalDurationMs(plan), totalDurationMs(changed), ...changes.map(({ atMs }) => atMs))
          const [before, after] = [new ArrivalSchedule(plan), new ArrivalSchedule(changed)]
          const due = Math.floor(before.cumulative(firstMs) - 0.5)
          for (let n = Math.max(0, due - 20); n < due; n++)
            expect(after.arrivalTime(n)).toBeCloseTo(before.arrivalTime(n), 6)
        },
      ),
      { numRuns: 200 },
    )
  })
})
