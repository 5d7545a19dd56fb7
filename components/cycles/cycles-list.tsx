import Link from 'next/link'
import type { ReactElement } from 'react'
import { OutcomeWord } from '#components/decisions/outcome-word.tsx'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import type { CycleListItem } from '#lib/cycles/schema.ts'

const STATES: Record<CycleListItem['state'], string> = {
  open: 'open',
  running: 'suite is running',
  paused: 'suite is paused',
  decided: 'decided',
  closed: 'closed',
}

/** Cycles of a project, newest first: how far each is, and what was decided. */
export function CyclesList({ cycles }: { cycles: readonly CycleListItem[] }): ReactElement {
  return (
    <div className="sheet">
      <Table>
        <thead>
          <tr>
            <Th>Cycle</Th>
            <Th className="max-[720px]:hidden">Version</Th>
            <Th className="text-right max-[720px]:hidden">Scenarios run</Th>
            <Th>Worst verdict</Th>
            <Th>Decision</Th>
            <Th className="max-[720px]:hidden">Signed</Th>
            <Th className="max-[720px]:hidden">State</Th>
          </tr>
        </thead>
        <tbody>
          {cycles.map((one) => (
            <tr key={one.id} className="hover:[&>td]:bg-hover">
              <Td className="h-[50px]">
                <Link href={`/cycles/${one.id}`} className="block max-w-[36ch] truncate font-[550] hover:underline">
                  {one.name}
                </Link>
                <small className="block text-2xs text-ink-3">
                  cycle {one.number} of {one.plan.name}, revision {one.revision.number}
                </small>
              </Td>
              <Td className="font-mono text-xs max-[720px]:hidden">{one.versionUnderTest || '–'}</Td>
              <Td className="num text-right max-[720px]:hidden">
                {one.scenarios.run} / {one.scenarios.total}
              </Td>
              <Td>
                {one.worstVerdict ? (
                  <VerdictBadge verdict={one.worstVerdict} />
                ) : (
                  <VerdictBadge verdict="none" word="Not run" look="plain" />
                )}
              </Td>
              <Td>
                <DecisionCell one={one} />
              </Td>
              <Td className="text-xs text-ink-2 max-[720px]:hidden">
                {one.decision ? signed(one.decision.signOffs) : '–'}
              </Td>
              <Td className="text-xs whitespace-nowrap text-ink-2 max-[720px]:hidden">{STATES[one.state]}</Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}

function DecisionCell({ one }: { one: Pick<CycleListItem, 'decision' | 'waitingFor'> }): ReactElement {
  if (!one.decision)
    return (
      <OutcomeWord
        outcome="open"
        word={one.waitingFor === 'decision' ? 'Waits for a decision' : 'Open'}
        className="font-medium"
      />
    )
  return (
    <span className="inline-grid">
      <OutcomeWord outcome={one.decision.outcome} />
      {one.decision.isCurrent ? null : <small className="text-2xs text-warn">changed since</small>}
    </span>
  )
}

const signed = ({ valid, revoked }: { valid: number; revoked: number }): string =>
  [`${valid} valid`, revoked > 0 ? `${revoked} revoked` : ''].filter(Boolean).join(', ')
