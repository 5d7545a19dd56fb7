// One run of the full engine in this process, for a benchmark: templates, a status check, two histograms an attempt, buckets.
// Arguments: URL, connections, seconds. Prints requests a second as JSON.

import type { Bucket } from '#lib/runs/bucket.ts'
import { mergeWindow, shownQuantile } from '#lib/runs/window.ts'
import { hold, inputOf, load, operation, planOf } from '#worker/engine/plan-fixture.ts'
import { startEngine } from '#worker/engine/start.ts'

const [url = '', connections = '50', seconds = '6'] = process.argv.slice(2)
const read = operation('read', {
  path: '/orders/{{ randomInt(1, 1000) }}',
  checks: [
    { text: 'status = 200', subject: { kind: 'status' }, test: { kind: 'compare', comparator: '=', value: 200 } },
  ],
})
const plan = planOf(url, [read], load('users', hold(Number(seconds) * 1000, Number(connections))))
const rows: Bucket[] = []
const engine = startEngine(inputOf(plan), (tick) => void rows.push(...tick.buckets))
const outcome = await engine.finished
if (outcome.reason !== 'completed') throw new Error(outcome.message ?? outcome.reason)
const window = mergeWindow(
  rows.filter((row) => row.series.key === '*'),
  0,
  Number(seconds) + 60,
)
const rssMb = Math.round(process.memoryUsage.rss() / 1e6)
const { ok, failed } = window.counts
process.stdout.write(
  `${JSON.stringify({ perSecond: ok / (outcome.durationMs / 1000), failed, p99Ms: (shownQuantile(window, 0.99) ?? 0) / 1000, rssMb })}\n`,
)
