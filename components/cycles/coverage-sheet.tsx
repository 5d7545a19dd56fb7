'use client'

import clsx from 'clsx'
import {
  Check,
  CircleDashed,
  CircleQuestionMark,
  CircleSlash,
  History,
  type LucideIcon,
  Minus,
  Timer,
  TriangleAlert,
  UserCheck,
  X,
} from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { NothingYet, ScrollingTable, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { VerdictBadge, type VerdictWord, verdictTone } from '#components/verdicts/verdict-badge.tsx'
import { say, showIn } from '#lib/core/number-format.ts'
import type { CoverageCell, CoverageRow } from '#lib/cycles/coverage-schema.ts'
import type { ScenarioRef } from '#lib/cycles/schema.ts'
import { useCycle } from './cycle-context.tsx'
import css from './cycles.module.css'

type Status = CoverageCell['status']

const LOOKS: Record<
  Exclude<Status, 'not-asked'>,
  { word: string; icon: LucideIcon; verdict: VerdictWord; look?: string | undefined }
> = {
  pass: { word: 'pass', icon: Check, verdict: 'pass' },
  warn: { word: 'warn', icon: TriangleAlert, verdict: 'warn', look: css.lined },
  fail: { word: 'fail', icon: X, verdict: 'fail', look: css.lined },
  inconclusive: { word: 'inconclusive', icon: CircleQuestionMark, verdict: 'inconclusive', look: css.hatched },
  untested: { word: 'untested', icon: Minus, verdict: 'inconclusive', look: css.hatched },
  stale: { word: 'stale', icon: History, verdict: 'inconclusive', look: css.hatched },
  'too-short': { word: 'too short', icon: Timer, verdict: 'inconclusive', look: css.hatched },
  invalid: { word: 'invalid', icon: CircleSlash, verdict: 'invalid', look: css.hatched },
  unconfirmed: { word: 'unconfirmed', icon: UserCheck, verdict: 'inconclusive', look: css.hatched },
}

const KEYS = ['pass', 'warn', 'fail', 'inconclusive', 'untested', 'stale', 'too-short', 'unconfirmed'] as const

/** Every requirement in every scenario: told by a valid run of this revision, or not, and why not. */
export function CoverageSheet(): ReactElement {
  const { coverage } = useCycle()
  const { rows, scenarios, met, total } = coverage
  const used = new Set(rows.flatMap((row) => row.cells.map(({ status }) => status)))
  return (
    <TitledSheet
      id="coverage"
      title="Requirement coverage"
      meta={`${met} of ${total} requirements met, by valid runs of this revision`}
      tools={
        <span className={css.key}>
          {KEYS.filter((status) => used.has(status)).map((status) => {
            const { icon: Icon, word } = LOOKS[status]
            return (
              <span key={status}>
                <Icon aria-hidden />
                {word}
              </span>
            )
          })}
        </span>
      }
    >
      {rows.length === 0 ? (
        <NothingYet>The plan asks for nothing: add an SLA, a criterion or an acceptance criterion to it.</NothingYet>
      ) : (
        <ScrollingTable label="Table of requirements by scenario">
          <table className={css.coverage}>
            <caption className="sr-only">Requirements of the plan by scenario</caption>
            <thead>
              <tr>
                <th scope="col">Requirement</th>
                <th scope="col" className={css.priority}>
                  Priority
                </th>
                {scenarios.map((scenario) => (
                  <th key={scenario.key} scope="col" className={css.cv}>
                    <span>{scenario.name || scenario.key}</span>
                  </th>
                ))}
                <th scope="col" className={css.result}>
                  Result
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.key} row={row} scenarios={scenarios} />
              ))}
            </tbody>
          </table>
        </ScrollingTable>
      )}
    </TitledSheet>
  )
}

function Row({ row, scenarios }: { row: CoverageRow; scenarios: readonly ScenarioRef[] }): ReactElement {
  const title = row.label || row.judge
  return (
    <tr id={`requirement-${row.key}`}>
      <th scope="row">
        {title}
        {row.judge !== title ? <small className="font-mono">{row.judge}</small> : null}
        {row.gaps.length > 0 ? (
          <small className="line-clamp-2 text-pretty" title={row.gaps.map(({ why }) => why).join('\n')}>
            {row.gaps.map(({ why }) => why).join(' ')}
          </small>
        ) : null}
      </th>
      <td className={clsx(css.priority, 'text-ink-2')}>{row.priority}</td>
      {scenarios.map((scenario) => (
        <td key={scenario.key} className={css.cv}>
          <Cell cell={row.cells.find((one) => one.scenario === scenario.key)} row={row} scenario={scenario} />
        </td>
      ))}
      <td className={css.result}>
        {row.result === 'untested' ? (
          <span className="inline-flex items-center gap-1.5 text-ink-2">
            <CircleDashed aria-hidden className="size-3.5 text-ink-3" />
            Untested{row.waivedUntil ? <small className="text-ink-3">waived</small> : null}
          </span>
        ) : (
          <span className="inline-flex items-center gap-1.5">
            <VerdictBadge verdict={row.result} look="plain" />
            {row.waivedUntil && row.result !== 'pass' ? <small className="text-ink-3">waived</small> : null}
          </span>
        )}
      </td>
    </tr>
  )
}

interface CellProps {
  cell: CoverageCell | undefined
  row: CoverageRow
  scenario: ScenarioRef
}

/** Leads to the run that tells; where none does, to the row of the scenario. */
function Cell({ cell, row, scenario }: CellProps): ReactElement {
  if (!cell || cell.status === 'not-asked') {
    return (
      <>
        <span aria-hidden className={css.notAsked} />
        <span className="sr-only">not asked</span>
      </>
    )
  }
  const { icon: Icon, word, verdict, look } = LOOKS[cell.status]
  const actual = cell.actual === null ? '' : `, ${say(showIn(row.unit, cell.actual))}`
  const says = `${row.label || row.judge} in ${scenario.name || scenario.key}: ${word}${actual}${cell.run ? `, ${cell.run.label}` : ''}`
  return (
    <Link
      href={cell.run ? `/runs/${cell.run.id}#objectives` : `#scenario-${scenario.key}`}
      aria-label={says}
      title={`${says}. ${cell.reason}`}
      className={clsx(css.cell, look, verdictTone(verdict))}
    >
      <Icon aria-hidden />
    </Link>
  )
}
