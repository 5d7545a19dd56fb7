import { describe, expect, it } from 'vitest'
import type { LatencyView } from '#lib/runs/latency-schema.ts'
import { fixtureObjective } from '../follow/run-view.fixture.ts'
import { distributionSpec, medians, percentileName, percentileNumbers, spectrumSpec } from './latency-plots.ts'

const view: LatencyView = {
  from: 0,
  to: 60_000,
  operation: 'all',
  payload: null,
  count: 1000,
  failedCount: 10,
  percentiles: [{ percent: 95, responseMs: 40, judgedMs: 45, serviceMs: 30, failedMs: null }],
  spectrum: [
    { quantile: 0, responseMs: 5, serviceMs: 4 },
    { quantile: 0.9, responseMs: 30, serviceMs: 25 },
    { quantile: 0.999, responseMs: 200, serviceMs: 80 },
    { quantile: 1, responseMs: 900, serviceMs: 100 },
  ],
  sentence: 'Both agree.',
  distribution: { edgesMs: [1, 10, 100, 1000], ok: [0, 900, 90], failed: [0, 0, 10] },
  heat: { edgesMs: [], columns: [] },
}

describe('the charts of latency', () => {
  it('give each nine of the spectrum the same room', () => {
    const spec = spectrumSpec(view, [])
    expect(spec.x.ticks.map(({ label }) => label)).toEqual(['p50', 'p90', 'p95', 'p99', 'p99.9'])
    expect(spec.lines[1]?.points.map(({ x }) => Math.round(x))).toEqual([1, 10, 1000])
    expect(spec.x.show(1000)[0]).toBe('p99.9')
  })

  it('mark target and limit, and do not flatten the lines for a limit far away', () => {
    const spec = spectrumSpec(view, [fixtureObjective('far', { target: 50, limit: 60_000 })])
    expect(spec.marks.map(({ label }) => label)).toEqual(['target p95 50', 'limit p95 60000'])
    expect(spec.marks.map(({ span }) => span?.map((at) => percentileName((1 - 1 / at) * 100)))).toEqual([
      ['p92', 'p96.875'],
      ['p92', 'p96.875'],
    ])
    expect(spec.y.domain[1]).toBeLessThan(1000)
  })

  it('draw the baseline beside it, as far as this run reaches', () => {
    const other = {
      ...view,
      spectrum: [...view.spectrum.slice(0, 3), { quantile: 0.9999, responseMs: 500, serviceMs: 90 }],
    }
    const spec = spectrumSpec(view, [], { label: 'R-1, baseline', view: other })
    expect(spec.lines[0]).toMatchObject({ label: 'R-1, baseline', kind: 'dashed' })
    expect(spec.lines[0]?.points.map(({ y }) => y)).toEqual([5, 30, 200])
    expect(percentileNumbers(view, { label: 'R-1', view: other }).rows[0]).toEqual(['p95', 40, 45, 30, null, 40])
  })

  it('stack failures on what succeeded, within what was measured', () => {
    const spec = distributionSpec(view)
    expect(spec.lines[1]?.points[2]).toEqual({ x: 100, to: 1000, y: 10, base: 90 })
    expect(spec.x.domain[0]).toBeLessThan(10)
    expect(spec.marks[0]?.label).toBe('p95 40.0\u00a0ms')
  })

  it('name percentiles without superfluous digits', () => {
    expect([50, 99.9, 99.99].map(percentileName)).toEqual(['p50', 'p99.9', 'p99.99'])
  })
})

it('medians are told only where there are enough points', () => {
  const points = [
    { x: 10, y: 1 },
    { x: 10.1, y: 3 },
    { x: 10.2, y: 2 },
    { x: 100, y: 50 },
  ]
  expect(medians(points)).toEqual([{ x: (1.5 / 14) * 100, y: 2 }])
  expect(medians([])).toEqual([])
})
