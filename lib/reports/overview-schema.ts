// What the overview of a project shows beyond its plans and runs.

import type { MatrixRow } from '#lib/cycles/matrix-schema.ts'
import type { CycleListItem } from '#lib/cycles/schema.ts'
import type { Outcome } from '#lib/decisions/schema.ts'
import type { ObjectiveView } from '#lib/runs/schema.ts'
import type { ConfidenceLevel } from '#lib/runs/verdict-schema.ts'

/** A cycle that needs the reader. */
export interface WaitingCycle {
  id: string
  name: string
  number: number
  /** What the reader is to do. */
  act: 'decide' | 'sign' | 'sign-again'
  outcome: Outcome
  isProposal: boolean
  why: string
  /** Why their signature fell. */
  note: string | null
  confidence: ConfidenceLevel
  /** Day of the release, e.g. 2026-11-24. */
  dueOn: string | null
}

type Judged = Pick<
  ObjectiveView,
  | 'key'
  | 'metric'
  | 'selector'
  | 'comparator'
  | 'unit'
  | 'actual'
  | 'target'
  | 'limit'
  | 'headroom'
  | 'verdict'
  | 'priority'
>

/** An ended run with what was judged of it. */
export interface TrendRun {
  planId: string
  label: string
  verdict: MatrixRow['verdict']
  validity: MatrixRow['validity']
  objectives: Judged[]
}

/** The judged metric of a plan over its last runs, oldest first. */
export interface PlanTrend {
  planId: string
  metric: string
  unit: ObjectiveView['unit']
  higherIsBetter: boolean
  actual: number | null
  target: number
  headroom: number | null
  points: { label: string; value: number | null; verdict: TrendRun['verdict'] | 'invalid' }[]
}

export interface ScheduledTest {
  key: string
  planId: string
  planName: string
  scenario: { key: string; name: string }
  /** Set where a whole cycle is to begin: the scenario is then nothing. */
  cycle: { id: string; name: string } | null
  environment: string | null
  /** ISO time; null where only words say how often. */
  dueAt: string | null
  isOverdue: boolean
  /** As written, e.g. "weekly". */
  cadence: string
}

export type PlanDecision = Pick<CycleListItem, 'id' | 'number' | 'decision' | 'waitingFor' | 'endsOn'>
