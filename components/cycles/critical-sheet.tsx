'use client'

import Link from 'next/link'
import type { ReactElement } from 'react'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { TitledSheet } from '#components/ui/titled-sheet.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import { showIn } from '#lib/core/number-format.ts'
import { sayDemand } from '#lib/reports/report-format.ts'
import { useCycle } from './cycle-context.tsx'
import { NumberCell } from './number-cell.tsx'

/** The metrics the plan stars: on top of the cycle and on the first page of the report. */
export function CriticalSheet(): ReactElement | null {
  const { criticalMetrics } = useCycle()
  if (criticalMetrics.length === 0) return null
  const met = criticalMetrics.filter(({ status }) => status === 'pass').length
  return (
    <TitledSheet title="Critical metrics" meta={`${met} of ${criticalMetrics.length} met`}>
      <Table>
        <caption className="sr-only">Critical metrics of the plan</caption>
        <thead>
          <tr>
            <Th>Metric</Th>
            <Th className="text-right">Target</Th>
            <Th className="text-right">Actual</Th>
            <Th>Status</Th>
            <Th>Scenario</Th>
            <Th>Run</Th>
          </tr>
        </thead>
        <tbody>
          {criticalMetrics.map((one) => (
            <tr key={one.text}>
              <Td className="font-[550]">
                {one.label || one.text}
                {one.label && one.label !== one.text ? (
                  <small className="ml-1.5 font-mono text-2xs font-normal text-ink-3">{one.text}</small>
                ) : null}
              </Td>
              <Td className="num text-right">{sayDemand(one.comparator, one.unit, one.target)}</Td>
              <Td className="text-right">
                <NumberCell
                  name={one.label || one.text}
                  shown={showIn(one.unit, one.actual)}
                  derivation={one.derivation}
                  strong
                />
              </Td>
              <Td>
                {one.status === 'untested' ? (
                  <VerdictBadge verdict="none" word="Untested" look="plain" />
                ) : (
                  <VerdictBadge verdict={one.status} word={one.status === 'pass' ? 'Met' : undefined} />
                )}
              </Td>
              <Td className="text-ink-2">{one.scenario?.name ?? one.reason}</Td>
              <Td>
                {one.run ? (
                  <Link href={`/runs/${one.run.id}`} className="link font-mono">
                    {one.run.label}
                  </Link>
                ) : null}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
    </TitledSheet>
  )
}
