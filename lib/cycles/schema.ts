// Shapes of cycles as the API, the pages and the command line see them. Durations in ms, rates per second, shares 0 – 1.

import { z } from 'zod'
import { instantSchema } from '#lib/access/schema.ts'
import { derivationSchema } from '#lib/verdicts/confidence-schema.ts'
import { attachmentSchema } from './attachment-schema.ts'

export const nullableNumber = z.number().nullable()
export const verdictSchema = z.enum(['pass', 'warn', 'inconclusive', 'fail'])
export const validityStatusSchema = z.enum(['valid', 'suspect', 'invalid'])
export const objectiveUnitSchema = z.enum(['ms', 'perSecond', 'fraction', 'bytes', 'count'])
export const figureUnitSchema = z.enum([...objectiveUnitSchema.options, 'users'])

export const CYCLE_STATES = ['open', 'running', 'paused', 'decided', 'closed'] as const
export const cycleStateSchema = z.enum(CYCLE_STATES)
export const CHECKLISTS = ['before', 'during', 'after', 'success'] as const
export const checklistNameSchema = z.enum(CHECKLISTS, { error: `Give one of ${CHECKLISTS.join(', ')}` })
export const MARK_STATES = ['done', 'open', 'not-applicable', 'overridden'] as const

export const runRefSchema = z.object({ id: z.string(), label: z.string() })
export const scenarioRefSchema = z.object({ key: z.string(), name: z.string(), type: z.string() })
export const revisionRefSchema = z.object({ id: z.string(), number: z.number(), hash: z.string() })
const personSchema = z.object({ by: z.string(), at: instantSchema })

// --- suite ---

export const suiteStepSchema = z.object({
  scenario: z.string(),
  /** Waited before it begins. */
  pauseMs: z.number().nonnegative(),
  /** What a failed check of it (verdict fail, or a run that did not complete) means for the rest. */
  onFail: z.enum(['continue', 'stop']),
})

const stepViewSchema = z.object({
  index: z.number(),
  scenario: scenarioRefSchema,
  plannedDurationMs: z.number(),
  pauseMs: z.number(),
  onFail: z.enum(['continue', 'stop']),
  /** skipped: the suite ended before it; refused: it could not be started, `problem` says why. */
  state: z.enum(['waiting', 'pausing', 'running', 'passed', 'failed', 'skipped', 'refused']),
  run: runRefSchema.nullable(),
  verdict: verdictSchema.nullable(),
  /** When a pause ends. */
  startsAt: instantSchema.nullable(),
  problem: z.string().nullable(),
})

export const suiteViewSchema = z.object({
  state: z.enum(['not-started', 'running', 'paused', 'done', 'stopped']),
  steps: z.array(stepViewSchema),
  /** Planned durations and pauses together. */
  plannedTotalMs: z.number(),
  started: personSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** Why it is paused or ended early. */
  because: z.string().nullable(),
})

// --- figures ---

/** A number of the cycle with the run it comes from; `note` says why it has no value. */
export const cycleFigureSchema = z.object({
  key: z.string(),
  group: z.enum(['response time', 'throughput', 'reliability', 'scalability']),
  label: z.string(),
  value: nullableNumber,
  unit: figureUnitSchema,
  target: nullableNumber,
  note: z.string().nullable(),
  run: runRefSchema.nullable(),
  derivation: derivationSchema.nullable(),
})

/** A starred metric of the plan and what judges it. `text` is the metric as the plan stars it. */
export const criticalMetricSchema = z.object({
  text: z.string(),
  label: z.string(),
  objective: z.string().nullable(),
  comparator: z.string().nullable(),
  unit: objectiveUnitSchema,
  target: nullableNumber,
  actual: nullableNumber,
  status: z.enum([...verdictSchema.options, 'untested']),
  scenario: scenarioRefSchema.nullable(),
  run: runRefSchema.nullable(),
  reason: z.string(),
  derivation: derivationSchema.nullable(),
})

export const reportTextSchema = z.object({
  section: z.string(),
  /** Markdown as typed. */
  text: z.string(),
  by: z.string(),
  at: instantSchema,
  /** What it was written on has changed since. */
  isStale: z.boolean(),
})

export const acceptanceSchema = z.object({
  met: z.number(),
  total: z.number(),
  passed: z.boolean(),
  items: z.array(
    z.object({
      key: z.string(),
      requirement: z.string(),
      judge: z.string(),
      comparator: z.string(),
      unit: objectiveUnitSchema,
      target: nullableNumber,
      limit: nullableNumber,
      /** Where it is measured; several when the plan names none. */
      scenarios: z.array(scenarioRefSchema),
      run: runRefSchema.nullable(),
      actual: nullableNumber,
      status: z.enum([...verdictSchema.options, 'untested']),
      reason: z.string(),
      waivedUntil: instantSchema.nullable(),
      /** Of people; its section is "acceptance/<key>". */
      analysis: reportTextSchema.nullable(),
    }),
  ),
})

