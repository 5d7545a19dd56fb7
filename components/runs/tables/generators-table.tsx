'use client'

import clsx from 'clsx'
import type { ReactElement } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { Sparkline } from '#components/charts/sparkline.tsx'
import { ValidityBadge } from '#components/verdicts/verdict-badge.tsx'
import { say, showBytes, showClock, showCount, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { RunShard, RunView } from '#lib/runs/schema.ts'
import { type GeneratorRow, generatorRows } from '../follow/generator-health.ts'
import { Bare, Num, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import table from './tables.module.css'

interface Props {
  view: RunView
  /** Seconds of the run; null = all of it. */
  span?: TimeSpan | null
}

/** Whether the load was really sent as planned: lag, load of the generator, drops by cause. */
export function GeneratorsTable({ view, span = null }: Props): ReactElement {
  const inside = view.generators.filter(
    (p) => span === null || (p.second + p.seconds > span.from && p.second < span.to),
  )
  const rows = generatorRows(inside)
  const validity = view.judgement?.verdict.validity ?? null
  const { dropped } = view.summary.totals
  const meta = validity
    ? validity.reasons.map((reason) => reason.replace(/\.$/, '')).join('; ') ||
      `data for ${say(showPercent(validity.completeness))} of the planned seconds`
    : null
  return (
    <RunSheet
      id="generators"
      title="Load generators"
      badge={validity ? <ValidityBadge validity={validity.status} /> : null}
      meta={
        <>
          {span ? `${showClock(span.from)}–${showClock(span.to)}; whole run: ` : ''}
          {meta ? `${meta}; ` : ''}dropped by the target {showCount(dropped.target)[0]}, by the generator{' '}
          {showCount(dropped.generator)[0]}
        </>
      }
    >
      {rows.length === 0 ? (
        <p className={table.emptyRow}>No generator has reported yet.</p>
      ) : (
        <TableWrap label="Table of load generators">
          <table className={table.table}>
            <caption className={css.sr}>Health of the load generators</caption>
            <thead>
              <tr>
                <th scope="col">Worker</th>
                <th scope="col" className={table.r}>
                  {view.run.state === 'ended' ? 'Lag p99, last' : 'Lag p99 now'}
                </th>
                <th scope="col" className={table.r}>
                  Worst second
                </th>
                <th scope="col">Event loop</th>
                <th scope="col">CPU</th>
                <th scope="col" className={table.r}>
                  Sent of offered
                </th>
                <th scope="col" className={clsx(table.r, table.flush)}>
                  Dropped (target / generator)
                </th>
                <th scope="col" className={clsx(table.r, table.flush)}>
                  Connections (most / opened / waited for)
                </th>
                <th scope="col" className={clsx(table.r, table.flush)}>
                  Socket errors
                </th>
                <th scope="col" className={table.r}>
                  Buffer
                </th>
                <th scope="col">Lag p99, last minute</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <GeneratorLine key={row.shard} row={row} name={workerName(view.shards, row.shard)} />
              ))}
            </tbody>
          </table>
        </TableWrap>
      )}
    </RunSheet>
  )
}

function GeneratorLine({ row, name }: { row: GeneratorRow; name: string }): ReactElement {
  return (
    <tr>
      <th scope="row" className={table.name}>
        {name}
      </th>
      <td className={table.r}>
        <Num shown={showLatency(row.lagNowMs)} className={css.strong} />
      </td>
      <td className={table.r}>
        <Num shown={showLatency(row.lagWorstMs)} />
      </td>
      <td>
        <Meter share={row.utilisation} />
      </td>
      <td>
        <Meter share={row.cpu} />
      </td>
      <td className={table.r}>
        <Num shown={showPercent(row.achievedShare)} />
      </td>
      <td className={table.r}>
        <Bare>
          {showCount(row.droppedTarget)[0]} / {showCount(row.droppedGenerator)[0]}
        </Bare>
      </td>
      <td className={table.r}>
        <Bare>
          {showCount(row.mostConnections)[0]} / {showCount(row.connectionsOpened)[0]} /{' '}
          {showCount(row.waitedForConnection)[0]}
        </Bare>
      </td>
      <td className={table.r}>
        <Bare className={row.localSocketErrors > 0 ? css.bad : undefined}>{showCount(row.localSocketErrors)[0]}</Bare>
      </td>
      <td className={table.r}>
        <Num shown={showBytes(row.bufferBytes)} />
      </td>
      <td>
        <Sparkline values={row.lagTrend} color="n-500" height={20} />
      </td>
    </tr>
  )
}

/** `load-1 (4711), eu`; by its number while nobody knows more. */
function workerName(shards: readonly RunShard[], index: number): string {
  const shard = shards.find((one) => one.index === index)
  const name = shard?.worker ?? `worker-${index + 1}`
  return shard?.location ? `${name}, ${shard.location}` : name
}

function Meter({ share }: { share: number }): ReactElement {
  return (
    <span style={{ whiteSpace: 'nowrap' }}>
      <span className={table.meter} aria-hidden>
        <span style={{ width: `${Math.min(100, share * 100)}%` }} />
      </span>
      <Bare>{Math.round(share * 100)} %</Bare>
    </span>
  )
}
