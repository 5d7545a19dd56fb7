'use client'

import clsx from 'clsx'
import { type ReactElement, useState } from 'react'
import { Num, RunSheet, TableWrap } from '#components/runs/parts.tsx'
import runs from '#components/runs/runs.module.css'
import table from '#components/runs/tables/tables.module.css'
import { Segments } from '#components/ui/segments.tsx'
import { showClock } from '#lib/core/number-format.ts'
import type { ComparedRow, Comparison } from '#lib/verdicts/comparison-schema.ts'
import css from './compare.module.css'
import { intervalText, METRIC_NAMES, showMetric } from './compared-words.ts'
import { Forest, ForestHead } from './forest.tsx'
import { type ForestScale, forestScale } from './forest-scale.ts'
import { ChangeWords } from './moved-panel.tsx'

type Shown = 'moved' | 'all'

/** Every metric of every operation in all runs, what moved first. */
export function ChangesTable({ comparison }: { comparison: Comparison }): ReactElement {
  const { rows, runs: compared } = comparison
  const moved = rows.filter(({ changes }) => changes.some((change) => change?.moved))
  const [shown, setShown] = useState<Shown>(moved.length > 0 ? 'moved' : 'all')
  const drawn = shown === 'moved' ? moved : rows
  const isPair = compared.length === 2
  const scale = forestScale(drawn)
  return (
    <RunSheet
      title="Changes"
      meta={
        <>
          what moved first; a change counts when it is beyond chance (1&nbsp;%, all metrics together) and larger than
          5&nbsp;% and this plan’s usual spread
        </>
      }
      tools={
        <Segments
          label="Which metrics"
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          options={[
            { value: 'moved', label: `Moved ${moved.length}` },
            { value: 'all', label: `All ${rows.length}` },
          ]}
        />
      }
    >
      {drawn.length === 0 ? (
        <p className={css.told}>
          {rows.length === 0 ? 'None of these runs measured anything in this phase.' : 'Nothing moved.'}
        </p>
      ) : (
        <TableWrap label="Table of changes">
          <table className={clsx(table.table, css.changes)}>
            <Head comparison={comparison} scale={scale} isPair={isPair} />
            <tbody>
              {drawn.map((row) => (
                <Line key={`${row.key}/${row.metric}`} row={row} scale={scale} isPair={isPair} />
              ))}
            </tbody>
          </table>
        </TableWrap>
      )}
    </RunSheet>
  )
}

interface HeadProps {
  comparison: Comparison
  scale: ForestScale
  isPair: boolean
}

function Head({ comparison: { runs: compared }, scale, isPair }: HeadProps): ReactElement {
  const [base, ...others] = compared
  return (
    <thead>
      <tr>
        <th scope="col">Operation</th>
        <th scope="col">Metric</th>
        <th scope="col" className={table.r}>
          {base?.run.label}, base
        </th>
        {others.map(({ run }) => (
          <th key={run.id} scope="col" className={isPair ? table.r : css.ofOther} colSpan={isPair ? 1 : 2}>
            {run.label}
          </th>
        ))}
        {isPair ? (
          <>
            <th scope="col" className={css.forestCell}>
              <ForestHead scale={scale} />
            </th>
            <th scope="col">Change</th>
            <th scope="col" className={css.wide}>
              95&nbsp;% interval
            </th>
            <th scope="col" className={clsx(table.r, css.wide)}>
              Since
            </th>
          </>
        ) : null}
      </tr>
    </thead>
  )
}

function Line({ row, scale, isPair }: { row: ComparedRow; scale: ForestScale; isPair: boolean }): ReactElement {
  const { metric, values, changes } = row
  return (
    <tr>
      <th scope="row" className={table.name}>
        <span className={table.long}>{row.name}</span>
      </th>
      <td className={runs.soft}>{METRIC_NAMES[metric]}</td>
      <td className={table.r}>
        <Num shown={showMetric(metric, values[0] ?? null)} />
      </td>
      {changes.map((_, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the runs are what they are at
        <Other key={at} row={row} at={at} isPair={isPair} />
      ))}
      {isPair ? <Pair row={row} scale={scale} /> : null}
    </tr>
  )
}

function Other({ row, at, isPair }: { row: ComparedRow; at: number; isPair: boolean }): ReactElement {
  return (
    <>
      <td className={table.r}>
        <Num shown={showMetric(row.metric, row.values[at + 1] ?? null)} className={runs.strong} />
      </td>
      {isPair ? null : (
        <td>
          <ChangeWords row={row} at={at} />
        </td>
      )}
    </>
  )
}

function Pair({ row, scale }: { row: ComparedRow; scale: ForestScale }): ReactElement {
  const change = row.changes[0] ?? null
  return (
    <>
      <td className={css.forestCell}>
        <Forest change={row.metric === 'errors' ? null : change} scale={scale} />
      </td>
      <td>
        <ChangeWords row={row} at={0} />
      </td>
      <td className={clsx(runs.mono, runs.muted, css.wide)}>{(change && intervalText(row.metric, change)) ?? '–'}</td>
      <td className={clsx(table.r, runs.mono, css.wide)}>
        {change?.sinceMs == null ? <span className={runs.muted}>–</span> : showClock(change.sinceMs / 1000)}
      </td>
    </>
  )
}
