import clsx from 'clsx'
import { Flag } from 'lucide-react'
import type { ReactElement } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { showClock } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { Bare, RunSheet, TableWrap } from '../parts.tsx'
import css from '../runs.module.css'
import samples from '../samples/samples.module.css'
import table from '../tables/tables.module.css'

interface Props {
  view: RunView
  onSelect: (span: TimeSpan) => void
}

/** What came of the success criteria of each phase; nothing where the plan names none. */
export function PhasesTable({ view, onSelect }: Props): ReactElement | null {
  const phases = view.judgement?.verdict.phases ?? []
  if (phases.length === 0) return null
  const objectives = view.judgement?.verdict.objectives ?? []
  return (
    <RunSheet title="Phases" meta="judged by their own success criteria">
      <TableWrap label="Table of phases">
        <table className={table.table}>
          <caption className={css.sr}>Phases of the schedule with the verdict of each</caption>
          <thead>
            <tr>
              <th scope="col">Verdict</th>
              <th scope="col">Phase</th>
              <th scope="col" className={clsx(table.r, table.flush)}>
                From
              </th>
              <th scope="col" className={clsx(table.r, table.flush)}>
                To
              </th>
              <th scope="col">Criteria</th>
            </tr>
          </thead>
          <tbody>
            {phases.map((phase) => (
              <tr key={phase.key}>
                <td>
                  <VerdictBadge verdict={phase.verdict} look="plain" />
                </td>
                <th scope="row" className={table.name}>
                  <button
                    type="button"
                    className={samples.choose}
                    title="Show this phase"
                    onClick={() => onSelect({ from: phase.fromMs / 1000, to: phase.toMs / 1000 })}
                  >
                    {phase.name}
                  </button>
                  {phase.gate ? (
                    <span className={css.chip} style={{ marginLeft: 8 }}>
                      <Flag aria-hidden />
                      gate
                    </span>
                  ) : null}
                </th>
                <td className={table.r}>
                  <Bare>{showClock(phase.fromMs / 1000)}</Bare>
                </td>
                <td className={table.r}>
                  <Bare>{showClock(phase.toMs / 1000)}</Bare>
                </td>
                <td className={css.soft}>
                  {objectives
                    .filter(({ key }) => phase.objectives.includes(key))
                    .map(({ judge }) => judge)
                    .join('; ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableWrap>
    </RunSheet>
  )
}
