// Runs held against each other, in the HTTP API.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { idSchema } from '#lib/runs/schema.ts'
import { setBaseline, unsetBaseline } from './commands/baseline.ts'
import { baselineSchema, compareQuerySchema, comparisonSchema } from './comparison-schema.ts'
import { compareRunsById, compareWithBase } from './queries/comparison.ts'
import { getTrends, listPlanTrends } from './queries/trends.ts'
import { planTrendSchema, trendQuerySchema, trendSchema } from './trend-schema.ts'

const tags = ['Runs']

const compare = procedure
  .route({ method: 'GET', path: '/compare', summary: 'Two to five runs, phases aligned, what moved first', tags })
  .input(compareQuerySchema)
  .output(comparisonSchema)
  .handler(({ context, input }) => compareRunsById(context, input))

const comparison = procedure
  .route({
    method: 'GET',
    path: '/runs/{id}/comparison',
    summary: 'A run against its baseline, the valid run before it, or another',
    description: '`comparison` is null where there is nothing to hold it against.',
    tags,
  })
  .input(
    z.strictObject({
      id: idSchema,
      with: idSchema.optional().describe('Id of the base run; default: the baseline, else the valid run before'),
      phase: compareQuerySchema.shape.phase,
    }),
  )
  .output(z.object({ comparison: comparisonSchema.nullable(), isBaseline: z.boolean() }))
  .handler(({ context, input }) => compareWithBase(context, input))

const baseline = procedure
  .route({
    method: 'PUT',
    path: '/runs/{id}/baseline',
    summary: 'Make a run the baseline of its plan and scenario',
    tags,
  })
  .input(z.strictObject({ id: idSchema }))
  .output(baselineSchema)
  .handler(({ context, input }) => setBaseline(context, input.id))

const noBaseline = procedure
  .route({
    method: 'DELETE',
    path: '/runs/{id}/baseline',
    summary: 'A run is the baseline no longer',
    tags,
    successStatus: 204,
  })
  .input(z.strictObject({ id: idSchema }))
  .output(z.void())
  .handler(({ context, input }) => unsetBaseline(context, input.id))

const ofPlan = procedure
  .route({ method: 'GET', path: '/plans/{id}/trends', summary: 'A scenario of a plan over its runs', tags: ['Plans'] })
  .input(trendQuerySchema)
  .output(trendSchema)
  .handler(({ context, input }) => getTrends(context, input))

const ofProject = procedure
  .route({
    method: 'GET',
    path: '/projects/{id}/trends',
    summary: 'The headline objective of every plan over its last runs',
    tags: ['Plans'],
  })
  .input(z.strictObject({ id: idSchema }))
  .output(z.object({ items: z.array(planTrendSchema) }))
  .handler(async ({ context, input }) => ({ items: await listPlanTrends(context, input.id) }))

export const comparisonProcedures = { compare, comparison, setBaseline: baseline, unsetBaseline: noBaseline }
export const trendProcedures = { ofPlan, ofProject }
