import { describe, expect, it } from 'vitest'
import { analyseBacklogs, analyseInFlight, depthOf, measureBacklog } from './backlog.ts'
import { figureOf, points, runOf, stagesOf } from './run-fixture.ts'

/** Seconds of so many a minute in and at most so many a minute out. */
function queue(inPerMinute: number, outPerMinute: number, fillSeconds: number, seconds: number) {
  let depth = 0
  return Array.from({ length: seconds }, (_, second) => {
    const begun = second < fillSeconds ? inPerMinute / 60 : 0
    const ended = Math.min(depth + begun, outPerMinute / 60)
    depth += begun - ended
    return { second, begun, ended }
  })
}

describe('a backlog', () => {
  it('filled at 1,500/min and drained at 1,000/min for 5 min peaks at 2,500 and drains in 2.5 min', () => {
    const jobs = [{ key: 'send', points: queue(1500, 1000, 300, 600) }]
    const [said] = analyseBacklogs(runOf([], [], { jobs, durationMs: 300_000 }))
    expect(figureOf(said!, 'peak')).toBeCloseTo(2500)
    expect(figureOf(said!, 'drain')! / 60_000).toBeGreaterThan(2.3)
    expect(figureOf(said!, 'drain')! / 60_000).toBeLessThanOrEqual(2.5)
    expect(figureOf(said!, 'growth')).toBeCloseTo(500, -1)
  })

  it('says that a queue never emptied', () => {
    const jobs = [{ key: 'send', points: queue(1500, 1000, 300, 330) }]
    const [said] = analyseBacklogs(runOf([], [], { jobs, durationMs: 330_000 }))
    expect(said?.sentence).toContain('never emptied')
    expect(said?.tone).toBe('bad')
  })

  it('never falls below nothing', () => {
    expect(depthOf([{ atMs: 1000, begun: 0, ended: 3 }])).toEqual([{ atMs: 1000, depth: 0 }])
    expect(measureBacklog([], 0)).toBeNull()
  })

  it('of requests is told where they pile up, and drains from its peak', () => {
    const stages = stagesOf([{ key: 'hold', from: 100, seconds: 100 }])
    const piled = points(100, (second) => ({ inFlight: second >= 50 && second < 80 ? 10 * (second - 49) : 5 }))
    const said = analyseInFlight(runOf(piled, stages))
    expect(figureOf(said, 'peak')).toBe(300)
    expect(figureOf(said, 'drain')).toBe(1000)
    expect(analyseInFlight(runOf(points(100), stages))).toBeNull()
  })
})
