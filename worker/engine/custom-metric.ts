// Numbers that a plan takes from answers. A trend or counter takes the first number of the text it finds ("12.5 ms", 'dur=12.5'), and
// passes over texts without one. A rate counts everything as true but the words below, by their first word: `x-cache: MISS from edge`.

import type { CompiledMetric } from '#lib/plans/compiled.ts'
import { HIGHEST_MICROS } from '#lib/runs/histogram-pages.ts'
import { compileExtraction } from './extraction.ts'
import type { Recorder } from './recorder.ts'
import type { ResponseView } from './response.ts'

/** Percentiles of a trend go as far as those of response times, which lie in the same place: 1 h in milliseconds. */
export const MOST_OF_TREND = HIGHEST_MICROS / 1000

export interface EngineMetric {
  key: string
  /** Index of its series; negative where nothing is recorded. */
  series: number
  kind: CompiledMetric['kind']
  needsBody: boolean
  /** null when the answer does not have it. */
  read(response: ResponseView): number | null
}

const FALSE = new Set(['', '0', 'false', 'no', 'off', 'null', 'none', 'miss'])

/** Throws `invalid_input` on a path or pattern that cannot be read. */
export function compileMetric(metric: CompiledMetric, series: number): EngineMetric {
  const read = compileExtraction(metric.take)
  const toNumber = metric.kind === 'rate' ? truthOf : numberOf
  return {
    key: metric.key,
    series,
    kind: metric.kind,
    needsBody: metric.take.from === 'body' || metric.take.from === 'pattern',
    // An answer that cannot be read, as it is nested too deep to write it out, has no value.
    read(response) {
      try {
        const text = read(response)
        return text === null ? null : toNumber(text)
      } catch {
        return null
      }
    },
  }
}

export function recordMetric(recorder: Recorder, metric: EngineMetric, atMs: number, value: number | null): void {
  if (value === null || metric.series < 0) return
  if (metric.kind === 'trend' && value > MOST_OF_TREND) recorder.trouble ??= tooMuch(metric.key, value)
  if (metric.kind === 'trend') recorder.trend(metric.series, atMs, value)
  else if (metric.kind === 'rate') recorder.truth(metric.series, atMs, value > 0)
  else recorder.counter(metric.series, atMs, value)
}

function tooMuch(key: string, value: number): string {
  const [given, most] = [value, MOST_OF_TREND].map((number) => number.toLocaleString('en-US'))
  return `The metric ${key} gave ${given}; in its percentiles what is above ${most} counts as that. Its mean and its maximum are exact. Take it in a larger unit.`
}

function numberOf(text: string): number | null {
  const found = /[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?/i.exec(text)
  const value = found ? Number(found[0]) : Number.NaN
  return Number.isFinite(value) ? value : null
}

function truthOf(text: string): number {
  return FALSE.has(/^\s*([\w.-]*)/.exec(text)![1]!.toLowerCase()) ? 0 : 1
}
