import { describe, expect, it } from 'vitest'
import { Random } from '#lib/load/random.ts'
import { analyseRecovery, findDisturbances } from './recovery.ts'
import { figureOf, points, runOf, stagesOf } from './run-fixture.ts'

const SPIKE = stagesOf([
  { key: 'before', from: 100, seconds: 300 },
  { key: 'spike-1', phase: 'spike', from: 1000, seconds: 60 },
  { key: 'after-spike-1', from: 100, seconds: 300 },
])

/** p95 of 20 ms ± 10 %, of 900 ms in the spike and for `slowSeconds` after it. */
function spiked(slowSeconds: number, seconds = 660) {
  const random = new Random(7)
  return points(seconds, (second) => {
    const isSlow = second >= 300 && second < 360 + slowSeconds
    return { p95Ms: (isSlow ? 900 : 20) * (1 + 0.1 * (random.next() - 0.5)), failed: isSlow ? 3 : 0 }
  })
}

describe('recovery', () => {
  it('takes 90 s where the p95 is back after 90 s', () => {
    const said = analyseRecovery(runOf(spiked(90), SPIKE))
    expect(figureOf(said, 'recovery_time')).toBeGreaterThanOrEqual(85_000)
    expect(figureOf(said, 'recovery_time')).toBeLessThanOrEqual(91_000)
    expect(figureOf(said, 'lost')).toBeGreaterThan(440)
    expect(said?.tone).toBe('good')
  })

  it('is over at once when nothing was disturbed', () => {
    expect(figureOf(analyseRecovery(runOf(spiked(0), SPIKE)), 'recovery_time')).toBeLessThanOrEqual(1000)
  })

  it('is a finding when the p95 never comes back', () => {
    const said = analyseRecovery(runOf(spiked(1000), SPIKE))
    expect(figureOf(said, 'recovery_time')).toBeNull()
    expect(said?.tone).toBe('bad')
    expect(said?.suggestion?.severity).toBe('high')
  })

  it('is unknown when the run ends before it has stayed for a minute', () => {
    const said = analyseRecovery(runOf(spiked(0, 390), SPIKE))
    expect(said?.tone).toBe('unknown')
    expect(said?.sentence).toMatch(/30.*only/)
  })

  it('is not recovered while attempts fail, however fast', () => {
    const all = points(660, (second) => (second >= 360 ? { ok: 50, failed: 50, p95Ms: 10 } : {}))
    expect(analyseRecovery(runOf(all, SPIKE))?.tone).toBe('bad')
  })

  it('follows a stress test back to where it began', () => {
    const stages = stagesOf([
      { key: 's1', from: 100, seconds: 100 },
      { key: 's2', from: 400, seconds: 100 },
      { key: 'back', from: 100, seconds: 200 },
    ])
    expect(findDisturbances(runOf(points(400), stages))).toMatchObject([{ fromMs: 100_000, toMs: 200_000 }])
    expect(findDisturbances(runOf(points(100), stages.slice(0, 1)))).toEqual([])
  })
})
