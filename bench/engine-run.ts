// One run of the full engine in this process, for a benchmark: templates, a status check, two histograms an attempt, buckets.
// Arguments: URL, connections, seconds, threads, `keep` | `tls` | `close`. Prints requests answered as JSON.

import type { Bucket } from '#lib/runs/bucket.ts'
import { mergeWindow, shownQuantile } from '#lib/runs/window.ts'
import { CLIENT, hold, inputOf, load, operation, planOf } from '#worker/engine/plan-fixture.ts'
import { startEngine } from '#worker/engine/start.ts'
import { TEST_CERTIFICATE } from '#worker/engine/tls-fixture.ts'

const [url = '', connections = '50', seconds = '6', threads = '1', mode = 'keep'] = process.argv.slice(2)
const read = operation('read', {
  path: '/orders/{{ randomInt(1, 1000) }}',
  checks: [
    { text: 'status = 200', subject: { kind: 'status' }, test: { kind: 'compare', comparator: '=', value: 200 } },
  ],
})
const plan = planOf(url, [read], load('users', hold(Number(seconds) * 1000, Number(connections))), {
  client: { ...CLIENT, connectionPer: mode === 'close' ? 'iteration' : 'run' },
})
plan.environments[0]!.tls = { rejectUnauthorized: true, serverName: null, ca: TEST_CERTIFICATE }
const rows: Bucket[] = []
const engine = startEngine(inputOf(plan, { threads: Number(threads) }), (tick) => void rows.push(...tick.buckets))
const outcome = await engine.finished
if (outcome.reason !== 'completed') throw new Error(outcome.message ?? outcome.reason)
const all = rows.filter(({ series }) => series.key === '*')
const window = mergeWindow(all, 0, Number(seconds) + 60)
const { ok, failed } = window.counts
if (failed > 0) throw new Error(`${failed} requests failed: ${JSON.stringify(window.counts.errors)}`)
const rssMb = Math.round(process.memoryUsage.rss() / 1e6)
process.stdout.write(`${JSON.stringify({ ok, p99Ms: (shownQuantile(window, 0.99) ?? 0) / 1000, rssMb })}\n`)
