// What a person reads at the end of `headroom bench`.

import { say, showBytes, showCount, showLatency, showRate } from '#lib/core/number-format.ts'
import type { BenchProgress, BenchResult } from '#lib/runs/bench-schema.ts'
import { renderTable } from './table.ts'

const right = (title: string) => ({ title, align: 'right' as const })
const latency = (ms: number | null) => say(showLatency(ms))

export function formatBench(result: BenchResult): string {
  const parts = [figures(result), percentiles(result), lost(result), ended(result)]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

export function formatBenchProgress(progress: BenchProgress, asked: number | null): string {
  const { elapsedMs, requests, failed, ratePerSecond, p95Ms } = progress
  const of = asked === null ? '' : ` of ${say(showCount(asked))}`
  return [
    `  ${elapsedMs / 1000} s`,
    `${say(showCount(requests))}${of} requests`,
    say(showRate(ratePerSecond)),
    `p95 ${latency(p95Ms)}`,
    `${say(showCount(failed))} failed`,
  ].join('   ')
}

function figures(result: BenchResult): string {
  const { requests, durationMs, failed, ratePerSecond, timeMs, bytesIn, bytesInPerSecond, status, errors } = result
  const { mean, deviation, min, max, p25, p75 } = timeMs
  const middle = p25 === null || p75 === null ? null : p75 - p25
  const rows: [string, string][] = [
    ['requests', `${say(showCount(requests))} in ${latency(durationMs)}, ${say(showCount(failed))} failed`],
    ['rate', say(showRate(ratePerSecond))],
    ['response time', `mean ${latency(mean)}, standard deviation ${latency(deviation)}`],
    ['', `middle half ${latency(p25)} – ${latency(p75)} (${latency(middle)} wide)`],
    ['', `fastest ${latency(min)}, slowest ${latency(max)}`],
    ['received', `${say(showBytes(bytesIn))}, ${say(showBytes(bytesInPerSecond))}/s`],
    ['answers', countsOf(status) || 'none'],
  ]
  if (Object.keys(errors).length > 0) rows.push(['errors', countsOf(errors)])
  return rows.map(([name, value]) => `  ${name.padEnd(15)}${value}`).join('\n')
}

const countsOf = (counts: Record<string, number>) =>
  Object.entries(counts)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ${say(showCount(count))}`)
    .join(', ')

/** Failed requests have a column of their own: fast failures must not flatter, slow ones not vanish. */
function percentiles({ percentiles, ok, failed }: BenchResult): string {
  if (ok + failed === 0) return ''
  const columns = [right('answered'), right('within'), ...(failed > 0 ? [right('failed within')] : [])]
  const rows = percentiles.map(({ percent, okMs, failedMs }) => [
    `${percent} %`,
    latency(okMs),
    ...(failed > 0 ? [latency(failedMs)] : []),
  ])
  return renderTable(columns, rows)
}

function lost({ dropped, interrupted }: BenchResult): string {
  const told: [number, string][] = [
    [dropped.target, 'never sent, because too many were on their way already'],
    [dropped.generator, 'never sent, because this machine could not keep up'],
    [interrupted, 'interrupted by the end'],
  ]
  return told
    .filter(([count]) => count > 0)
    .map(([count, why]) => `  ${say(showCount(count))} ${why}`)
    .join('\n')
}

function ended({ end }: BenchResult): string {
  return end.reason === 'completed' ? '' : `  The bench was ${end.reason}${end.message ? `: ${end.message}` : '.'}`
}
