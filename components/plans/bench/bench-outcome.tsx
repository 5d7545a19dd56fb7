import { CircleAlert } from 'lucide-react'
import type { ReactElement } from 'react'
import { say, showBytes, showCount, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { BenchJob, BenchResult } from '#lib/runs/bench-schema.ts'
import { FigureRow } from './figure-row.tsx'
import { PercentileTable } from './percentile-table.tsx'

export function BenchOutcome({ job }: { job: BenchJob }): ReactElement {
  return job.result ? (
    <Result result={job.result} />
  ) : (
    <p className="flex items-start gap-2 px-5 py-4 text-fail">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">{job.problem ?? 'The bench came to nothing.'}</span>
    </p>
  )
}

function Result({ result }: { result: BenchResult }): ReactElement {
  const { requests, failed, durationMs, ratePerSecond, timeMs, end } = result
  const { mean, deviation, p25, p75 } = timeMs
  return (
    <>
      {end.reason === 'completed' ? null : (
        <p className="px-5 py-2.5 text-xs text-warn">{end.message ?? 'It ended before its time.'}</p>
      )}
      <div className="-mt-px">
        <FigureRow
          figures={[
            ['Rate', showRate(ratePerSecond), `${say(showCount(requests))} in ${say(showLatency(durationMs))}`],
            ['Mean', showLatency(mean), `± ${say(showLatency(deviation))}`],
            ['Middle half', showLatency(widthOf(p25, p75)), `${say(showLatency(p25))} – ${say(showLatency(p75))}`],
            ['Failed', showPercent(requests > 0 ? failed / requests : null), `${say(showCount(failed))} requests`],
          ]}
        />
      </div>
      <div className="grid border-t border-line min-[560px]:grid-cols-[minmax(0,1fr)_212px]">
        <PercentileTable result={result} />
        <Facts result={result} />
      </div>
    </>
  )
}

const widthOf = (from: number | null, to: number | null) => (from === null || to === null ? null : to - from)

function Facts({ result }: { result: BenchResult }): ReactElement {
  const { timeMs, status, errors, bytesIn, bytesInPerSecond, dropped, interrupted } = result
  return (
    <dl className="grid content-start gap-2 border-line px-5 py-3 text-xs max-[559px]:border-t min-[560px]:border-l">
      <Fact name="Fastest" value={say(showLatency(timeMs.min))} />
      <Fact name="Slowest" value={say(showLatency(timeMs.max))} />
      <Fact name="Received" value={`${say(showBytes(bytesIn))}, ${say(showBytes(bytesInPerSecond))}/s`} />
      <Fact name="Answers" value={countsOf(status) || 'none'} />
      {Object.keys(errors).length > 0 ? <Fact name="Errors" value={countsOf(errors)} isBad /> : null}
      {dropped.target > 0 ? (
        <Fact name="Never sent" value={`${say(showCount(dropped.target))}, too many were on their way`} isBad />
      ) : null}
      {dropped.generator > 0 ? (
        <Fact name="Never sent" value={`${say(showCount(dropped.generator))}, the worker could not keep up`} isBad />
      ) : null}
      {interrupted > 0 ? <Fact name="Interrupted by the end" value={say(showCount(interrupted))} /> : null}
    </dl>
  )
}

function Fact({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }): ReactElement {
  return (
    <div>
      <dt className="text-2xs leading-[14px] text-ink-3">{name}</dt>
      <dd className={`num break-words ${isBad ? 'text-fail' : ''}`}>{value}</dd>
    </div>
  )
}

const countsOf = (counts: Record<string, number>) =>
  Object.entries(counts)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => `${name} ${say(showCount(count))}`)
    .join(', ')
