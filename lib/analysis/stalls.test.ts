import { describe, expect, it } from 'vitest'
import type { RunPoint } from './run-data.ts'
import { figureOf, points, runOf, stagesOf } from './run-fixture.ts'
import { analyseStalls, findStalls } from './stalls.ts'

const STAGES = stagesOf([{ key: 'hold', from: 100, seconds: 120 }])
const run = (each: (second: number) => Partial<RunPoint>) => runOf(points(120, each), STAGES)

describe('stalls', () => {
  it('are counted and their interval told: half a second in every five', () => {
    const said = analyseStalls(run((second) => (second % 5 === 4 ? { p99Ms: 480 } : {})))
    expect(said?.sentence.replaceAll('\u00a0', ' ')).toBe(
      'Answers stalled 24 times, every 5.00 s: the p99 rose to 480 ms, from 30.0 ms in between.',
    )
    expect(figureOf(said, 'every')).toBe(5000)
  })

  it('come at no fixed interval when they do', () => {
    const at = new Set([7, 9, 40, 77, 78, 110])
    const said = analyseStalls(run((second) => (at.has(second) ? { p99Ms: 900 } : {})))
    expect(figureOf(said, 'stalls')).toBe(5)
    expect(figureOf(said, 'every')).toBeNull()
    expect(said?.sentence).toContain('at no fixed interval')
  })

  it('are none where latency is even, rises for good, follows the load, or is high throughout', () => {
    expect(findStalls(points(120))).toBeNull()
    expect(findStalls(points(120, (second) => (second > 90 ? { p99Ms: 900 } : {})))).toBeNull()
    expect(findStalls(points(120, (second) => (second % 5 === 4 ? { p99Ms: 900, offered: 400 } : {})))).toBeNull()
    expect(findStalls(points(120, (second) => (second % 2 === 1 ? { p99Ms: 900 } : {})))).toBeNull()
  })

  it('are not what a higher level brings', () => {
    const searched = stagesOf(Array.from({ length: 15 }, (_, at) => ({ key: `l${at}`, from: 100 + at, seconds: 8 })))
    const slow = (second: number) => (second % 16 === 15 ? { p99Ms: 900 } : {})
    expect(analyseStalls(runOf(points(120, slow), STAGES))).not.toBeNull()
    expect(analyseStalls(runOf(points(120, slow), searched))).toBeNull()
  })

  it('of a long run are single points of ten seconds', () => {
    const long = points(1000, (at) => ({
      second: at * 10,
      seconds: 10,
      offered: 1000,
      p99Ms: at % 60 === 0 ? 700 : 30,
    }))
    expect(findStalls(long)).toMatchObject({ everyMs: 600_000, usualMs: 30 })
  })
})
