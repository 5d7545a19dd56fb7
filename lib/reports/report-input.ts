// What a report is drawn from: the cycle as its page shows it, the plan its revision froze, and what each run measured.

import type { Analysis } from '#lib/analysis/analysis.ts'
import type { Coverage } from '#lib/cycles/coverage-schema.ts'
import type { CycleRunView, MatrixRow } from '#lib/cycles/matrix-schema.ts'
import type {
  AcceptanceView,
  Checklists,
  CriticalMetric,
  CycleFigure,
  CycleHead,
  HistoryItem,
  ReportText,
  SuiteView,
} from '#lib/cycles/schema.ts'
import type { DecisionView, Proposal, SignOffView, WaiverView } from '#lib/decisions/schema.ts'
import type { FindingView, RecommendationView } from '#lib/improvement/schema.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { RunHead, Summary } from '#lib/runs/schema.ts'
import type { Derivation, RunVerdictView } from '#lib/runs/verdict-schema.ts'
import type { CycleView } from './cycle-view-schema.ts'

export interface ReportRun {
  head: RunHead
  /** Whole run. */
  summary: Summary
  /** Under the revision of the cycle; null while it is not judged. */
  verdict: RunVerdictView | null
  analyses: Analysis[]
}

export interface ReportInput {
  cycle: CycleHead
  suite: SuiteView
  attached: CycleRunView[]
  matrix: MatrixRow[]
  coverage: Coverage
  figures: CycleFigure[]
  critical: CriticalMetric[]
  acceptance: AcceptanceView
  checklists: Checklists
  proposal: Proposal
  /** The latest. */
  decision: DecisionView | null
  waivers: WaiverView[]
  signOffs: SignOffView[]
  findings: FindingView[]
  recommendations: RecommendationView[]
  history: HistoryItem[]
  texts: ReportText[]
  /** Of what stands now. */
  evidenceHash: string
  /** As the revision froze it. */
  draft: PlanDraft
  /** Those that count, in the order of the matrix. */
  runs: ReportRun[]
  now: string
}

/** The view of a cycle as what a report is drawn from. */
export function reportInput(view: CycleView, draft: PlanDraft, runs: ReportRun[], now: string): ReportInput {
  const { kpis, criticalMetrics, runs: attached, decision = null, ...rest } = view
  return { ...rest, cycle: view, figures: kpis, critical: criticalMetrics, attached, decision, draft, runs, now }
}

/** A derivation for what is read from a summary of a whole run. */
export function wholeRun({ head, summary }: ReportRun, selector: string, method: string, samples: number): Derivation {
  const window = { fromMs: summary.from, toMs: summary.to, name: 'whole run' }
  return { run: { id: head.id, label: head.label }, selector, window, samples, method, typedBy: null }
}
