import { expect, it } from 'vitest'
import type { MonitorSeriesView } from '#lib/monitors/schema.ts'
import { overlaysOf } from './overlays.ts'

const item = (label: string, role: MonitorSeriesView['role'], more: Partial<MonitorSeriesView> = {}) => ({
  ...{ monitor: 'app', monitorName: 'App', key: label, label, role, unit: 'percent', kind: 'gauge' as const },
  ...{ intervalMs: 1000, lines: [], gaps: [], points: [{ offsetMs: 2000, value: 50 }] },
  ...more,
})

it('stand on the chart of users: one share of each kind, what is held against something first', () => {
  const lines = [{ label: 'limit', at: 95, tone: 'limit' as const, isLowerBetter: true }]
  const found = overlaysOf([
    item('CPU', 'cpu'),
    item('Host CPU', 'cpu', { lines }),
    item('Pool', 'pool'),
    item('Heap', 'memory', { unit: 'MB' }),
    item('Hits', 'cache'),
  ])
  expect(found.map(({ name }) => name)).toEqual(['Host CPU', 'Pool'])
  expect(found[0]).toMatchObject({ color: 'series-cpu', points: [{ x: 2, y: 0.5 }] })
})
