// What people and pipelines send about cycles, as form, API and command line share it.

import { z } from 'zod'
import { idSchema } from '#lib/access/schema.ts'
import { pageShape } from '#lib/core/page.ts'
import { checklistNameSchema, MARK_STATES, revisionRefSchema, shareLinkSchema } from './schema.ts'

const line = (what: string, max: number) =>
  z
    .string({ error: `Give ${what}` })
    .trim()
    .min(1, { error: `Give ${what}` })
    .max(max, { error: `Keep it to ${max} characters` })
export const reasonSchema = line('a reason, e.g. "The cache was cold"', 2_000)
const dateSchema = z.iso.date({ error: 'Give a date, e.g. 2026-12-01' })
const nameSchema = line('a name, e.g. "Release 2.4"', 200)
const versionSchema = z.string().trim().max(120, { error: 'Keep it to 120 characters' })

export const suiteStepInputSchema = z.strictObject({
  scenario: line('the key of a scenario, e.g. "baseline"', 120),
  pauseMs: z
    .number({ error: 'Give milliseconds, e.g. 60000' })
    .int()
    .min(0)
    .max(86_400_000, { error: 'A pause lasts at most a day' })
    .optional(),
  onFail: z.enum(['continue', 'stop'], { error: 'Give continue or stop' }).optional(),
})
const suiteInputSchema = z
  .array(suiteStepInputSchema)
  .min(1, { error: 'Name at least one scenario' })
  .max(50, { error: 'A suite has at most 50 steps' })

export const cycleIdSchema = z.strictObject({ id: idSchema })

export const createCycleSchema = z.strictObject({
  /** Of the plan. */
  id: idSchema,
  name: nameSchema.optional().describe('Default: the plan with the version under test'),
  versionUnderTest: versionSchema.optional().describe('Default: the version of the plan'),
  environment: z.string().trim().min(1).optional().describe('Key of an environment; default: the first of the plan'),
  startsOn: dateSchema.optional(),
  endsOn: dateSchema.optional(),
  revision: z
    .int({ error: 'Give the number of a revision, e.g. 3' })
    .positive()
    .optional()
    .describe('Default: the plan as it is now, frozen if it changed'),
  suite: suiteInputSchema
    .optional()
    .describe('Default: every scenario of the plan in its order, going on at a failed check'),
})

export const updateCycleSchema = z.strictObject({
  id: idSchema,
  name: nameSchema.optional(),
  versionUnderTest: versionSchema.optional(),
  environment: z.string().trim().min(1).optional(),
  startsOn: dateSchema.nullable().optional(),
  endsOn: dateSchema.nullable().optional(),
  suite: suiteInputSchema
    .optional()
    .describe(
      'All its steps in order. Not while it runs; while it is paused, what has begun comes first and as it is, and the rest may change',
    ),
  /** Moves it there: runs of the same load are judged again, the others become stale. "latest" freezes the plan as it is. */
  revision: z
    .union([z.int().positive(), z.literal('latest')], { error: 'Give the number of a revision, e.g. 5, or "latest"' })
    .optional(),
  /** closed keeps it as it is; open takes that back. */
  state: z.enum(['open', 'closed'], { error: 'Give open or closed' }).optional(),
})

/** What moving did; `judged` and `stale` are labels of runs. */
export const movedSchema = z.object({
  revision: revisionRefSchema,
  judged: z.array(z.string()),
  stale: z.array(z.string()),
  revokedSignOffs: z.number(),
})

export const startSuiteSchema = z.strictObject({
  id: idSchema,
  /** Opens the gate in spite of open items; for leads. */
  override: reasonSchema.optional(),
  /** Only these of its steps, by scenario. */
  scenarios: z.array(z.string().min(1)).min(1).optional(),
})
export const pauseSuiteSchema = z.strictObject({ id: idSchema })
export const stopSuiteSchema = z.strictObject({
  id: idSchema,
  reason: reasonSchema.optional(),
  stopRun: z.boolean().optional().describe('Also stop the run under way'),
})

export const attachRunSchema = z.strictObject({ id: idSchema, run: idSchema })
export const cycleRunKeySchema = z.strictObject({ id: idSchema, run: idSchema })
/** `excluded: null` includes it again. */
export const excludeRunSchema = z.strictObject({
  id: idSchema,
  run: idSchema,
  excluded: z.strictObject({ because: reasonSchema }).nullable(),
})

export const markInputSchema = z.strictObject({
  id: idSchema,
  list: checklistNameSchema,
  item: line('the key of an item, e.g. "env"', 500),
  state: z.enum(MARK_STATES, { error: `Give one of ${MARK_STATES.join(', ')}` }),
  note: z.string().trim().max(5_000, { error: 'Keep it to 5000 characters' }).optional(),
  run: idSchema.optional().describe('During a run: which'),
  attachment: idSchema.optional().describe('Of POST /projects/{id}/attachments'),
})

const RUN_MARKS = ['done', 'open', 'not-applicable'] as const
export const markRunSchema = z.strictObject({
  id: idSchema,
  item: markInputSchema.shape.item,
  state: z.enum(RUN_MARKS, { error: `Give one of ${RUN_MARKS.join(', ')}` }),
  note: markInputSchema.shape.note,
})

export const createShareLinkSchema = z.strictObject({
  id: idSchema,
  expiresAt: z.iso.datetime({
    offset: true,
    error: 'Give when it ends, at most 90 days from now, e.g. 2026-12-31T00:00:00Z',
  }),
})
/** The only time the token is shown; `path` is where the report opens. */
export const newShareLinkSchema = z.object({ link: shareLinkSchema, token: z.string(), path: z.string() })
export const shareLinkKeySchema = z.strictObject({ id: idSchema, link: idSchema })

export const reportTextInputSchema = z.strictObject({
  id: idSchema,
  section: z
    .string()
    .regex(/^[a-z0-9]+([-/][a-z0-9]+)*$/, { error: 'Name a section, e.g. "conclusion" or "scenario/peak"' })
    .max(200),
  text: z.string().max(50_000, { error: 'Keep it to 50,000 characters' }),
})

export const listCyclesSchema = z.strictObject({ id: idSchema, ...pageShape })

export type CreateCycle = z.output<typeof createCycleSchema>
export type UpdateCycle = z.output<typeof updateCycleSchema>
export type StartSuite = z.output<typeof startSuiteSchema>
export type MarkInput = z.output<typeof markInputSchema>
export type MarkRunInput = z.output<typeof markRunSchema>
export type SuiteStepInput = z.output<typeof suiteStepInputSchema>
