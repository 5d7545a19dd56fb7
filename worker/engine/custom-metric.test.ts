import { expect, it } from 'vitest'
import { MAX_OK } from './counter-layout.ts'
import { compileMetric, MOST_OF_TREND, recordMetric } from './custom-metric.ts'
import { Recorder } from './recorder.ts'

it('a trend above what percentiles can tell says so, and keeps its maximum', () => {
  const recorder = new Recorder(1)
  const take = { from: 'header' as const, name: 'x-rows' }
  const metric = compileMetric({ key: 'rows', label: 'Rows', kind: 'trend', unit: '', take }, 0)
  recordMetric(recorder, metric, 0, MOST_OF_TREND)
  expect(recorder.trouble).toBeNull()
  recordMetric(recorder, metric, 0, 5_000_000)
  recordMetric(recorder, metric, 0, 6_000_000)
  expect(recorder.trouble).toMatch(
    /^The metric rows gave 5,000,000; .* above 3,600,000 counts as that\. .*larger unit\.$/,
  )
  expect(recorder.secondAt(0).cells[0]!.counters[MAX_OK]).toBe(6_000_000_000)
})
