// Try it in the HTTP API: a job of a worker, answered in its row.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { startTry } from './commands/start-try.ts'
import { stopTargetJob } from './commands/target-job.ts'
import { getTryJob } from './queries/target-job.ts'
import { idSchema } from './schema.ts'
import { startTrySchema, tryJobSchema } from './try-schema.ts'

const tags = ['Try it']
const idInput = z.strictObject({ id: idSchema })

export const tryProcedures = {
  start: procedure
    .route({
      method: 'POST',
      path: '/plans/{id}/try',
      summary: 'Send one operation once, after what it takes values from',
      tags,
      successStatus: 201,
    })
    .input(startTrySchema)
    .output(tryJobSchema)
    .handler(async ({ context, input }) => getTryJob(context, (await startTry(context, input)).id)),
  get: procedure
    .route({ method: 'GET', path: '/tries/{id}', summary: 'What was sent, and what came back', tags })
    .input(idInput)
    .output(tryJobSchema)
    .handler(({ context, input }) => getTryJob(context, input.id)),
  stop: procedure
    .route({ method: 'POST', path: '/tries/{id}/stop', summary: 'End a try that is under way', tags })
    .input(idInput)
    .output(tryJobSchema)
    .handler(async ({ context, input }) => {
      await stopTargetJob(context, input.id, 'try')
      return getTryJob(context, input.id)
    }),
}
