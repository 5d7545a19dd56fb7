'use client'

// The run everything is held against, where the plan has one: its lines stand beside those of this run.

import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { BesideLine } from '#components/charts/plot-spec.ts'
import { useMoved } from '#components/compare/use-moved.ts'
import type { LatencyView } from '#lib/runs/latency-schema.ts'
import { fetchLatency, fetchSeries, type PartAsked } from '../follow/run-requests.ts'

export interface Baseline {
  id: string
  /** `R-3` */
  label: string
  /** What is at second s of this run is at s + shift of the baseline. */
  shiftSeconds: number
}

/** Null while there is no baseline, and for the baseline itself. */
export function useBaseline(runId: string): Baseline | null {
  const [base, own] = useMoved(runId).data?.comparison?.runs ?? []
  const id = base?.isBaseline ? base.run.id : null
  const label = base?.run.label ?? ''
  const shiftSeconds = base?.window && own?.window ? (base.window.fromMs - own.window.fromMs) / 1000 : 0
  return useMemo(() => (id === null ? null : { id, label, shiftSeconds }), [id, label, shiftSeconds])
}

/** The latency of the baseline on the same stretch; null where it has none. */
export function useBaselineLatency(baseline: Baseline | null, asked: PartAsked): LatencyView | null {
  const { from, to, ...part } = asked
  const moved = (ms: number): number => Math.max(0, ms + (baseline?.shiftSeconds ?? 0) * 1000)
  const same = from === undefined || to === undefined ? part : { ...part, from: moved(from), to: moved(to) }
  const { data } = useQuery({
    queryKey: ['runs', 'baseline', baseline?.id, 'latency', same],
    queryFn: () => fetchLatency(baseline?.id ?? '', same),
    enabled: baseline !== null,
    retry: false,
    staleTime: Infinity,
  })
  return data && data.count > 0 ? data : null
}

/** p95 of the baseline over the time of this run; null where it has none. */
export function useBaselineLine(baseline: Baseline | null, operation: string | null): BesideLine | null {
  const { data } = useQuery({
    queryKey: ['runs', 'baseline', baseline?.id, 'series', operation],
    queryFn: () => fetchSeries(baseline?.id ?? '', { operation }),
    enabled: baseline !== null,
    retry: false,
    staleTime: Infinity,
  })
  return useMemo(() => {
    if (!data || !baseline || data.length === 0) return null
    const points = data.map(({ second, seconds, p95Ms }) => ({
      x: second + seconds / 2 - baseline.shiftSeconds,
      y: p95Ms,
    }))
    return { name: `p95 of ${baseline.label}`, points }
  }, [data, baseline])
}
