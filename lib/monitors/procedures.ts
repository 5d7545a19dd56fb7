import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { idSchema } from '#lib/runs/schema.ts'
import { getMonitors } from './queries/monitors.ts'
import { monitorsQuerySchema, monitorsViewSchema } from './schema.ts'

const monitors = procedure
  .route({
    method: 'GET',
    path: '/runs/{id}/monitors',
    summary: 'What the monitors of a run told over time, with the lines it is held against',
    tags: ['Runs'],
  })
  .input(z.strictObject({ id: idSchema, ...monitorsQuerySchema.shape }))
  .output(monitorsViewSchema)
  .handler(({ context, input: { id, ...query } }) => getMonitors(context, id, query))

export const monitorProcedures = { monitors }
