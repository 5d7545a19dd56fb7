import Link from 'next/link'
import type { ReactElement } from 'react'
import { OutcomeWord } from '#components/decisions/outcome-word.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { Headroom } from '#components/verdicts/headroom.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { showIn } from '#lib/core/number-format.ts'
import type { CycleListItem } from '#lib/cycles/schema.ts'
import type { PlanHead } from '#lib/plans/schema.ts'
import type { PlanTrend } from '#lib/reports/overview-schema.ts'
import { sayShortMoment } from '#lib/reports/report-format.ts'
import type { RunHead } from '#lib/runs/schema.ts'
import { type PlanRow, planRows, sayWhen } from './outcome.ts'
import { TrendSpark } from './trend-spark.tsx'

interface Props {
  plans: readonly PlanHead[]
  runs: readonly RunHead[]
  /** Newest first. */
  cycles: readonly CycleListItem[]
  trends: ReadonlyMap<string, PlanTrend>
  now: string
  most: number
}

/** Plans by what needs attention: last verdict, the metric that tells, and what was decided. */
export function PlansTrends({ plans, runs, cycles, trends, now, most }: Props): ReactElement {
  return (
    <div className="sheet">
      <Table className="max-[720px]:block max-[720px]:[&_tbody]:block">
        <caption className="sr-only">Plans by what needs attention</caption>
        <thead className="max-[720px]:hidden">
          <tr>
            <Th>Plan</Th>
            <Th>Last verdict</Th>
            <Th>Run</Th>
            <Th className="text-right">Judged metric</Th>
            <Th>Last runs against target</Th>
            <Th className="text-right">Headroom</Th>
            <Th>Decision</Th>
          </tr>
        </thead>
        <tbody>
          {planRows(plans, runs)
            .slice(0, most)
            .map((row) => (
              <Row
                key={row.plan.id}
                row={row}
                trend={trends.get(row.plan.id)}
                cycle={cycles.find((one) => one.plan.id === row.plan.id)}
                now={now}
              />
            ))}
        </tbody>
      </Table>
    </div>
  )
}

interface RowProps {
  row: PlanRow
  trend: PlanTrend | undefined
  cycle: CycleListItem | undefined
  now: string
}

const SMALL = 'max-[720px]:block max-[720px]:h-auto max-[720px]:border-0 max-[720px]:!p-0'

function Row({ row: { plan, last, verdict }, trend, cycle, now }: RowProps): ReactElement {
  const shown = trend ? showIn(trend.unit, trend.actual) : null
  return (
    <tr className="hover:[&>td]:bg-hover max-[720px]:grid max-[720px]:grid-cols-[minmax(0,1fr)_auto] max-[720px]:items-center max-[720px]:gap-x-3 max-[720px]:gap-y-1.5 max-[720px]:border-b max-[720px]:border-line max-[720px]:px-4 max-[720px]:py-3 max-[720px]:last:border-b-0">
      <Td className={cn('h-[50px]', SMALL)}>
        <Link
          href={`/plans/${plan.id}`}
          className="block max-w-[26ch] truncate font-[550] hover:underline"
          title={plan.name}
        >
          {plan.name || 'Untitled plan'}
        </Link>
        <small className="block text-2xs leading-[15px] text-ink-3">
          {last?.versionUnderTest ? `version ${last.versionUnderTest}` : `edited ${sayWhen(plan.updatedAt, now)}`}
        </small>
      </Td>
      <Td className={cn(SMALL, 'max-[720px]:justify-self-end')}>
        <VerdictBadge verdict={verdict} word={last ? undefined : 'Not run'} />
      </Td>
      <Td className={cn(SMALL, 'max-[720px]:hidden')}>
        {last ? (
          <Link href={`/runs/${last.id}`} className="block leading-[18px] whitespace-nowrap hover:underline">
            {last.scenario.name || last.scenario.key}, {last.label}
            <small className="block text-2xs leading-[15px] text-ink-3">
              {sayWhen(last.endedAt ?? last.createdAt, now)}
            </small>
          </Link>
        ) : (
          <span className="text-ink-3">–</span>
        )}
      </Td>
      <Td className={cn('text-right leading-[18px]', SMALL, 'max-[720px]:order-4')}>
        {trend && shown ? (
          <>
            <span className="num font-semibold">
              {shown[0]} <span className="font-normal text-ink-3">{shown[1]}</span>
            </span>
            <small className="block max-w-[22ch] truncate text-2xs leading-[15px] text-ink-3" title={trend.metric}>
              {trend.metric}
            </small>
          </>
        ) : (
          <span className="text-ink-3">–</span>
        )}
      </Td>
      <Td className={cn(SMALL, 'max-[720px]:order-3')}>
        {trend ? <TrendSpark trend={trend} /> : <span className="text-ink-3">–</span>}
      </Td>
      <Td className={cn('text-right', SMALL, 'max-[720px]:hidden')}>
        <Headroom value={trend?.headroom ?? null} />
      </Td>
      <Td className={cn(SMALL, 'max-[720px]:order-5 max-[720px]:col-span-2')}>
        <PlanDecision cycle={cycle} />
      </Td>
    </tr>
  )
}

function PlanDecision({ cycle }: { cycle: CycleListItem | undefined }): ReactElement {
  if (!cycle) return <OutcomeWord outcome="open" word="No cycle" className="font-medium text-ink-3" />
  const { decision, endsOn } = cycle
  const due = endsOn ? `, release ${sayShortMoment(endsOn).split(',')[0]}` : ''
  return (
    <Link href={`/cycles/${cycle.id}`} className="hover:underline">
      {decision?.isCurrent ? (
        <OutcomeWord outcome={decision.outcome} />
      ) : (
        <OutcomeWord outcome="open" word={decision ? `Changed since${due}` : `Open${due}`} />
      )}
    </Link>
  )
}
