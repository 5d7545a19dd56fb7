'use client'

import clsx from 'clsx'
import { Flag, X } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { RunSheet, TableWrap } from '#components/runs/parts.tsx'
import runs from '#components/runs/runs.module.css'
import table from '#components/runs/tables/tables.module.css'
import { Button } from '#components/ui/button.tsx'
import { ValidityBadge, VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { showMoment } from '#lib/core/moment.ts'
import { showClock } from '#lib/core/number-format.ts'
import type { ComparedRun } from '#lib/verdicts/comparison-schema.ts'
import { dashOf } from './compare-plots.ts'
import { LineSample } from './line-sample.tsx'

interface Props {
  runs: readonly ComparedRun[]
  chosen: string | null
  onChoose: (runId: string | null) => void
  /** New order of the runs, the base first. */
  onOrder: (ids: string[]) => void
}

/** The runs that are compared, and how each is drawn. Pointing at one makes it stand out. */
export function ComparedRuns({ runs: compared, chosen, onChoose, onOrder }: Props): ReactElement {
  const ids = compared.map(({ run }) => run.id)
  return (
    <RunSheet title="Runs" meta="the base is drawn solid, the others dashed" className="mt-0">
      <TableWrap label="Runs that are compared">
        <table className={clsx(table.table, table.stacked)}>
          <thead>
            <tr>
              <th scope="col">Run</th>
              <th scope="col">Plan</th>
              <th scope="col">Version</th>
              <th scope="col">Environment</th>
              <th scope="col">Verdict</th>
              <th scope="col">Instrument</th>
              <th scope="col">Started</th>
              <th scope="col" className={clsx(table.r, table.flush)}>
                Compared
              </th>
              <th scope="col">
                <span className={runs.sr}>Change</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {compared.map((one, index) => (
              <tr
                key={one.run.id}
                data-chosen={chosen === one.run.id}
                onPointerEnter={() => onChoose(one.run.id)}
                onPointerLeave={() => onChoose(null)}
              >
                <RunCells compared={one} index={index} />
                <td className={clsx(table.r, table.wholeWidth)}>
                  {index === 0 ? (
                    <span className={clsx(runs.chip, runs.accentChip)}>base</span>
                  ) : (
                    <span className="inline-flex items-center gap-1">
                      <Button
                        size="sm"
                        kind="ghost"
                        onClick={() => onOrder([one.run.id, ...ids.filter((id) => id !== one.run.id)])}
                      >
                        Make base
                      </Button>
                      <Button
                        size="sm"
                        kind="ghost"
                        aria-label={`Leave ${one.run.label} out`}
                        title="Leave out"
                        onClick={() => onOrder(ids.filter((id) => id !== one.run.id))}
                      >
                        <X aria-hidden />
                      </Button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableWrap>
    </RunSheet>
  )
}

function RunCells({ compared, index }: { compared: ComparedRun; index: number }): ReactElement {
  const { run, versionUnderTest, isBaseline, window } = compared
  const begun = run.startedAt ?? run.createdAt
  return (
    <>
      <th scope="row" className={table.name}>
        <span className="inline-flex items-center gap-2">
          <LineSample dash={dashOf(index)} />
          <Link className={runs.link} href={`/runs/${run.id}`}>
            {run.label}
          </Link>
          {isBaseline ? (
            <span className={runs.chip}>
              <Flag aria-hidden />
              baseline
            </span>
          ) : null}
        </span>
      </th>
      <td>
        {run.planName} <span className={runs.muted}>r{run.revision}</span> · {run.scenario.name}
      </td>
      <td>{versionUnderTest || <span className={runs.muted}>–</span>}</td>
      <td>{run.environment.name}</td>
      <td>
        {run.verdict ? <VerdictBadge verdict={run.verdict} look="plain" /> : <span className={runs.muted}>–</span>}
      </td>
      <td>
        {run.validity ? <ValidityBadge validity={run.validity} look="plain" /> : <span className={runs.muted}>–</span>}
      </td>
      <td className={runs.mono} style={{ whiteSpace: 'nowrap' }}>
        <time dateTime={begun}>{showMoment(begun)}</time>
      </td>
      <td className={clsx(table.r, runs.mono)} style={{ whiteSpace: 'nowrap' }}>
        {window ? `${showClock(window.fromMs / 1000)}–${showClock(window.toMs / 1000)}` : 'not reached'}
      </td>
    </>
  )
}
