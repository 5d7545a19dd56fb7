'use client'

import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { showBytes, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { MatrixRow } from '#lib/cycles/matrix-schema.ts'
import type { Derivation } from '#lib/runs/verdict-schema.ts'
import { useCycle } from './cycle-context.tsx'
import { NumberCell } from './number-cell.tsx'

/** Percentiles, throughput and memory of all scenarios, side by side. */
export function CrossTables(): ReactElement {
  const rows = useCycle().matrix.filter(({ run }) => run)
  return (
    <TitledSheet title="Side by side" meta="whole runs, response times of successful requests">
      {rows.length === 0 ? (
        <NothingYet>Percentiles, throughput and memory of every scenario come with the runs.</NothingYet>
      ) : (
        <>
          <Part caption="Latency distribution" head={['P50', 'P95', 'P99', 'Max']} rows={rows}>
            {(row) =>
              (['p50', 'p95', 'p99', 'max'] as const).map((key) => (
                <Td key={key} className="text-right">
                  <NumberCell
                    name={`${key} of ${nameOf(row)}`}
                    shown={showLatency(row.latencyMs[key])}
                    derivation={from(row, `${key} of merged histograms of ok attempts, whole run`)}
                  />
                </Td>
              ))
            }
          </Part>
          <Part caption="Throughput" head={['Target', 'Actual', 'Efficiency']} rows={rows}>
            {(row) => [
              <Td key="target" className="text-right">
                {row.throughput.target === null ? (
                  <span className="text-ink-3">by users</span>
                ) : (
                  <NumberCell name={`Target rate of ${nameOf(row)}`} shown={showRate(row.throughput.target)} />
                )}
              </Td>,
              <Td key="actual" className="text-right">
                <NumberCell
                  name={`Rate of ${nameOf(row)}`}
                  shown={showRate(row.throughput.actual)}
                  derivation={from(row, 'answers by seconds in the steady stages')}
                />
              </Td>,
              <Td key="efficiency" className="text-right">
                <NumberCell
                  name={`Efficiency of ${nameOf(row)}`}
                  shown={showPercent(row.throughput.efficiency)}
                  derivation={from(row, 'actual rate / target rate')}
                />
              </Td>,
            ]}
          </Part>
          {rows.every(({ memoryBytes }) => memoryBytes === null) ? (
            <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3">
              Memory is untested: no monitor told it in bytes during these runs.
            </p>
          ) : (
            <Part caption="Memory" head={['Initial', 'Peak', 'Final', 'Growth']} rows={rows}>
              {(row) => {
                const { memoryBytes } = row
                if (!memoryBytes) {
                  return (
                    <Td colSpan={4} className="text-right text-xs text-ink-3">
                      untested: no monitor told it in bytes
                    </Td>
                  )
                }
                return (['initial', 'peak', 'final', 'growth'] as const).map((key) => (
                  <Td key={key} className="text-right">
                    <NumberCell
                      name={`${key} memory of ${nameOf(row)}`}
                      shown={showBytes(memoryBytes[key])}
                      derivation={from(row, `${key} of the monitored memory`)}
                    />
                  </Td>
                ))
              }}
            </Part>
          )}
        </>
      )}
    </TitledSheet>
  )
}

const nameOf = ({ scenario }: MatrixRow): string => scenario.name || scenario.key

const from = (row: MatrixRow, method: string): Derivation | null =>
  row.run && { run: row.run, selector: '*', window: null, samples: row.requests ?? 0, method, typedBy: null }

interface PartProps {
  caption: string
  head: readonly string[]
  rows: readonly MatrixRow[]
  children: (row: MatrixRow) => ReactNode
}

function Part({ caption, head, rows, children }: PartProps): ReactElement {
  return (
    <div className="border-t border-line first-of-type:border-t-0">
      <Table>
        <caption className="px-4 pt-2.5 text-left text-xs font-semibold text-ink-2">{caption}</caption>
        <thead>
          <tr>
            <Th>Scenario</Th>
            {head.map((name) => (
              <Th key={name} className="w-[16%] text-right">
                {name}
              </Th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.scenario.key}>
              <Td className="whitespace-nowrap">
                {nameOf(row)}{' '}
                {row.run ? (
                  <Link href={`/runs/${row.run.id}`} className="link font-mono text-xs">
                    {row.run.label}
                  </Link>
                ) : null}
              </Td>
              {children(row)}
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  )
}
