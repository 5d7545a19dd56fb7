// The tests of a cycle beside each other: response times, throughput, memory.

import { say, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { MatrixRow } from '#lib/cycles/matrix-schema.ts'
import { measured, runHref, sayUnit } from '../report-format.ts'
import { type ReportInput, wholeRun } from '../report-input.ts'
import { type Cell, type TableBlock, table, words } from '../report-model.ts'

/** A number of the matrix, traceable to the run that counts. */
export const cellOfRow = (row: MatrixRow, text: string, value: number | null, method: string): Cell => ({
  text: value === null ? '–' : text,
  value,
  ...(row.run && value !== null
    ? {
        derivation: {
          run: row.run,
          selector: 'all operations',
          window: { fromMs: 0, toMs: row.durationMs ?? 0, name: 'whole run' },
          samples: row.requests ?? 0,
          method,
          typedBy: null,
        },
      }
    : {}),
})

const PERCENTILES = [
  ['Mean', 'mean'],
  ['P50', 'p50'],
  ['P90', 'p90'],
  ['P95', 'p95'],
  ['P99', 'p99'],
  ['Max', 'max'],
] as const

/** More tests than this stand below each other. */
const MOST_BESIDE = 7

export function latencyDistribution({ matrix, runs }: ReportInput): TableBlock {
  const told = matrix.filter((row) => row.run)
  const names = told.map((row) => row.scenario.name || row.scenario.key)
  const cellOf = (row: MatrixRow, key: (typeof PERCENTILES)[number][1]): Cell => {
    const run = runs.find(({ head }) => head.id === row.run?.id)
    const value = run?.summary.totals.responseTimeMs.shown[key] ?? null
    const method = `${key} of response times of ok attempts, from merged histograms`
    return {
      text: say(showLatency(value)),
      value,
      ...(run ? { derivation: wholeRun(run, '*', method, run.summary.totals.ok) } : {}),
    }
  }
  const isWide = told.length > MOST_BESIDE
  return table(
    'latency-distribution',
    'Latency distribution',
    isWide
      ? ['Test', ...PERCENTILES.map(([label]) => `>${label}`)]
      : ['Percentile', ...names.map((name) => `>${name}`)],
    isWide
      ? told.map((row, index) => [words(names[index] ?? ''), ...PERCENTILES.map(([, key]) => cellOf(row, key))])
      : PERCENTILES.map(([label, key]) => [words(label), ...told.map((row) => cellOf(row, key))]),
    {
      note: 'Response times of successful requests over the whole run, ramps included; counted from the moment a request was due.',
      empty: 'Nothing was run.',
    },
  )
}

const STEADY = 'answers as expected by seconds, in the steady stages'

export function throughput({ matrix }: ReportInput): TableBlock {
  return table(
    'throughput',
    'Throughput analysis',
    ['Test', '>Target rate', '>Actual rate', '>Efficiency'],
    matrix
      .filter((row) => row.run)
      .map((row) => [
        { text: row.scenario.name || row.scenario.key, ...runHref(row.run) },
        row.throughput.target === null ? words('by users') : measured('perSecond', row.throughput.target),
        cellOfRow(row, sayUnit('perSecond', row.throughput.actual), row.throughput.actual, STEADY),
        cellOfRow(row, say(showPercent(row.throughput.efficiency)), row.throughput.efficiency, `${STEADY}, by target`),
      ]),
    { note: 'Rates in the steady stages; efficiency is actual by target.', empty: 'Nothing was run.' },
  )
}

export function throughputMetrics({ runs }: ReportInput): TableBlock {
  return table(
    'throughput-metrics',
    'Throughput metrics',
    ['Test', '>Requests', '>Successful operations', '>Transactions', '>Received'],
    runs.map((run): Cell[] => {
      const { totals, flows, from, to } = run.summary
      const seconds = (to - from) / 1000
      const done = Object.values(flows).reduce((sum, { ok }) => sum + ok, 0)
      const perSecond = (count: number, method: string): Cell => {
        const value = seconds > 0 ? count / seconds : null
        return measured('perSecond', value, wholeRun(run, '*', `${method} by seconds`, count))
      }
      return [
        { text: run.head.scenario.name || run.head.scenario.key, ...runHref(run.head) },
        perSecond(totals.ok + totals.failed, 'answered requests'),
        perSecond(totals.ok, 'answers as expected'),
        Object.keys(flows).length > 0 ? perSecond(done, 'flows carried through') : words('no flow'),
        {
          ...measured('bytes', seconds > 0 ? totals.bytesIn / seconds : null),
          derivation: wholeRun(run, '*', 'bytes of answers by seconds', totals.sent),
        },
      ]
    }),
    { note: 'Each a second, over the whole run; a transaction is a flow carried through.', empty: 'Nothing was run.' },
  )
}

const UNTESTED = 'untested'

export function memory({ matrix }: ReportInput): TableBlock {
  const told = matrix.filter((row) => row.run)
  return table(
    'memory',
    'Memory usage patterns',
    ['Test', '>Initial', '>Peak', '>Final', '>Growth'],
    told.map((row) => [
      { text: row.scenario.name || row.scenario.key, ...runHref(row.run) },
      ...(['initial', 'peak', 'final', 'growth'] as const).map((key): Cell => {
        const value = row.memoryBytes?.[key] ?? null
        return row.memoryBytes
          ? cellOfRow(row, sayUnit('bytes', value), value, `${key} value of the monitor of memory`)
          : words(UNTESTED)
      }),
    ]),
    {
      ...(told.some((row) => !row.memoryBytes)
        ? { note: 'Untested: no monitor told bytes of memory during the run.' }
        : {}),
      empty: 'Nothing was run.',
    },
  )
}
