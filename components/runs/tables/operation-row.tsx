'use client'

import clsx from 'clsx'
import { memo, type ReactElement } from 'react'
import { Sparkline } from '#components/charts/sparkline.tsx'
import { type Derived, Derives } from '#components/verdicts/derivation.tsx'
import { type Shown, say, showCount, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { ObjectiveView, OperationSummary } from '#lib/runs/schema.ts'
import { Bare, Num } from '../parts.tsx'
import css from '../runs.module.css'
import samples from '../samples/samples.module.css'
import table from './tables.module.css'

export type PercentileKind = 'shown' | 'judged'

/** What every number of the table is of. */
export interface Source {
  run: { id: string; label: string }
  window: { fromMs: number; toMs: number; name: string }
}

interface CellsProps {
  operation: OperationSummary
  kind: PercentileKind
  detailed: boolean
  source: Source
}

export function OperationCells({ operation, kind, detailed, source }: CellsProps): ReactElement {
  const { shown, judged } = operation.responseTimeMs
  const percentiles = kind === 'judged' ? judged : shown
  const bad = (operation.errorRate ?? 0) > 0.01
  const number = (name: string, value: Shown, method: string, className?: string): ReactElement => (
    <td className={table.r}>
      <Derives of={() => derivedOf(operation, source, name, value, method)} quiet={name !== 'p95'}>
        <Num shown={value} className={className} />
      </Derives>
    </td>
  )
  const percentile = (name: 'p50' | 'p90' | 'p95' | 'p99'): ReactElement => {
    const value = percentiles[name]
    // A judged percentile beyond every measured value is a failed or dropped attempt: it has no number.
    if (kind === 'judged' && value === null && operation.sent > 0)
      return (
        <td className={table.r}>
          <Bare className={css.bad}>failed</Bare>
        </td>
      )
    return number(name, showLatency(value), METHODS[kind], name === 'p95' ? css.strong : undefined)
  }
  return (
    <>
      {number('sent', showCount(operation.sent), 'attempts that left the generator', css.bare)}
      {number('rate', showRate(operation.ratePerSecond), 'requests answered or failed, by the length of the window')}
      {percentile('p50')}
      {detailed ? percentile('p90') : null}
      {percentile('p95')}
      {detailed ? number('p95 service time', showLatency(operation.serviceTimeMs.p95), SERVICE) : null}
      {percentile('p99')}
      {number('max', showLatency(shown.max), 'the highest of the successful ones')}
      {number('failed', showCount(operation.failed), 'sent, and not answered as the plan expects', css.bare)}
      {number('errors', showPercent(operation.errorRate), 'failed of all that ended', bad ? css.bad : undefined)}
    </>
  )
}

const METHODS: Record<PercentileKind, string> = {
  shown: 'merged histograms of response times of successful requests, from the intended start',
  judged:
    'merged histograms from the intended start; failed, dropped and interrupted attempts count as slower than any',
}
const SERVICE = 'merged histograms of service times of successful requests, from the moment they were sent'

/** The others are of what succeeded. */
const OF_ALL = new Set(['sent', 'rate', 'failed', 'errors'])

function derivedOf(operation: OperationSummary, source: Source, name: string, value: Shown, method: string): Derived {
  return {
    ...source,
    name: `${operation.name}, ${name}`,
    value: say(value),
    selector: operation.key,
    samples: OF_ALL.has(name) ? operation.sent : operation.ok,
    method,
    typedBy: null,
  }
}

interface RowProps extends CellsProps {
  objective: ObjectiveView | null
  sparkline: readonly (number | null)[]
  isChosen: boolean
  onChoose: ((operation: string | null) => void) | undefined
}

/** Drawn again only when its own numbers changed: a live run of hundreds of operations tells all of them each second. */
export const OperationRow = memo(function OperationRow(props: RowProps): ReactElement {
  const { operation, objective, sparkline, isChosen, onChoose } = props
  return (
    <tr className={isChosen ? samples.chosen : undefined}>
      <th scope="row" className={table.name}>
        {onChoose ? (
          <button
            type="button"
            className={clsx(table.choose, table.long)}
            aria-pressed={isChosen}
            title={isChosen ? 'Show all operations' : 'Show charts and tables of this operation alone'}
            onClick={() => onChoose(isChosen ? null : operation.key)}
          >
            {operation.name}
          </button>
        ) : (
          <span className={table.long}>{operation.name}</span>
        )}
      </th>
      <td className={table.path} title={`${operation.method} ${operation.path}`}>
        <span className={table.verb}>{operation.method}</span>
        {operation.path}
      </td>
      <OperationCells {...props} />
      <td>
        <Sparkline values={sparkline} {...(objective ? { target: objective.target, limit: objective.limit } : {})} />
      </td>
    </tr>
  )
}, isSame)

function isSame(before: RowProps, after: RowProps): boolean {
  return (
    before.isChosen === after.isChosen &&
    before.kind === after.kind &&
    before.source.window.name === after.source.window.name &&
    before.operation.offered === after.operation.offered &&
    before.operation.ok === after.operation.ok &&
    before.operation.failed === after.operation.failed &&
    // It moves with the time alone, far behind the digits that are shown.
    showRate(before.operation.ratePerSecond)[0] === showRate(after.operation.ratePerSecond)[0] &&
    before.objective?.target === after.objective?.target &&
    before.sparkline.length === after.sparkline.length &&
    before.sparkline.at(-1) === after.sparkline.at(-1)
  )
}

export const flowKind = (isJob: boolean): string => (isJob ? 'job' : 'flow, pauses left out')

const HEADS = (detailed: boolean): readonly (readonly [name: string, flush: boolean])[] => [
  ['Sent', true],
  ['Rate', false],
  ['p50', false],
  ...(detailed ? ([['p90', false]] as const) : []),
  ['p95', false],
  ...(detailed ? ([['p95 service', false]] as const) : []),
  ['p99', false],
  ['Max', false],
  ['Failed', true],
  ['Errors', false],
]

export function OperationsHead({ detailed }: { detailed: boolean }): ReactElement {
  return (
    <thead>
      <tr>
        <th scope="col">Operation</th>
        <th scope="col" className={table.path}>
          <span className={css.sr}>Request</span>
        </th>
        {HEADS(detailed).map(([name, flush]) => (
          <th scope="col" className={clsx(table.r, flush && table.flush)} key={name}>
            {name}
          </th>
        ))}
        <th scope="col">{detailed ? 'p95, whole run' : 'p95'}</th>
      </tr>
    </thead>
  )
}
