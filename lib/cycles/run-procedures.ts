// Starting a run in the HTTP API, alone or in a cycle (the gate of a cycle stands before the start of its runs, too), and what people
// mark during one.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { startRunSchema } from '#lib/runs/input-schema.ts'
import { preflightSchema } from '#lib/runs/preflight-schema.ts'
import { getRunHead } from '#lib/runs/queries/head.ts'
import { getPreflight } from '#lib/runs/queries/preflight.ts'
import { idSchema, runHeadSchema } from '#lib/runs/schema.ts'
import { markRunItem } from './commands/mark-run.ts'
import { startCycleRun } from './commands/start-run.ts'
import { markRunSchema, reasonSchema } from './input-schema.ts'
import { listCyclesOfRun } from './queries/of-run.ts'
import { cyclePreflight } from './queries/preflight.ts'
import { getRunChecklist } from './queries/run-checklist.ts'
import { checklistItemSchema, cycleOfRunSchema } from './schema.ts'

const tags = ['Runs']
const inCycle = idSchema.optional().describe('A cycle of the plan: its revision, its environment, its gate')

const start = procedure
  .route({ method: 'POST', path: '/plans/{id}/runs', summary: 'Start a run', tags, successStatus: 201 })
  .input(
    z.strictObject({
      id: idSchema,
      ...startRunSchema.shape,
      versionUnderTest: z.string().trim().max(120).optional().describe('Of the system under test, e.g. "2.4.1"'),
      cycle: inCycle,
      override: reasonSchema.optional().describe('Opens the gate of the cycle in spite of open items; for leads'),
    }),
  )
  .output(runHeadSchema)
  .handler(async ({ context, input: { id: planId, cycle, override, ...input } }) => {
    const run = cycle
      ? await startCycleRun(context, { planId, cycle, override, ...input })
      : await startRun(context, { planId, ...input })
    return getRunHead(context, run.id)
  })

const preflight = procedure
  .route({
    method: 'GET',
    path: '/plans/{id}/preflight',
    summary: 'What stands in the way of a run, and what it will do',
    tags,
  })
  .input(z.strictObject({ id: idSchema, ...startRunSchema.shape, cycle: inCycle }))
  .output(preflightSchema)
  .handler(({ context, input: { id: planId, cycle, ...input } }) =>
    cycle ? cyclePreflight(context, { planId, cycle, ...input }) : getPreflight(context, { planId, ...input }),
  )

const cycles = procedure
  .route({ method: 'GET', path: '/runs/{id}/cycles', summary: 'The cycles a run stands in', tags })
  .input(z.strictObject({ id: idSchema }))
  .output(z.object({ items: z.array(cycleOfRunSchema) }))
  .handler(async ({ context, input }) => ({ items: await listCyclesOfRun(context, input.id) }))

const items = z.object({ items: z.array(checklistItemSchema) })

const checklist = procedure
  .route({ method: 'GET', path: '/runs/{id}/checklist', summary: 'What is to be done during a run, with marks', tags })
  .input(z.strictObject({ id: idSchema }))
  .output(items)
  .handler(async ({ context, input: { id } }) => ({ items: await getRunChecklist(context, id) }))

const mark = procedure
  .route({
    method: 'POST',
    path: '/runs/{id}/checklist',
    summary: 'Mark an item of the checklist during a run',
    description: 'Of a run that stands in no cycle; one of a cycle shares the checklist of that.',
    tags,
  })
  .input(markRunSchema)
  .output(items)
  .handler(async ({ context, input: given }) => {
    await markRunItem(context, given)
    return { items: await getRunChecklist(context, given.id) }
  })

export const runStartProcedures = { start, preflight, cycles, checklist, mark }