// --- checklists ---

export const markSchema = z.object({
  id: z.string(),
  state: z.enum(MARK_STATES),
  note: z.string(),
  by: z.string(),
  at: instantSchema,
  run: runRefSchema.nullable(),
  attachment: attachmentSchema.nullable(),
})

export const checklistItemSchema = z.object({
  list: checklistNameSchema,
  key: z.string(),
  text: z.string(),
  /** Open, it holds the start back. */
  required: z.boolean(),
  /** probe: ticked by what can be proven, e.g. that the target is allowed. */
  kind: z.enum(['person', 'probe']),
  isOpen: z.boolean(),
  /** The latest; earlier ones are in the history. */
  mark: markSchema.nullable(),
  /** What a probe found. */
  finding: z.string().nullable(),
  /** Success items: the scenario they belong to. */
  scenario: z.string().nullable(),
})

export const checklistsSchema = z.object({
  before: z.array(checklistItemSchema),
  during: z.array(checklistItemSchema),
  after: z.array(checklistItemSchema),
  success: z.array(checklistItemSchema),
  /** Required items of `before` that are open: Start is refused and names them. */
  gate: z.object({ isOpen: z.boolean(), open: z.array(z.object({ key: z.string(), text: z.string() })) }),
})

// --- the cycle itself ---

export const cycleHeadSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  plan: z.object({ id: z.string(), name: z.string() }),
  /** Counts up within the plan. */
  number: z.number(),
  name: z.string(),
  versionUnderTest: z.string(),
  environment: z.object({ key: z.string(), name: z.string() }),
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  state: cycleStateSchema,
  revision: revisionRefSchema,
  createdAt: instantSchema,
  createdBy: z.string(),
})

/** A cycle as the page of one of its runs names it. */
export const cycleOfRunSchema = z.object({
  id: z.string(),
  number: z.number(),
  name: z.string(),
  state: cycleStateSchema,
  excludedBecause: z.string().nullable(),
})

/** The head with what lists show beside it. */
export const cycleListItemSchema = cycleHeadSchema.extend({
  scenarios: z.object({ total: z.number(), run: z.number() }),
  worstVerdict: verdictSchema.nullable(),
  decision: z
    .object({
      outcome: z.enum(['go', 'conditional', 'no-go']),
      by: z.string(),
      at: instantSchema,
      /** What it was decided on is what is there now. */
      isCurrent: z.boolean(),
      signOffs: z.object({ valid: z.number(), revoked: z.number() }),
    })
    .nullable(),
  /** decision: it was run and nobody has decided, or what was decided on has changed; signature: decided, and not signed by all roles. */
  waitingFor: z.enum(['decision', 'signature']).nullable(),
})

export const historyItemSchema = z.object({
  id: z.string(),
  at: instantSchema,
  by: z.string(),
  verb: z.string(),
  /** What happened, in words. */
  text: z.string(),
})

export const shareLinkSchema = z.object({
  id: z.string(),
  /** First characters, to tell links apart. */
  prefix: z.string(),
  createdAt: instantSchema,
  createdBy: z.string(),
  expiresAt: instantSchema,
  revokedAt: instantSchema.nullable(),
  views: z.number(),
  lastViewedAt: instantSchema.nullable(),
  state: z.enum(['open', 'expired', 'revoked']),
})

export type CycleState = z.infer<typeof cycleStateSchema>
export type ChecklistName = z.infer<typeof checklistNameSchema>
export type MarkState = (typeof MARK_STATES)[number]
export type RunRef = z.infer<typeof runRefSchema>
export type ScenarioRef = z.infer<typeof scenarioRefSchema>
export type SuiteStep = z.infer<typeof suiteStepSchema>
export type SuiteView = z.infer<typeof suiteViewSchema>
export type StepView = z.infer<typeof stepViewSchema>
export type CycleFigure = z.infer<typeof cycleFigureSchema>
export type CriticalMetric = z.infer<typeof criticalMetricSchema>
export type AcceptanceView = z.infer<typeof acceptanceSchema>
export type ReportText = z.infer<typeof reportTextSchema>
export type ChecklistItem = z.infer<typeof checklistItemSchema>
export type ChecklistMark = z.infer<typeof markSchema>
export type Checklists = z.infer<typeof checklistsSchema>
export type CycleHead = z.infer<typeof cycleHeadSchema>
export type CycleOfRun = z.infer<typeof cycleOfRunSchema>
export type CycleListItem = z.infer<typeof cycleListItemSchema>
export type HistoryItem = z.infer<typeof historyItemSchema>
export type ShareLink = z.infer<typeof shareLinkSchema>
