// What the numbers of a run say, in the HTTP API.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { idSchema } from '#lib/runs/schema.ts'
import { analysisSchema } from './analysis.ts'
import { getAnalyses } from './queries/analyses.ts'

const analyses = procedure
  .route({ method: 'GET', path: '/runs/{id}/analyses', summary: 'What the numbers of a run say', tags: ['Runs'] })
  .input(z.strictObject({ id: idSchema }))
  .output(z.object({ items: z.array(analysisSchema), pending: z.boolean() }))
  .handler(({ context, input }) => getAnalyses(context, input.id))

export const analysisProcedures = { analyses }
