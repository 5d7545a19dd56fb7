import { describe, expect, it } from 'vitest'
import { figureOf, loadOf, points, runOf, stagesOf } from './run-fixture.ts'
import { analyseThroughput } from './throughput.ts'

describe('throughput', () => {
  it('reads 33.2 of 35.0/s as 94.9 %', () => {
    const stages = stagesOf([{ key: 'hold', from: 35, seconds: 100 }])
    const all = points(100, (second) => ({ offered: 35, ok: second % 5 === 0 ? 34 : 33, failed: 1 }))
    const said = analyseThroughput(runOf(all, stages))
    expect(figureOf(said, 'efficiency')).toBeCloseTo(33.2 / 35, 6)
    expect(said.sentence).toMatch(/33\.2.*35\.0.*94\.9/)
    expect(figureOf(said, 'asked-total')).toBeCloseTo(3500)
    expect(figureOf(said, 'counted-total')).toBe(3320)
    expect(said.tone).toBe('bad')
  })

  it('leaves ramps out, and counts every request of a flow', () => {
    const stages = stagesOf([
      { key: 'up', phase: 'ramp-up', from: 0, to: 50, seconds: 10 },
      { key: 'hold', from: 50, seconds: 20 },
    ])
    const all = points(30, (second) => ({ ok: second < 10 ? 1 : 100 }))
    const said = analyseThroughput(runOf(all, stages, { requestsPerIteration: 2 }))
    expect(figureOf(said, 'efficiency')).toBe(1)
    expect(said.tone).toBe('good')
  })

  it('names no efficiency for users who go as fast as they can', () => {
    const stages = stagesOf([{ key: 'hold', from: 10, seconds: 20 }])
    const said = analyseThroughput(runOf(points(20), stages, { load: loadOf(stages, { model: 'users' }) }))
    expect(figureOf(said, 'efficiency')).toBeNull()
    expect(said.tone).toBe('note')
  })

  it('holds paced users to their pacing', () => {
    const stages = stagesOf([{ key: 'hold', from: 10, seconds: 20 }])
    const load = loadOf(stages, { model: 'users', pacingPerUserPerSecond: 12.5 })
    expect(figureOf(analyseThroughput(runOf(points(20), stages, { load })), 'efficiency')).toBeCloseTo(0.8)
  })

  it('is unknown without a measured second', () => {
    expect(analyseThroughput(runOf([], [])).tone).toBe('unknown')
  })
})
