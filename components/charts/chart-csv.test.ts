import { expect, test } from 'vitest'
import { showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import { numbersToCsv, toCsv } from './chart-csv.ts'
import { toChartRows } from './chart-rows.ts'
import type { PlotSpec } from './plot-spec.ts'

const plot: PlotSpec = {
  id: 'rate',
  title: 'Rate',
  unit: '/s',
  height: 100,
  rules: [],
  showTick: String,
  series: [
    { key: 'achieved', name: 'Achieved', color: 'series-rate', show: showRate },
    { key: 'p95', name: 'p95, "judged"', color: 'series-p95', show: showRate },
  ],
}

test('a file has a line per second, empty cells where nothing is known, and quotes what needs it', () => {
  const point = {
    second: 3,
    seconds: 1,
    offeredPerSecond: 5,
    sentPerSecond: 5,
    okPerSecond: 4.5,
    failedPerSecond: 0.5,
    droppedTargetPerSecond: 0,
    droppedGeneratorPerSecond: 0,
    users: null,
    inFlight: null,
    p50Ms: null,
    p90Ms: null,
    p95Ms: null,
    p99Ms: null,
    maxMs: null,
  }
  const { rows } = toChartRows([point], { from: 0, to: 10 })
  expect(toCsv([plot], rows)).toBe('second,seconds,Achieved (per second),"p95, ""judged"" (per second)"\r\n3,1,5,\r\n')
})

test('any chart can be a file, in which no text is a formula', () => {
  const columns = [{ label: 'Class' }, { label: '=Count' }]
  const rows = [
    ['+http', 1234567.891],
    ['a, b', null],
  ]
  const shown = [
    { label: 'p95', show: showLatency },
    { label: 'Failed', show: showPercent },
  ]
  expect(numbersToCsv({ columns: shown, rows: [[1200, 0.5]] })).toBe('p95 (ms),Failed (fraction of 1)\r\n1200,0.5\r\n')
  expect(numbersToCsv({ columns, rows })).toBe('Class,\'=Count\r\n\'+http,1234570\r\n"a, b",\r\n')
})
