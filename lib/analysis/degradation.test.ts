import { describe, expect, it } from 'vitest'
import { analyseDegradation } from './degradation.ts'
import type { RunPoint } from './run-data.ts'
import { figureOf, points, runOf, stagesOf } from './run-fixture.ts'

const STAGES = stagesOf([400, 800, 1600].map((from, at) => ({ key: `s${at + 1}`, from, seconds: 10 })))

/** Up to 800/s is answered; what becomes of the rest is told. */
const loaded = (beyond: Partial<RunPoint>) =>
  runOf(
    points(30, (second) =>
      second < 10 ? { offered: 400, ok: 400 } : second < 20 ? { offered: 800, ok: 800 } : { offered: 1600, ...beyond },
    ),
    STAGES,
  )

describe('beyond its limit', () => {
  it('a target that sheds load passes', () => {
    const said = analyseDegradation(loaded({ ok: 780, failed: 820, errors: { 'http-5xx': 820 }, refusals: 820 }))
    expect(said?.tone).toBe('good')
    expect(figureOf(said, 'kept')).toBeCloseTo(0.975)
    expect(figureOf(said, 'orderly-share')).toBe(1)
  })

  it('one that breaks with other errors does not', () => {
    const said = analyseDegradation(loaded({ ok: 780, failed: 820, errors: { 'http-5xx': 820 }, refusals: 20 }))
    expect(said?.tone).toBe('bad')
    expect(figureOf(said, 'disorderly')).toBe(8000)
  })

  it('one that collapses fails', () => {
    const said = analyseDegradation(loaded({ ok: 100, failed: 1500, errors: { timeout: 1400, reset: 100 } }))
    expect(said?.tone).toBe('bad')
    expect(said?.sentence).toContain('collapses')
    expect(figureOf(said, 'disorderly')).toBe(15_000)
  })

  it('one that keeps its rate but lets the rest wait fails, too', () => {
    expect(analyseDegradation(loaded({ ok: 800, droppedTarget: 800 }))?.sentence).toContain('wait in vain')
    expect(analyseDegradation(loaded({ ok: 800 }))?.sentence).toContain('waited')
  })

  it('one whose best is not known, as no stage came near its limit, is judged by how it refused', () => {
    const spiked = stagesOf([20, 300].map((from, at) => ({ key: `s${at + 1}`, from, seconds: 10 })))
    const hit = (more: Partial<RunPoint>) =>
      runOf(
        points(20, (second) => (second < 10 ? { offered: 20, ok: 20 } : { offered: 300, ok: 100, ...more })),
        spiked,
      )
    const waited = analyseDegradation(hit({ failed: 200, errors: { timeout: 200 } }))
    expect(figureOf(waited, 'kept')).toBeNull()
    expect(waited?.sentence).toMatch(/answered 100\u00a0\/s well and refused 0.% of the rest in order. It lets/)
    expect(analyseDegradation(hit({ failed: 200, refusals: 200 }))?.tone).toBe('good')
  })

  it('is no matter while everything is answered', () => {
    expect(analyseDegradation(loaded({ ok: 1600 }))).toBeNull()
  })
})
