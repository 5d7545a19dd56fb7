import Link from 'next/link'
import type { ReactElement } from 'react'
import { PlanMenu } from '#components/plans/page/plan-menu.tsx'
import { cn } from '#components/ui/class-names.ts'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import type { PlanHead } from '#lib/plans/schema.ts'
import type { RunHead } from '#lib/runs/schema.ts'
import { type PlanRow, planRows, sayWhen } from './outcome.ts'
import { VerdictMarks } from './verdict-marks.tsx'

interface Props {
  plans: readonly PlanHead[]
  runs: readonly RunHead[]
  now: string
  /** At most so many of them. */
  most?: number
  /** With a menu for each plan, of what one may do with it. */
  can?: { edit: boolean; remove: boolean }
}

/** Plans by what needs attention. On a phone every row becomes a small sheet of its own. */
export function PlansTable({ plans, runs, now, most, can }: Props): ReactElement {
  return (
    <div className="sheet">
      <Table className="max-[720px]:block max-[720px]:[&_tbody]:block">
        <thead className="max-[720px]:hidden">
          <tr>
            <Th>Plan</Th>
            <Th>Last verdict</Th>
            <Th>Last run</Th>
            <Th>Last runs, newest right</Th>
            <Th className="text-right">Revision</Th>
            <Th>Edited</Th>
            {can?.edit ? (
              <Th>
                <span className="sr-only">More</span>
              </Th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {planRows(plans, runs)
            .slice(0, most)
            .map((row) => (
              <Row key={row.plan.id} row={row} now={now} can={can} />
            ))}
        </tbody>
      </Table>
    </div>
  )
}

const SMALL = 'max-[720px]:block max-[720px]:h-auto max-[720px]:border-0 max-[720px]:!p-0'

interface RowProps extends Pick<Props, 'now' | 'can'> {
  row: PlanRow
}

function Row({ row: { plan, last, verdict, ended }, now, can }: RowProps): ReactElement {
  const name = plan.name || 'Untitled plan'
  return (
    <tr className="hover:[&>td]:bg-hover max-[720px]:grid max-[720px]:grid-cols-[minmax(0,1fr)_auto] max-[720px]:items-center max-[720px]:gap-x-3 max-[720px]:gap-y-1 max-[720px]:border-b max-[720px]:border-line max-[720px]:px-4 max-[720px]:py-3 max-[720px]:last:border-b-0">
      <Td className={`h-[50px] ${SMALL}`}>
        <Link
          href={`/plans/${plan.id}`}
          className="block max-w-[36ch] truncate font-[550] hover:underline"
          title={plan.name}
        >
          {name}
        </Link>
      </Td>
      <Td className={`${SMALL} max-[720px]:justify-self-end`}>
        <VerdictBadge verdict={verdict} word={last ? undefined : 'Not run'} />
      </Td>
      <Td className={cn(SMALL, !last && 'max-[720px]:!hidden')}>
        {last ? (
          <Link href={`/runs/${last.id}`} className="block leading-[18px] whitespace-nowrap hover:underline">
            {last.scenario.name || last.scenario.key}, {last.label}
            <small className="block text-2xs leading-[15px] text-ink-3 max-[720px]:ml-1.5 max-[720px]:inline">
              {sayWhen(last.endedAt ?? last.createdAt, now)}
            </small>
          </Link>
        ) : (
          <span className="text-ink-3">–</span>
        )}
      </Td>
      <Td className={cn(SMALL, 'max-[720px]:justify-self-end', !last && 'max-[720px]:!hidden')}>
        <VerdictMarks runs={ended} />
      </Td>
      <Td className={`num text-right ${SMALL} max-[720px]:!hidden`}>{plan.lastRevision || '–'}</Td>
      <Td className={`text-xs whitespace-nowrap text-ink-2 ${SMALL} max-[720px]:!hidden`}>
        {sayWhen(plan.updatedAt, now)}
      </Td>
      {can?.edit ? (
        <Td className="w-10 text-right max-[720px]:!hidden">
          <PlanMenu planId={plan.id} name={name} can={can} label={`More for ${name}`} />
        </Td>
      ) : null}
    </tr>
  )
}
