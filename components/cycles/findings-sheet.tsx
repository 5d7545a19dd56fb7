'use client'

import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { MoreRows } from '#components/ui/more-rows.tsx'
import { notify } from '#components/ui/notify.ts'
import { Problem } from '#components/ui/problem.tsx'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { api } from '#lib/api/client.ts'
import { type FindingView, SEVERITIES, type Severity, type Suggestion } from '#lib/improvement/schema.ts'
import { sayWindow } from '#lib/reports/report-format.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'
import { Dismissed } from './dismissed.tsx'

const FindingDialog = dynamic(() => import('./finding-dialog.tsx').then((file) => file.FindingDialog), { ssr: false })

export type FindingSource = { finding: FindingView } | { suggestion: Suggestion } | Record<string, never>

/** What was found, numbered for the project; and what the analyses suggest, to be confirmed or dismissed by people. */
export function FindingsSheet(): ReactElement {
  const { findings, suggestions, may } = useCycle()
  const [source, setSource] = useState<FindingSource | null>(null)
  const told = findings.filter(({ status }) => status !== 'dismissed').sort(byNeed)
  const open = told.filter((one) => !isClosed(one)).length
  const [isWhole, setWhole] = useState(false)
  return (
    <TitledSheet
      id="findings"
      title="Findings"
      meta={told.length > 0 ? `${open} open` : undefined}
      tools={
        may.edit ? (
          <Button size="sm" kind="ghost" onClick={() => setSource({})}>
            <Plus aria-hidden />
            Add
          </Button>
        ) : undefined
      }
    >
      {told.length === 0 && suggestions.length === 0 ? (
        <NothingYet>Nothing was found, and no analysis suggests anything.</NothingYet>
      ) : null}
      <ul>
        {(isWhole ? told : told.slice(0, SHOWN)).map((one) => (
          <Finding key={one.id} one={one} onEdit={may.edit ? () => setSource({ finding: one }) : null} />
        ))}
      </ul>
      {told.length > SHOWN ? (
        <MoreRows count={told.length - SHOWN} isWhole={isWhole} onChange={setWhole} what="findings" />
      ) : null}
      {suggestions.length > 0 ? (
        <div className="border-t border-line">
          <h3 className="px-4 pt-2.5 text-xs font-semibold text-ink-2">Suggested by the analyses</h3>
          <ul>
            {suggestions.map((one) => (
              <SuggestionRow
                key={one.key}
                one={one}
                mayEdit={may.edit}
                onConfirm={() => setSource({ suggestion: one })}
              />
            ))}
          </ul>
        </div>
      ) : null}
      {may.edit ? (
        <Dismissed
          what="findings"
          read={(id) => api.cycles.findings({ id, status: 'dismissed', limit: 200 })}
          say={({ label, title }) => `${label} ${title}`}
          onEdit={(finding) => setSource({ finding })}
        />
      ) : null}
      {source ? <FindingDialog source={source} onClose={() => setSource(null)} /> : null}
    </TitledSheet>
  )
}

const SHOWN = 15

const isClosed = ({ status }: FindingView): boolean => status === 'fixed' || status === 'accepted'

/** Open ones first, the gravest before the others. */
const byNeed = (a: FindingView, b: FindingView): number =>
  Number(isClosed(a)) - Number(isClosed(b)) ||
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  a.number - b.number

export function SeverityMark({ severity }: { severity: Severity }): ReactElement {
  const isGrave = severity === 'critical' || severity === 'high'
  return (
    <span
      className={cn(
        'mt-px h-[18px] rounded-[3px] text-center text-2xs leading-[18px] capitalize',
        isGrave ? 'bg-ink text-panel' : 'bg-sunken text-ink-2 shadow-[inset_0_0_0_1px_var(--edge)]',
      )}
    >
      {severity}
    </span>
  )
}

const ROW =
  'grid grid-cols-[58px_minmax(0,1fr)_auto] gap-x-2.5 border-b border-[color-mix(in_oklab,var(--line)_62%,transparent)] px-4 py-[9px] last:border-b-0'

function Finding({ one, onEdit }: { one: FindingView; onEdit: (() => void) | null }): ReactElement {
  return (
    <li className={ROW}>
      <SeverityMark severity={one.severity} />
      <div className="min-w-0">
        <p className={cn('break-words', isClosed(one) ? 'text-ink-2' : 'font-[550]')}>{one.title}</p>
        <p className="text-xs break-words text-ink-3">
          <code>{one.label}</code> {one.status}
          {one.owner ? `, ${one.owner}` : ''}
          {one.run ? (
            <>
              , seen in{' '}
              <Link
                href={`/runs/${one.run.id}${one.window ? `?from=${one.window.fromMs}&to=${one.window.toMs}` : ''}`}
                className="link font-mono"
              >
                {one.run.label}
              </Link>{' '}
              {one.window ? sayWindow(one.window) : ''}
            </>
          ) : null}
        </p>
        {one.impact ? <p className="text-xs text-pretty break-words text-ink-2">Impact: {one.impact}</p> : null}
        {one.rootCause ? <p className="text-xs text-pretty break-words text-ink-2">Cause: {one.rootCause}</p> : null}
      </div>
      {onEdit ? (
        <Button size="sm" kind="ghost" onClick={onEdit} aria-label={`Edit ${one.label}`}>
          Edit
        </Button>
      ) : null}
    </li>
  )
}

function SuggestionRow({
  one,
  mayEdit,
  onConfirm,
}: {
  one: Suggestion
  mayEdit: boolean
  onConfirm: () => void
}): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  return (
    <li className={cn(ROW, 'hatched-quiet')}>
      <SeverityMark severity={one.severity} />
      <div className="min-w-0">
        <p className="break-words">{one.title}</p>
        <p className="text-xs text-pretty break-words text-ink-2">{one.advice}</p>
        <p className="text-xs text-ink-3">
          <Link href={`/runs/${one.run.id}`} className="link font-mono">
            {one.run.label}
          </Link>{' '}
          {one.window ? sayWindow(one.window) : ''}
        </p>
        <Problem>{problem}</Problem>
      </div>
      {mayEdit ? (
        <span className="flex items-start gap-1">
          <Button size="sm" onClick={onConfirm} aria-label={`Confirm: ${one.title}`}>
            Confirm
          </Button>
          <Button
            size="sm"
            kind="ghost"
            busy={busy !== null}
            aria-label={`Dismiss: ${one.title}`}
            onClick={() =>
              void attempt(async () => {
                const { label } = await api.cycles.addFinding({ id: cycle.id, suggestion: one.key, dismiss: true })
                notify(`Dismissed as ${label}`, { description: 'It stays under Dismissed findings.' })
              })
            }
          >
            Dismiss
          </Button>
        </span>
      ) : null}
    </li>
  )
}
