// A cycle as its page and its report get it in one call.

import { z } from 'zod'
import { coverageSchema } from '#lib/cycles/coverage-schema.ts'
import { cycleRunSchema, matrixRowSchema } from '#lib/cycles/matrix-schema.ts'
import * as cycle from '#lib/cycles/schema.ts'
import * as decision from '#lib/decisions/schema.ts'
import * as improvement from '#lib/improvement/schema.ts'

export const cycleViewSchema = cycle.cycleHeadSchema.extend({
  /** The last revision of the plan, and whether the draft says something else than the cycle's revision. */
  planChangedSince: z.object({ latestRevision: z.number(), isDraftChanged: z.boolean(), text: z.string() }).nullable(),
  suite: cycle.suiteViewSchema,
  runs: z.array(cycleRunSchema),
  matrix: z.array(matrixRowSchema),
  /** Of the runs that count. */
  totalTestMs: z.number(),
  coverage: coverageSchema,
  checklists: cycle.checklistsSchema,
  kpis: z.array(cycle.cycleFigureSchema),
  criticalMetrics: z.array(cycle.criticalMetricSchema),
  acceptance: cycle.acceptanceSchema,
  findings: z.array(improvement.findingSchema),
  suggestions: z.array(improvement.suggestionSchema),
  recommendations: z.array(improvement.recommendationSchema),
  waivers: z.array(decision.waiverSchema),
  proposal: decision.proposalSchema,
  /** The one that counts. */
  decision: decision.decisionSchema.optional(),
  /** Superseded ones, newest first. */
  earlierDecisions: z.array(decision.decisionSchema),
  signOffs: z.array(decision.signOffSchema),
  /** Roles of the plan's contacts, for who is still to sign. */
  signOffRoles: z.array(z.string()),
  /** Of what is there now; equal to that of the decision while nothing has changed. */
  evidenceHash: z.string(),
  texts: z.array(cycle.reportTextSchema),
  shareLinks: z.array(cycle.shareLinkSchema),
  /** Newest first, at most 100. */
  history: z.array(cycle.historyItemSchema),
  /** What the reader may do. */
  may: z.object({
    edit: z.boolean(),
    start: z.boolean(),
    decide: z.boolean(),
    sign: z.boolean(),
    share: z.boolean(),
    /** Close the cycle, and open it again. */
    close: z.boolean(),
  }),
})

export type CycleView = z.infer<typeof cycleViewSchema>
