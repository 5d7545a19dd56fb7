'use client'

import { useQuery } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { Sparkline } from '#components/charts/sparkline.tsx'
import { query } from '#lib/api/client.ts'
import { type Shown, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { LivePoint } from '#lib/runs/schema.ts'

const POINTS = 60

/** Rate, p95 and errors of a live run as of now, with the way there. */
export function LiveFigures({ runId }: { runId: string }): ReactElement {
  const { data } = useQuery({
    ...query.runs.series.queryOptions({ input: { id: runId, points: POINTS } }),
    refetchInterval: 3000,
  })
  const points = data?.points ?? []
  const last = points.at(-1)
  return (
    <div className="mt-2.5 grid grid-cols-3 gap-5 max-[720px]:gap-3">
      <Figure
        label="Rate"
        shown={showRate(last ? answered(last) : null)}
        values={points.map(answered)}
        color="series-rate"
      />
      <Figure
        label="p95, all operations"
        shown={showLatency(last?.p95Ms)}
        values={points.map(({ p95Ms }) => p95Ms)}
        color="series-p95"
      />
      <Figure
        label="Errors"
        shown={showPercent(last ? errorRate(last) : null)}
        values={points.map(errorRate)}
        color="series-errors"
      />
    </div>
  )
}

const answered = ({ okPerSecond, failedPerSecond }: LivePoint): number => okPerSecond + failedPerSecond

const errorRate = (point: LivePoint): number | null =>
  answered(point) > 0 ? point.failedPerSecond / answered(point) : null

interface FigureProps {
  label: string
  shown: Shown
  values: readonly (number | null)[]
  color: string
}

function Figure({ label, shown, values, color }: FigureProps): ReactElement {
  return (
    <div className="min-w-0 overflow-hidden">
      <span className="block truncate text-2xs leading-[15px] text-ink-3">{label}</span>
      <span className="mb-1 flex items-baseline font-mono text-[18px] leading-6 font-medium tracking-[-0.04em] whitespace-nowrap">
        {shown[0]}
        <span className="ml-[3px] text-xs font-normal text-ink-3">{shown[1]}</span>
      </span>
      <Sparkline values={values} color={color} width={170} height={40} />
    </div>
  )
}
