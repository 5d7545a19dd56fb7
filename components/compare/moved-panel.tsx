'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import clsx from 'clsx'
import { ArrowDown, ArrowUp, Flag, FlagOff } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { Num, RunSheet, TableWrap } from '#components/runs/parts.tsx'
import runs from '#components/runs/runs.module.css'
import table from '#components/runs/tables/tables.module.css'
import { Button } from '#components/ui/button.tsx'
import { notify } from '#components/ui/notify.ts'
import type { ComparedRow, Comparison } from '#lib/verdicts/comparison-schema.ts'
import css from './compare.module.css'
import { endBaseline, makeBaseline } from './compare-requests.ts'
import { intervalText, METRIC_NAMES, showMetric, verdictWords } from './compared-words.ts'
import { Forest, ForestHead } from './forest.tsx'
import { type ForestScale, forestScale } from './forest-scale.ts'
import { useMoved } from './use-moved.ts'

interface Props {
  runId: string
  /** Whether the reader may make it the baseline. */
  canEdit?: boolean
  id?: string
  className?: string
}

const MOST_ROWS = 8

/** What moved in a run against its baseline, or the valid run before it. */
export function MovedPanel({ runId, canEdit = false, ...sheet }: Props): ReactElement {
  const { data, error, isPending } = useMoved(runId)
  const base = data?.comparison?.runs[0]
  const tools = (
    <>
      {canEdit ? <BaselineButton runId={runId} isBaseline={data?.isBaseline ?? false} /> : null}
      {base ? (
        <>
          <Link className={runs.link} href={`/plans/${base.run.planId}/trends?scenario=${base.run.scenario.key}`}>
            Trends
          </Link>
          <Link className={runs.link} href={`/runs/compare?runs=${base.run.id},${runId}`}>
            Compare runs
          </Link>
        </>
      ) : null}
    </>
  )
  const meta = base
    ? `p95 against ${base.isBaseline ? 'the baseline ' : ''}${base.run.label}, same phase, 95\u00a0% interval`
    : undefined
  return (
    <RunSheet title="What moved" meta={meta} tools={tools} {...sheet}>
      {isPending ? (
        <Told>Comparing…</Told>
      ) : error ? (
        <Told>{error.message}</Told>
      ) : (
        <Moved comparison={data.comparison} />
      )}
    </RunSheet>
  )
}

const Told = ({ children }: { children: ReactNode }): ReactElement => <p className={css.told}>{children}</p>

function Moved({ comparison }: { comparison: Comparison | null }): ReactElement {
  if (!comparison)
    return (
      <Told>
        There is no earlier valid run of this scenario to hold it against. The next run will be compared with this one.
      </Told>
    )
  const rows = rowsShown(comparison.rows)
  const scale = forestScale(rows)
  return (
    <>
      <TableWrap label="Table of what moved">
        <table className={clsx(table.table, css.moved)}>
          <thead>
            <tr>
              <th scope="col">Operation</th>
              <th scope="col" className={table.r}>
                {comparison.runs[0]?.run.label}
              </th>
              <th scope="col" className={table.r}>
                {comparison.runs[1]?.run.label}
              </th>
              <th scope="col" className={css.forestCell}>
                <ForestHead scale={scale} />
              </th>
              <th scope="col">Change</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <MovedRow key={`${row.key}/${row.metric}`} row={row} scale={scale} />
            ))}
          </tbody>
        </table>
      </TableWrap>
      <p className={css.foot}>{footOf(comparison)}</p>
    </>
  )
}

/** What moved first, then the p95 of every operation. */
function rowsShown(rows: readonly ComparedRow[]): ComparedRow[] {
  const isMoved = ({ changes }: ComparedRow): boolean => changes[0]?.moved ?? false
  const rest = rows.filter((row) => !isMoved(row) && row.metric === 'p95')
  return [...rows.filter(isMoved), ...rest].slice(0, MOST_ROWS)
}

function MovedRow({ row, scale }: { row: ComparedRow; scale: ForestScale }): ReactElement {
  const change = row.changes[0] ?? null
  return (
    <tr>
      <th scope="row" className={table.name}>
        <span className={table.long}>
          {row.name} {row.metric === 'p95' ? null : <code>{METRIC_NAMES[row.metric]}</code>}
        </span>
      </th>
      <td className={table.r}>
        <Num shown={showMetric(row.metric, row.values[0] ?? null)} className={runs.soft} />
      </td>
      <td className={table.r}>
        <Num shown={showMetric(row.metric, row.values[1] ?? null)} className={runs.strong} />
      </td>
      <td className={css.forestCell}>
        <Forest change={row.metric === 'errors' ? null : change} scale={scale} />
      </td>
      <td>
        <ChangeWords row={row} at={0} />
      </td>
    </tr>
  )
}

/** Arrow, number and word, coloured where it moved. */
export function ChangeWords({ row, at }: { row: ComparedRow; at: number }): ReactElement {
  const change = row.changes[at] ?? null
  const words = verdictWords(row.metric, change)
  const title = change ? (intervalText(row.metric, change) ?? undefined) : undefined
  if (!change?.moved)
    return (
      <span className={runs.muted} title={title}>
        {words}
      </span>
    )
  const Arrow = change.after > change.before ? ArrowUp : ArrowDown
  return (
    <span className={clsx(css.change, css[change.direction])} title={title}>
      <Arrow aria-hidden />
      {words}
    </span>
  )
}

function footOf({ rows, differences }: Comparison): string {
  const unmoved = rows.filter(({ changes }) => changes[0]?.interval && !changes[0].moved).length
  const named = (differences[0]?.facts ?? []).map(
    ({ label, before, after }) => `${label.toLowerCase()} ${before} → ${after}`,
  )
  const plan = differences[0]?.planChanges ?? 0
  if (plan > 0) named.push(`${plan} ${plan === 1 ? 'field' : 'fields'} of the plan`)
  const threshold = Math.max(
    0,
    ...rows.flatMap(({ metric, changes }) => (metric === 'errors' ? [] : (changes[0]?.threshold ?? []))),
  )
  const percent = Math.max(5, Math.round(threshold * 100))
  const least = `${percent > 5 ? '5 to ' : ''}${percent}\u00a0%`
  const told =
    unmoved === 0
      ? 'No metric was measured in both and stayed as it was'
      : `${unmoved} ${unmoved === 1 ? 'metric' : 'metrics'} unmoved: not beyond chance, or by less than ${least}`
  return `${told}. Different between the runs: ${named.join(', ') || 'nothing'}.`
}

function BaselineButton({ runId, isBaseline }: { runId: string; isBaseline: boolean }): ReactElement {
  const client = useQueryClient()
  const { mutate, isPending } = useMutation({
    mutationFn: async () => {
      if (isBaseline) await endBaseline(runId)
      else await makeBaseline(runId)
    },
    onSuccess: () => {
      notify(
        isBaseline ? 'It is the baseline no longer' : 'Later runs of this scenario are held against this one',
        {},
        'success',
      )
      return client.invalidateQueries({ queryKey: ['runs', 'moved'] })
    },
    onError: (error) => notify(error.message, {}, 'error'),
  })
  const Icon = isBaseline ? FlagOff : Flag
  return (
    <Button size="sm" kind="ghost" busy={isPending} onClick={() => mutate()}>
      <Icon aria-hidden />
      {isBaseline ? 'No longer baseline' : 'Make baseline'}
    </Button>
  )
}
