import { describe, expect, it } from 'vitest'
import type { MonitorSeriesView } from '#lib/monitors/schema.ts'
import { drawnPoints, resourceCharts, showRead } from './resource-plots.ts'
import { figuresOf, gapAt, standingOf } from './standing.ts'

const metric = (key: string, more: Partial<MonitorSeriesView> = {}): MonitorSeriesView => ({
  ...{ monitor: 'app', monitorName: 'Application', key, label: key, role: 'other', unit: null, kind: 'gauge' },
  ...{ intervalMs: 1000, lines: [], gaps: [], points: [] },
  ...more,
})
const read = (...values: (number | null)[]): MonitorSeriesView['points'] =>
  values.map((value, at) => ({ offsetMs: at * 1000, value, ...(value === null ? { why: 'it refused' } : {}) }))
const ALL = { from: 0, to: 60 }

describe('charts of resources', () => {
  it('stand in the order of what they measure, used and maximum connections in one', () => {
    const charts = resourceCharts(
      [
        metric('backlog', { role: 'queue' }),
        metric('used', { role: 'pool', unit: 'connections' }),
        metric('size', { role: 'pool', unit: 'connections' }),
        metric('cpu', { role: 'cpu', unit: 'percent' }),
      ],
      ALL,
    )
    expect(charts.map(({ title, role }) => [title, role])).toEqual([
      ['cpu', 'cpu'],
      ['Connections', 'pool'],
      ['backlog', 'queue'],
    ])
    expect(charts[1]).toMatchObject({ unitNote: 'connections', spec: { unit: '' } })
    expect(charts[1]?.spec.series.map(({ key }) => key)).toEqual(['achieved', 'users'])
  })

  it('draw bytes in a size that fits them, with lines in the same', () => {
    const lines = [{ label: 'limit', at: 800, tone: 'limit' as const, isLowerBetter: true }]
    const [chart] = resourceCharts([metric('heap', { unit: 'MB', lines, points: read(420) })], ALL)
    expect(chart?.spec).toMatchObject({ unit: 'MB', rules: [{ kind: 'limit', at: 800, label: 'limit 800' }] })
    expect(chart?.rows[0]?.achieved).toBe(420)
    expect(showRead(metric('heap', { unit: 'B' }), 2_500_000_000)).toEqual(['2.50', 'GB'])
    expect(showRead(metric('cpu', { unit: 'percent' }), 61.13)).toEqual(['61.1', '%'])
    expect(showRead(metric('cpu', { unit: 's', kind: 'counter' }), 0.6)).toEqual(['600', 'ms/s'])
  })

  it('lift the pen where nothing was told', () => {
    const gaps = [{ fromMs: 1000, toMs: 3000, why: 'it refused' }]
    const [chart] = resourceCharts([metric('x', { points: read(1, null, null, 4), gaps })], ALL)
    expect(chart?.rows.map(({ second, achieved }) => [second, achieved])).toEqual([
      [0, 1],
      [1, null],
      [2, null],
      [3, 4],
    ])
    expect(gapAt({ gaps }, 2)).toBe('it refused')
    expect(gapAt({ gaps }, 3)).toBeNull()
  })

  it('draw a counter as what it rose a second', () => {
    expect(
      drawnPoints(metric('orders', { kind: 'counter', points: read(10, 15, 25) })).map(({ value }) => value),
    ).toEqual([5, 10])
    expect(figuresOf(metric('orders', { kind: 'counter', points: read(10, 15, 25) }), ALL)).toMatchObject({
      mean: 7.5,
      newest: 10,
      most: { value: 10, offsetMs: 2000 },
    })
  })
})

describe('where a value stands', () => {
  const lines = (['normal', 'alert', 'critical'] as const).map((label, at) => ({
    ...{ label, at: 60 + at * 20, isLowerBetter: true },
    tone: label === 'critical' ? ('limit' as const) : ('target' as const),
  }))

  it('changes colour and word as it crosses its lines', () => {
    expect(standingOf(50, lines)).toEqual({ verdict: 'pass', word: 'Normal' })
    expect(standingOf(70, lines)).toEqual({ verdict: 'warn', word: 'Beyond normal' })
    expect(standingOf(90, lines)).toEqual({ verdict: 'warn', word: 'Beyond alert' })
    expect(standingOf(101, lines)).toEqual({ verdict: 'fail', word: 'Critical' })
  })

  it('is told of nothing that has no line, and the other way round where more is better', () => {
    expect(standingOf(50, [])).toBeNull()
    expect(standingOf(null, lines)).toBeNull()
    const hits = [{ label: 'limit', at: 80, tone: 'limit' as const, isLowerBetter: false }]
    expect([standingOf(70, hits)?.verdict, standingOf(90, hits)?.verdict]).toEqual(['fail', 'pass'])
  })
})
