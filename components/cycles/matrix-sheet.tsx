'use client'

import { Check, CircleDashed, CirclePause, Clock, Ellipsis, type LucideIcon, Play, TriangleAlert } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { TitledSheet } from '#components/ui/titled-sheet.tsx'
import { Headroom } from '#components/verdicts/headroom.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { api } from '#lib/api/client.ts'
import { showCount, showRate } from '#lib/core/number-format.ts'
import type { CycleRunView, MatrixRow } from '#lib/cycles/matrix-schema.ts'
import { sayDay, sayDuration, toneOf } from '#lib/reports/report-format.ts'
import { sayAge } from './age.ts'
import { useCycle, useCycleNotice } from './cycle-context.tsx'
import css from './cycles.module.css'
import { NumberCell } from './number-cell.tsx'
import { OtherRuns } from './other-runs.tsx'

const AttachDialog = dynamic(() => import('./attach-dialog.tsx').then((file) => file.AttachDialog), { ssr: false })
const ExcludeDialog = dynamic(() => import('./exclude-dialog.tsx').then((file) => file.ExcludeDialog), { ssr: false })
const StartDialog = dynamic(() => import('./start-dialog.tsx').then((file) => file.StartDialog), { ssr: false })

type Open = { kind: 'attach' } | { kind: 'run'; scenario: string } | { kind: 'exclude'; run: CycleRunView } | null

