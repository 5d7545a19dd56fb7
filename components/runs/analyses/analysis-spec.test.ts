import { expect, test } from 'vitest'
import type { Analysis } from '#lib/analysis/analysis.ts'
import { showClock } from '#lib/core/number-format.ts'
import { analysisSpec, chartNumbers, tableNumbers } from './analysis-spec.ts'
import { byNeed } from './by-need.ts'
import { showUnit } from './show-unit.ts'

const analysis: Analysis = {
  key: 'recovery',
  title: 'Recovery',
  tone: 'good',
  sentence: 'It was back after 66 s.',
  howToRead: 'Lower is better.',
  figures: [],
  chart: {
    x: { label: 'Time', unit: 'time' },
    y: { label: 'p95', unit: 'ms' },
    lines: [
      {
        key: 'p95',
        label: 'p95',
        kind: 'line',
        points: [
          { x: 0, y: 40 },
          { x: 60_000, y: null },
        ],
      },
      { key: 'before', label: 'before', kind: 'dashed', points: [{ x: 0, y: 30 }] },
    ],
    marks: [{ axis: 'y', at: 90, label: 'limit 90', tone: 'limit' }],
  },
  table: {
    columns: [
      { key: 'a', label: 'Spike', unit: 'text' },
      { key: 'b', label: 'Back', unit: 's' },
    ],
    rows: [{ a: '1', b: 66 }],
  },
  window: null,
  suggestion: null,
}

test('the chart of an analysis holds its lines and its marks, and times are times', () => {
  const chart = analysis.chart as NonNullable<Analysis['chart']>
  const spec = analysisSpec(analysis, chart, showClock)
  expect(spec.y.domain[1]).toBeGreaterThanOrEqual(90)
  expect(spec.x.ticks.at(-1)).toEqual({ at: 60, label: '01:00' })
  expect(spec.lines.map(({ color }) => color)).toEqual(['series-p95', 'series-baseline'])
  expect(chartNumbers(chart, showClock).rows).toEqual([
    ['p95', '00:00', 40],
    ['p95', '01:00', null],
    ['before', '00:00', 30],
  ])
})

test('tables keep the order of their columns', () => {
  expect(tableNumbers(analysis.table as NonNullable<Analysis['table']>).rows).toEqual([['1', 66]])
})

test('what went wrong is read first, and what could not be computed is apart', () => {
  const of = (key: string, tone: Analysis['tone']): Analysis => ({ ...analysis, key, tone })
  const { told, unknown } = byNeed([of('a', 'note'), of('b', 'unknown'), of('c', 'good'), of('d', 'bad')])
  expect(told.map(({ key }) => key)).toEqual(['d', 'a', 'c'])
  expect(unknown.map(({ key }) => key)).toEqual(['b'])
})

test('numbers carry the unit people use for their size', () => {
  expect([showUnit('s', 66), showUnit('s', 9000), showUnit('fraction', 0.949), showUnit('bytesPerHour', 2e6)]).toEqual([
    ['66', 's'],
    ['2.5', 'h'],
    ['94.9', '%'],
    ['+2.00', 'MB/h'],
  ])
  expect(showUnit('count', null)).toEqual(['–', ''])
})
