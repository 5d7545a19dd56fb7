import { describe, expect, it } from 'vitest'
import { figureOf, points, runOf, stagesOf } from './run-fixture.ts'
import { analyseScaling, fitAmdahl, scalingOf } from './scaling.ts'

const LEVELS = [
  { instances: 1, okPerSecond: 400 },
  { instances: 2, okPerSecond: 780 },
  { instances: 4, okPerSecond: 1400 },
]

describe('scaling efficiency', () => {
  it('reads 400, 780, 1,400/s at 1, 2, 4 instances as 100, 97.5, 87.5 %', () => {
    expect(scalingOf(LEVELS).map(({ efficiency }) => efficiency)).toEqual([1, 0.975, 0.875])
  })

  it('fits the law it was made by, with the interval around it', () => {
    const sigma = 0.05
    const exact = [1, 2, 4, 8].map((instances) => ({
      instances,
      okPerSecond: (100 * instances) / (1 + sigma * (instances - 1)),
    }))
    const law = fitAmdahl(exact)!
    expect(law.sigma).toBeCloseTo(sigma, 9)
    expect(law.lambda).toBeCloseTo(100, 9)
    const measured = fitAmdahl(LEVELS)!
    expect(measured.interval![0]).toBeLessThan(measured.sigma)
    expect(measured.interval![1]).toBeGreaterThan(measured.sigma)
    expect(fitAmdahl(LEVELS.slice(0, 2))?.interval).toBeNull()
  })

  it('is read from the levels of a run', () => {
    const stages = stagesOf(
      LEVELS.flatMap(({ instances }) => [
        { key: `wait-x${instances}`, phase: 'wait' as const, from: 0, seconds: 5, level: instances },
        { key: `hold-x${instances}`, from: 2000, seconds: 10, level: instances },
      ]),
    )
    const all = points(45, (second) => ({ ok: LEVELS[Math.floor(second / 15)]!.okPerSecond }))
    const said = analyseScaling(runOf(all, stages))
    expect(figureOf(said, 'efficiency')).toBeCloseTo(0.875)
    expect(said?.sentence).toMatch(/100.*97\.5.*87\.5/)
    expect(analyseScaling(runOf(all, stagesOf([{ key: 'hold', from: 1, seconds: 45 }])))).toBeNull()
  })
})