/** One row per scenario: what was planned, what came of it, and the run that speaks for it. */
export function MatrixSheet(): ReactElement {
  const cycle = useCycle()
  const { matrix, may, totalTestMs } = cycle
  const [open, setOpen] = useState<Open>(null)
  const ran = matrix.filter(({ run }) => run).length
  return (
    <TitledSheet
      title="Scenarios"
      meta={`${ran} of ${matrix.length} run, ${sayDuration(totalTestMs)} in total`}
      tools={
        may.edit ? (
          <Button size="sm" kind="ghost" onClick={() => setOpen({ kind: 'attach' })}>
            Attach a run
          </Button>
        ) : undefined
      }
    >
      <Table className={css.matrix}>
        <caption className="sr-only">Scenarios of this cycle with status, duration, load and verdict</caption>
        <thead>
          <tr>
            <Th>Scenario</Th>
            <Th>Status</Th>
            <Th className="text-right">Duration / planned</Th>
            <Th className="text-right">Peak users</Th>
            <Th className="text-right">Peak rate</Th>
            <Th>Verdict</Th>
            <Th className="text-right">Least headroom</Th>
            <Th>Run</Th>
            <Th className="text-right">Age</Th>
            {may.start || may.edit ? (
              <Th>
                <span className="sr-only">Actions</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {matrix.map((row) => (
            <Row key={row.scenario.key} row={row} onOpen={setOpen} />
          ))}
        </tbody>
      </Table>
      <OtherRuns onExclude={(run) => setOpen({ kind: 'exclude', run })} />
      {open?.kind === 'attach' ? <AttachDialog onClose={() => setOpen(null)} /> : null}
      {open?.kind === 'run' ? <StartDialog only={open.scenario} onClose={() => setOpen(null)} /> : null}
      {open?.kind === 'exclude' ? <ExcludeDialog run={open.run} onClose={() => setOpen(null)} /> : null}
    </TitledSheet>
  )
}

const STATUS: Record<MatrixRow['status'], readonly [LucideIcon, string]> = {
  'not-run': [CircleDashed, 'Not run'],
  waiting: [Clock, 'Waiting'],
  running: [Play, 'Running'],
  done: [Check, 'Done'],
  incomplete: [TriangleAlert, 'Incomplete'],
  stale: [CirclePause, 'Stale'],
}

function Row({ row, onOpen }: { row: MatrixRow; onOpen: (open: Open) => void }): ReactElement {
  const { may, runs, suite } = useCycle()
  const [Icon, word] = STATUS[row.status]
  const name = row.scenario.name || row.scenario.key
  const tone = toneOf(row)
  const attends = tone === 'warn' || tone === 'fail' || tone === 'invalid'
  const own = runs.find(({ run }) => run.id === row.run?.id)
  const isBusy = suite.state === 'running'
  const from = (selector: string, method: string) =>
    row.run && { run: row.run, selector, window: null, samples: row.requests ?? 0, method, typedBy: null }
  return (
    <tr
      id={`scenario-${row.scenario.key}`}
      className={cn(
        'target:[&>td]:bg-accent-soft',
        attends &&
          (tone === 'warn'
            ? '[&>td]:bg-[color-mix(in_oklab,var(--warn-soft)_45%,transparent)]'
            : '[&>td]:bg-[color-mix(in_oklab,var(--fail-soft)_45%,transparent)]'),
        !row.run && '[&>td]:text-ink-3',
      )}
    >
      <Td data-at="name" className="font-[550] whitespace-nowrap">
        {name}
      </Td>
      <Td data-at="status">
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap text-ink-2">
          {row.status === 'running' ? (
            <span className="pulse-dot" />
          ) : (
            <Icon aria-hidden className="size-[13px] text-ink-3" />
          )}
          {row.waivedUntil && !row.run ? `Waived until ${sayDay(row.waivedUntil)}` : word}
        </span>
      </Td>
      <Td className="num text-right">
        {sayDuration(row.durationMs)}
        <span className="text-ink-3"> / {sayDuration(row.plannedDurationMs)}</span>
      </Td>
      <Td className="text-right">
        <NumberCell
          name={`Peak users of ${name}`}
          shown={showCount(row.peakUsers)}
          derivation={from(row.scenario.key, 'most users at once in any second')}
        />
      </Td>
      <Td data-at="rate" className="text-right">
        <NumberCell
          name={`Peak rate of ${name}`}
          shown={showRate(row.peakRatePerSecond)}
          derivation={from(row.scenario.key, 'highest rate of answers in any second')}
        />
      </Td>
      <Td data-at="verdict">
        {row.run && (row.verdict || row.validity) ? (
          <VerdictBadge verdict={tone} />
        ) : (
          <VerdictBadge verdict="none" word={row.status === 'running' ? 'Running' : 'Not run'} look="plain" />
        )}
      </Td>
      <Td className="text-right">
        {row.leastHeadroom ? (
          <span title={row.leastHeadroom.objective}>
            <Headroom value={row.leastHeadroom.value} />
          </span>
        ) : null}
      </Td>
      <Td data-at="run">
        {row.run ? (
          <Link href={`/runs/${row.run.id}`} className="link font-mono">
            {row.run.label}
          </Link>
        ) : null}
      </Td>
      <Td className="text-right text-xs whitespace-nowrap text-ink-2" suppressHydrationWarning>
        {row.endedAt ? sayAge(row.endedAt) : ''}
      </Td>
      {may.start || may.edit ? (
        <Td data-at="menu" className="w-8 text-right">
          <Menu
            align="end"
            trigger={
              <IconButton label={`Actions on ${name}`}>
                <Ellipsis aria-hidden />
              </IconButton>
            }
          >
            <MenuItem
              disabled={!may.start || isBusy}
              onSelect={() => onOpen({ kind: 'run', scenario: row.scenario.key })}
            >
              {isBusy ? `Run ${name} once the suite rests` : `Run ${name}…`}
            </MenuItem>
            {own ? (
              <>
                <MenuSeparator />
                <MenuItem disabled={!may.edit} onSelect={() => onOpen({ kind: 'exclude', run: own })}>
                  Exclude {own.run.label}…
                </MenuItem>
                {own.isAttached ? <DetachItem run={own} /> : null}
              </>
            ) : null}
          </Menu>
        </Td>
      ) : null}
    </tr>
  )
}

/** Taken out at once, with a way back: nothing is lost but what was signed. */
function DetachItem({ run: { run } }: { run: CycleRunView }): ReactElement {
  const { id, may } = useCycle()
  const { call } = useCycleNotice()
  const detach = (): Promise<void> =>
    call(() => api.cycles.detachRun({ id, run: run.id }), {
      done: `${run.label} is taken out of the cycle`,
      undo: () => call(() => api.cycles.attachRun({ id, run: run.id }), { done: `${run.label} is attached again` }),
    })
  return (
    <MenuItem disabled={!may.edit} onSelect={() => void detach()}>
      Detach {run.label}
    </MenuItem>
  )
}
