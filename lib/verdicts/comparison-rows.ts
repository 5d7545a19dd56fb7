// A comparison as rows: what moved first, the largest change first, then the rest in the order it was measured.

import { type Change, compareRuns, type ScopeEstimates, type SpreadOf } from '#lib/analysis/comparison.ts'
import { COMPARED_METRICS } from '#lib/analysis/estimate.ts'
import { say, showCount, showIn, showPercent } from '#lib/core/number-format.ts'
import type { ChangeView, ComparedRow } from './comparison-schema.ts'

export interface ScopeNames {
  nameOf(key: string): string
}

/** `startMs`: where the compared phase begins on the base run's clock. */
export function comparisonRows(
  scopes: readonly (readonly ScopeEstimates[])[],
  spreadOf: SpreadOf,
  names: ScopeNames,
  startMs: number,
): ComparedRow[] {
  const [base = [], ...others] = scopes
  const changes = others.map((other) => compareRuns(base, other, spreadOf))
  const rows = base.flatMap(({ key }) =>
    COMPARED_METRICS.map((metric): ComparedRow => {
      const find = (all: readonly Change[]) => all.find((one) => one.key === key && one.metric === metric)
      return {
        ...{ key, name: names.nameOf(key), metric },
        values: scopes.map((scope) => scope.find((one) => one.key === key)?.metrics[metric]?.value ?? null),
        changes: changes.map((all) => toView(find(all), startMs)),
      }
    }),
  )
  const measured = rows.filter(({ values }) => values.some((value) => value !== null))
  return measured
    .map((row, index) => ({ row, index, size: sizeOf(row) }))
    .sort(bySize)
    .map(({ row }) => row)
}

function toView(change: Change | undefined, startMs: number): ChangeView | null {
  if (!change) return null
  const { key: _key, metric: _metric, pValue: _pValue, ...view } = change
  return { ...view, sinceMs: view.sinceMs === null ? null : startMs + view.sinceMs }
}

/** Of what moved: how many times its threshold. */
function sizeOf({ metric, changes }: ComparedRow): number {
  const sizes = changes.map((change) => {
    if (!change?.moved) return 0
    const by = metric === 'errors' ? change.after - change.before : Math.log1p(change.relative ?? 0)
    return Math.abs(by) / change.threshold
  })
  return Math.max(0, ...sizes)
}

const bySize = (a: { index: number; size: number }, b: { index: number; size: number }) =>
  b.size - a.size || a.index - b.index

const METRIC_WORDS = { p50: 'p50', p95: 'p95', p99: 'p99', rate: 'the rate', errors: 'the share of errors' } as const

/** What came of it, in one sentence. `labels`: of the runs, the base first. */
export function comparisonSentence(
  rows: readonly ComparedRow[],
  labels: readonly string[],
  earlierRuns: number,
): string {
  const base = labels[0] ?? 'the base'
  const compared = rows.flatMap(({ changes }) => changes.filter((change) => change?.interval)).length
  const moved = rows.filter(({ changes }) => changes.some((change) => change?.moved))
  if (compared === 0)
    return `Too short to tell: a window needs 20 blocks of time in each run to be compared with ${base}.`
  const against = earlierRuns > 3 ? `, nor more than this plan’s last ${earlierRuns} valid runs do anyway` : ''
  const unclear = rows.find(({ metric, changes }) => changes.some((change) => isUnclear(metric, change)))
  if (moved.length === 0 && unclear) return unclearSentence(unclear, labels)
  if (moved.length === 0)
    return `Nothing moved against ${base}: of ${showCount(compared)[0]} metrics compared, none differs by more than chance and 5\u00a0%${against}.`
  const [first] = moved
  const more = moved.length > 1 ? `, and ${moved.length - 1} more moved` : ''
  return `${wordsOf(first!, labels)} against ${base}${more}.`
}

/** Large enough to count, if it were beyond chance. */
function isUnclear(metric: ComparedRow['metric'], change: ChangeView | null): boolean {
  if (!change?.interval || change.moved || change.significant) return false
  return Math.abs(metric === 'errors' ? change.after - change.before : (change.relative ?? 0)) > change.threshold
}

/** The values themselves, because what they say is not sure. */
function unclearSentence(row: ComparedRow, labels: readonly string[]): string {
  const at = row.changes.findIndex((change) => isUnclear(row.metric, change))
  const { before, after } = row.changes[at]!
  const unit = row.metric === 'errors' ? 'fraction' : row.metric === 'rate' ? 'perSecond' : 'ms'
  const [was, is] = [before, after].map((value) => say(showIn(unit, value)))
  const subject = `${METRIC_WORDS[row.metric]} of ${row.key === '*' ? 'all operations' : row.name}`
  return `Nothing moved for certain against ${labels[0]}, but ${subject} was ${is} after ${was} in ${labels[at + 1]}, which wavered too much to tell.`
}

function wordsOf({ name, key, metric, changes }: ComparedRow, labels: readonly string[]): string {
  const at = changes.findIndex((change) => change?.moved)
  const change = changes[at]!
  const subject = `${METRIC_WORDS[metric]} of ${key === '*' ? 'all operations' : name}`
  const whose = labels.length > 2 ? ` in ${labels[at + 1]}` : ''
  const text = metric === 'errors' ? errorsWords(change) : relativeWords(change)
  return `${subject.charAt(0).toUpperCase()}${subject.slice(1)}${whose} ${text}`
}

function relativeWords({ relative }: ChangeView): string {
  const by = say(showPercent(Math.abs(relative ?? 0), 0))
  return `is ${by} ${(relative ?? 0) > 0 ? 'higher' : 'lower'}`
}

const errorsWords = ({ before, after }: ChangeView) =>
  `went from ${say(showPercent(before))} to ${say(showPercent(after))}`
