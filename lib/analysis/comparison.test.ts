import { describe, expect, it } from 'vitest'
import { compareRuns, holm, spreadOfRuns } from './comparison.ts'
import { simulateRun } from './run-simulation.ts'

const shape = { seconds: 400, operations: 2, perSecond: 12 }

describe('two runs of one build', () => {
  it('do not differ, whatever the noise', () => {
    const called = Array.from({ length: 10 }, (_, pair) =>
      compareRuns(simulateRun({ seed: pair * 2 + 1, ...shape }), simulateRun({ seed: pair * 2 + 2, ...shape })),
    ).filter((changes) => changes.some(({ moved }) => moved))
    expect(called.length).toBeLessThanOrEqual(1)
  })

  it('do not differ at all from themselves', () => {
    const run = simulateRun({ seed: 1, ...shape })
    const changes = compareRuns(run, run)
    expect(changes.map(({ relative }) => relative ?? 0)).toEqual(changes.map(() => 0))
    expect(changes.some(({ moved }) => moved)).toBe(false)
  })
})

describe('a slower run', () => {
  const base = simulateRun({ seed: 100, ...shape })
  const p95 = (changes: ReturnType<typeof compareRuns>) =>
    changes.find(({ key, metric }) => key === '*' && metric === 'p95')!

  it('is told by its p95, with an interval that holds the change', () => {
    const slower = simulateRun({ seed: 101, ...shape, slower: { factor: 1.15 } })
    const change = p95(compareRuns(base, slower))
    expect(change).toMatchObject({ moved: true, direction: 'worse' })
    expect(change.interval![0]).toBeLessThan(0.15)
    expect(change.interval![1]).toBeGreaterThan(0.15)
    expect(p95(compareRuns(slower, base))).toMatchObject({ moved: true, direction: 'better' })
  })

  it('is told when it became so', () => {
    const later = simulateRun({ seed: 102, ...shape, slower: { factor: 1.5, fromSecond: 200 } })
    expect(p95(compareRuns(base, later)).sinceMs).toBe(200_000)
  })

  it('did not move when this plan differs as much from run to run anyway', () => {
    const slower = simulateRun({ seed: 101, ...shape, slower: { factor: 1.15 } })
    const change = p95(compareRuns(base, slower, () => 0.3))
    expect(change).toMatchObject({ significant: true, moved: false, threshold: 0.3, direction: 'same' })
  })

  it('is no change where a run is too short to tell', () => {
    const short = { ...shape, seconds: 15, perSecond: 40 }
    const changes = compareRuns(
      simulateRun({ seed: 1, ...short }),
      simulateRun({ seed: 2, ...short, slower: { factor: 2 } }),
    )
    expect(p95(changes)).toMatchObject({ interval: null, pValue: null, moved: false })
    expect(p95(changes).relative).toBeGreaterThan(0.8)
  })
})

it('lets hypotheses fall by Holm, sorted, until one stands', () => {
  expect(holm([0.004, 0.2, 0.001, null], 0.01)).toEqual([true, false, true, false])
  expect(holm([0.006, 0.004], 0.01)).toEqual([true, true])
  expect(holm([0.006, 0.0051], 0.01)).toEqual([false, false])
})

it('takes for the usual spread what runs differ by from one to the next, and one real change for none', () => {
  expect(spreadOfRuns('p95', [100, 102, 100])).toBeNull()
  const steady = spreadOfRuns('p95', [100, 102, 100, 102, 100])!
  expect(steady).toBeCloseTo(Math.exp(2.906 * Math.log(1.02)) - 1, 3)
  expect(spreadOfRuns('p95', [100, 102, 100, 202, 200, 202])).toBeCloseTo(steady, 3)
  expect(spreadOfRuns('errors', [0, 0.01, 0, 0.01])).toBeCloseTo(0.029, 3)
})
