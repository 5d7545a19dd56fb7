'use client'

// The head of the charts: which stretch, of which operation, how it is shown, and what happened when.

import clsx from 'clsx'
import { ChartLine, Clock, LayoutGrid, Radio, Table2 } from 'lucide-react'
import { memo, type ReactElement, type ReactNode } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import type { Flag } from '#components/charts/plot-spec.ts'
import { IconButton } from '#components/ui/button.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Select } from '#components/ui/select.tsx'
import type { RunView } from '#lib/runs/schema.ts'
import { useTimeText } from '../follow/time-text.tsx'
import css from '../runs.module.css'
import { WINDOWS, type WindowChoice } from './shown-window.ts'
import timeline from './timeline.module.css'

export type ChartLook = 'together' | 'operations' | 'table'

interface FollowProps {
  choice: WindowChoice
  onChoice: (choice: WindowChoice) => void
}

/** While a run goes on: how far back the charts reach, and whether they move on. */
export function FollowChoice({ choice, onChoice }: FollowProps): ReactElement {
  const isFollowing = choice.kind === 'follow'
  return (
    <>
      <Segments
        label="Window"
        value={isFollowing ? String(choice.seconds) : ''}
        options={WINDOWS.map((w) => ({ value: String(w.seconds), label: w.name }))}
        onChange={(next) => onChoice({ kind: 'follow', seconds: next === 'null' ? null : Number(next) })}
      />
      {isFollowing ? (
        <span className={clsx(css.chip, css.accentChip)}>
          <Radio aria-hidden />
          Following
        </span>
      ) : (
        <button
          type="button"
          className={clsx(css.chip, css.accentChip, timeline.again)}
          onClick={() => onChoice({ kind: 'follow', seconds: 300 })}
        >
          <Radio aria-hidden />
          Follow again
        </button>
      )}
    </>
  )
}

interface OperationProps {
  view: RunView
  chosen: string | null
  onChoose: (operation: string | null) => void
}

/** A select of more draws them only when it is gone to, and then would change its width. */
const MANY = 40

/** Which operation charts and tables show. Operations only ever come in addition. */
export const OperationChoice = memo(
  function OperationChoice({ view, chosen, onChoose }: OperationProps): ReactElement | null {
    const operations = Object.values(view.summary.operations)
    if (operations.length < 2) return null
    return (
      <Select
        aria-label="Operation"
        className={operations.length > MANY ? 'w-44' : 'max-w-56'}
        value={chosen ?? ''}
        options={[
          { value: '', label: 'All operations' },
          ...operations.map(({ key, name }) => ({ value: key, label: name })),
        ]}
        onChange={(event) => onChoose(event.target.value || null)}
      />
    )
  },
  (before, after) => before.chosen === after.chosen && countOf(before) === countOf(after),
)

const countOf = ({ view }: OperationProps): number => Object.keys(view.summary.operations).length

interface FlagsProps {
  flags: readonly Flag[]
  whole: TimeSpan
  onSelect: (span: TimeSpan) => void
}

/** Half the stretch a flag selects, seconds; less of a short run. */
const AROUND = 30

/** The newest of what happened; one press shows what was before and after it. */
export function FlagList({ flags, whole, onSelect }: FlagsProps): ReactElement {
  const { show } = useTimeText()
  const around = Math.min(AROUND, (whole.to - whole.from) / 8)
  return (
    <span className={timeline.flagList}>
      {flags.slice(-4).map((flag) => (
        <button
          type="button"
          key={`${flag.mark}-${flag.at}-${flag.text}`}
          title={`${flag.text}. Show what was before and after.`}
          onClick={() =>
            onSelect({ from: Math.max(whole.from, flag.at - around), to: Math.min(whole.to, flag.at + around) })
          }
        >
          <b data-kind={flag.kind}>{flag.mark}</b>
          {show(flag.at)} <span>{flag.text}</span>
        </button>
      ))}
    </span>
  )
}

interface LookProps {
  look: ChartLook
  onLook: (look: ChartLook) => void
  hasOperations: boolean
  /** Downloads. */
  children: ReactNode
}

/** Together, one small chart per operation, or as numbers; times elapsed or by the clock. */
export function LookChoice({ look, onLook, hasOperations, children }: LookProps): ReactElement {
  const { kind, setKind, hasClock } = useTimeText()
  const isClock = kind === 'clock'
  return (
    <span className="flex">
      {hasClock ? (
        <IconButton
          label={isClock ? 'Show times since the start' : 'Show times by the clock, in UTC'}
          aria-pressed={isClock}
          className={clsx(isClock && timeline.pressed)}
          onClick={() => setKind(isClock ? 'elapsed' : 'clock')}
        >
          <Clock aria-hidden />
        </IconButton>
      ) : null}
      {hasOperations ? (
        <IconButton
          label={look === 'operations' ? 'Show all operations together' : 'Show a chart for each operation'}
          aria-pressed={look === 'operations'}
          onClick={() => onLook(look === 'operations' ? 'together' : 'operations')}
        >
          {look === 'operations' ? <ChartLine aria-hidden /> : <LayoutGrid aria-hidden />}
        </IconButton>
      ) : null}
      <IconButton
        label={look === 'table' ? 'Show as charts' : 'Show as table'}
        aria-pressed={look === 'table'}
        onClick={() => onLook(look === 'table' ? 'together' : 'table')}
      >
        <Table2 aria-hidden />
      </IconButton>
      {children}
    </span>
  )
}
