// Histograms as a HdrHistogram log, V2, as its HistogramLogReader and the public viewers read it: one line per interval and tag, the
// histogram compressed with zlib in Base64. Values are microseconds; timestamps seconds since the start of the run, BaseTime its date.
// Source: HdrHistogram, HistogramLogWriter 1.3 and AbstractHistogram.encodeIntoCompressedByteBuffer (cookie 0x1c849304 | 0x10).

import { deflateSync } from 'node:zlib'
import type { LatencyHistogram } from '#lib/runs/histogram.ts'

const COMPRESSED_COOKIE = 0x1c849314

export interface LoggedInterval {
  /** Nothing: all operations; else e.g. `create-order` or `create-order.service`. */
  tag: string | null
  second: number
  seconds: number
  histogram: LatencyHistogram
}

export interface LoggedRun {
  label: string
  scenario: string
  /** ISO 8601; null when it never started. */
  startedAt: string | null
}

/** Intervals without values are left out, as the format has nothing to say of them. */
export function histogramLog(run: LoggedRun, intervals: Iterable<LoggedInterval>): string {
  const start = run.startedAt === null ? 0 : Date.parse(run.startedAt) / 1000
  const lines = [
    '#[Histogram log format version 1.3]',
    `#[Run ${run.label}, scenario ${run.scenario}; values are microseconds; no tag: response time of all operations]`,
    `#[StartTime: ${start.toFixed(3)} (seconds since epoch), ${run.startedAt ?? 'not started'}]`,
    `#[BaseTime: ${start.toFixed(3)} (seconds since epoch)]`,
    '"StartTimestamp","Interval_Length","Interval_Max","Interval_Compressed_Histogram"',
  ]
  for (const interval of intervals) lines.push(...lineOf(interval))
  return `${lines.join('\n')}\n`
}

function lineOf({ tag, second, seconds, histogram }: LoggedInterval): string[] {
  const bytes = histogram.encode()
  if (!bytes) return []
  const tagged = tag === null ? '' : `Tag=${tag.replace(/[\s,]+/g, '-')},`
  const max = (histogram.quantile(1) ?? 0) / 1000
  return [`${tagged}${second.toFixed(3)},${seconds.toFixed(3)},${max.toFixed(3)},${compressed(bytes)}`]
}

function compressed(bytes: Uint8Array): string {
  const deflated = deflateSync(bytes)
  const framed = Buffer.alloc(8 + deflated.length)
  framed.writeInt32BE(COMPRESSED_COOKIE, 0)
  framed.writeInt32BE(deflated.length, 4)
  deflated.copy(framed, 8)
  return framed.toString('base64')
}
