// What a person reads at the end of `headroom run` and `headroom start`: verdict, objectives, operations, errors, validity.

import { styleText } from 'node:util'
import { say, showCount, showIn, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { RunResult } from '#lib/reports/run/run-result.ts'
import type { MetricSummary } from '#lib/runs/metric-schema.ts'
import type { OperationSummary } from '#lib/runs/schema.ts'
import type { Verdict } from '#lib/verdicts/verdict.ts'
import { renderTable } from './table.ts'

const MARKS: Record<Verdict, [string, 'green' | 'yellow' | 'red' | 'gray']> = {
  pass: ['✓ pass', 'green'],
  warn: ['! warn', 'yellow'],
  fail: ['✗ fail', 'red'],
  inconclusive: ['? inconclusive', 'gray'],
}

const right = (title: string) => ({ title, align: 'right' as const })

/** Of a run in this process, or one on a server. */
export type ToldResult = Omit<RunResult, 'run' | 'window'>
type Objective = Pick<ToldResult['objectives'][number], 'judge' | 'unit' | 'actual' | 'target' | 'limit' | 'verdict'>

/** `isPaced`: each user has slots to keep to; null: not known. */
export function formatSummary(
  result: ToldResult,
  isPaced: boolean | null,
  objectives: readonly Objective[] = result.objectives,
): string {
  const parts = [
    renderTable(
      [{ title: 'operation' }, ...['requests', 'rate', 'errors', 'p50', 'p95', 'p99', 'max'].map(right)],
      operationRows(result),
    ),
    metricTable(result),
    objectives.length > 0 ? objectiveTable(objectives) : '',
    losses(result, isPaced),
    asides(result),
    errors(result),
    validity(result),
    ended(result),
    result.verdict === null ? result.sentence : `${mark(result.verdict)}  ${result.sentence}`,
  ]
  return `${parts.filter(Boolean).join('\n\n')}\n`
}

function operationRows(result: ToldResult): string[][] {
  const { totals: all, operations } = result
  const single = Object.keys(operations).length === 1 && Object.keys(result.flows).length === 0
  const named: [string, OperationSummary | undefined][] = [
    ...Object.entries(operations),
    ...Object.entries(result.flows).map(([key, flow]): [string, OperationSummary] => [`${key} (flow)`, flow]),
    ...(single ? [] : [['all', all] as [string, OperationSummary | undefined]]),
  ]
  return named.flatMap(([name, row]) => (row ? [operationRow(name, row)] : []))
}

function operationRow(name: string, row: OperationSummary): string[] {
  const { p50, p95, p99, max } = row.responseTimeMs
  return [
    name,
    say(showCount(row.ok + row.failed)),
    say(showRate(row.ratePerSecond)),
    say(showPercent(row.errorRate)),
    ...[p50, p95, p99, max].map((value) => say(showLatency(value))),
  ]
}

function objectiveTable(objectives: readonly Objective[]): string {
  const rows = objectives.map(({ judge, unit, actual, target, limit, verdict }) => [
    judge,
    actual !== null && !Number.isFinite(actual) ? 'beyond' : say(showIn(unit, actual)),
    say(showIn(unit, target)),
    say(showIn(unit, limit)),
    mark(verdict),
  ])
  return renderTable(
    [{ title: 'objective' }, right('actual'), right('target'), right('limit'), { title: 'verdict' }],
    rows,
  )
}

function metricTable({ metrics }: ToldResult): string {
  const rows = Object.values(metrics).map((metric) => [metric.label, ...metricFigures(metric)])
  return rows.length > 0 ? renderTable([{ title: 'metric' }, right('values'), { title: '' }], rows) : ''
}

function metricFigures(metric: MetricSummary): string[] {
  const unit = metric.unit ? `\u00a0${metric.unit}` : ''
  const show = (value: number | null) => (value === null ? '–' : `${Number(value.toPrecision(4))}${unit}`)
  const count = say(showCount(metric.count))
  if (metric.kind === 'rate') return [count, `true in ${say(showPercent(metric.rate))}`]
  if (metric.kind === 'counter') return [count, `${show(metric.total)} in all, ${show(metric.perSecond)} a second`]
  const { mean, p50, p95, max } = metric
  return [count, `mean ${show(mean)}, p50 ${show(p50)}, p95 ${show(p95)}, max ${show(max)}`]
}

/** A slot a paced user was late for is no request that found everything in flight: it is told as what it is. */
function losses({ offered, dropped, interrupted }: ToldResult, isPaced: boolean | null): string {
  const waited = 'left out because their user still waited for an earlier answer'
  const filled = 'dropped because the target had all requests in flight filled'
  const unknown = 'not sent because the target had not answered enough of those before'
  const lost = [
    [dropped.target, isPaced === null ? unknown : isPaced ? waited : filled],
    [dropped.generator, `${isPaced === false ? 'dropped' : 'left out'} because this machine could not keep up`],
    [interrupted, 'interrupted by the end'],
  ] as const
  const told = lost.filter(([count]) => count > 0).map(([count, why]) => `  ${say(showCount(count))} ${why}`)
  return told.length > 0 ? `  of ${say(showCount(offered))} offered:\n${told.join('\n')}` : ''
}

/** What happened beside the requests themselves. */
function asides({ totals: { refreshes, conflicts, refusals }, durationMs }: ToldResult): string {
  const rate = say(showRate(durationMs > 0 ? refreshes / (durationMs / 1000) : null))
  return [
    ...(refreshes > 0 ? [`  ${say(showCount(refreshes))} requests sent again with a new token, ${rate}`] : []),
    ...(conflicts > 0 ? [`  ${say(showCount(conflicts))} conflicts (status 409)`] : []),
    ...(refusals > 0 ? [`  ${say(showCount(refusals))} refused for load (status 429 or 503)`] : []),
  ].join('\n')
}

function errors(result: ToldResult): string {
  if (result.errors.length === 0) return ''
  const rows = result.errors.map(({ operation, class: name, count }) => [operation, name, say(showCount(count))])
  return renderTable([{ title: 'errors in' }, { title: 'class' }, right('count')], rows)
}

function validity({ validity: told }: ToldResult): string {
  if (told === null || told.status === 'valid') return ''
  return [`  The measurement is ${told.status}:`, ...told.reasons.map((reason) => `  ${reason}`)].join('\n')
}

function ended({ end }: ToldResult): string {
  return end.reason === 'completed' && !end.message
    ? ''
    : `  The run was ${end.reason}${end.message ? `: ${end.message}` : '.'}`
}

function mark(verdict: Verdict): string {
  const [text, colour] = MARKS[verdict]
  return styleText(colour, text, { stream: process.stdout })
}
