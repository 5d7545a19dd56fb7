import type { ReactElement } from 'react'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { say, showLatency } from '#lib/core/number-format.ts'
import type { BenchResult } from '#lib/runs/bench-schema.ts'

/** Of what was answered well, so much within …; failed ones have a column of their own. */
export function PercentileTable({ result }: { result: BenchResult }): ReactElement {
  const { percentiles, failed } = result
  const slowest = Math.max(...percentiles.map(({ okMs }) => okMs ?? 0))
  return (
    <Table>
      <thead>
        <tr>
          <Th className="pl-5 text-right">Answered</Th>
          <Th className="text-right">Within</Th>
          <Th className="w-full">
            <span className="sr-only">To scale</span>
          </Th>
          {failed > 0 ? <Th className="text-right">Failed within</Th> : null}
        </tr>
      </thead>
      <tbody>
        {percentiles.map(({ percent, okMs, failedMs }) => (
          <tr key={percent}>
            <Td className="num h-[27px] pl-5 text-right whitespace-nowrap">{percent} %</Td>
            <Td className="num h-[27px] text-right whitespace-nowrap">{say(showLatency(okMs))}</Td>
            <Td className="h-[27px]">
              <span
                aria-hidden
                className="block h-1.5 min-w-px rounded-full bg-[var(--series-p95)]"
                style={{ width: `${slowest > 0 ? ((okMs ?? 0) / slowest) * 100 : 0}%` }}
              />
            </Td>
            {failed > 0 ? (
              <Td className="num h-[27px] text-right whitespace-nowrap text-fail">{say(showLatency(failedMs))}</Td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
