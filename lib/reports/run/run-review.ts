// What a run, or a window of it, is written out from: one model for every format.

import type { Analysis } from '#lib/analysis/analysis.ts'
import type { ErrorsView } from '#lib/runs/errors-schema.ts'
import type { LatencyView } from '#lib/runs/latency-schema.ts'
import { endText } from '#lib/runs/run-state.ts'
import type { LivePoint, RunEvent, RunHead, RunStage, Summary } from '#lib/runs/schema.ts'
import type { Judgement } from '#lib/runs/verdict-schema.ts'

export interface RunConfiguration {
  model: 'users' | 'rate'
  stages: RunStage[]
  baseUrl: string
  /** Of the system under test; empty where nobody said. */
  versionUnderTest: string
  trigger: string
  workers: number
  seed: number
  mix: { kind: 'operation' | 'flow'; key: string; share: number }[]
}

export interface RunReview {
  run: RunHead
  configuration: RunConfiguration
  /** All of the numbers below are of it; false: a part of the run. */
  isWhole: boolean
  summary: Summary
  latency: LatencyView
  errors: ErrorsView
  points: LivePoint[]
  planned: { atMs: number; value: number }[]
  /** Of the whole run, also beside a window. */
  judgement: Judgement | null
  analyses: Analysis[]
  events: RunEvent[]
  findings: { label: string; title: string; severity: string; impact: string; status: string }[]
  recommendations: { text: string; priority: string; horizon: string }[]
  /** ISO 8601 */
  generatedAt: string
}

/** `R-12-baseline-60-120s` for a window, `R-12-baseline` for all of it. */
export function fileNameOf({ run, isWhole, summary }: RunReview): string {
  const part = isWhole ? '' : `-${summary.from / 1000}-${summary.to / 1000}s`
  return `${run.label}-${run.scenario.key}${part}`.replace(/[^A-Za-z0-9.-]+/g, '-')
}

/** What a verdict says beside its name, which stands before it. */
export const withoutVerdict = (sentence: string): string => sentence.replace(/^(pass|warn|fail|inconclusive): /i, '')

export const endOf = (run: RunHead): string => (run.state === 'ended' ? endText(run) : 'still under way')
