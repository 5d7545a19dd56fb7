// Quick benches in the HTTP API: jobs of a worker, answered in their row.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { benchJobSchema, startBenchSchema } from './bench-schema.ts'
import { startBench } from './commands/start-bench.ts'
import { stopTargetJob } from './commands/target-job.ts'
import { getBenchJob } from './queries/target-job.ts'
import { idSchema } from './schema.ts'

const tags = ['Quick bench']

const bench = procedure
  .route({
    method: 'POST',
    path: '/plans/{id}/bench',
    summary: 'Send one operation as fast as it is answered, or at a rate, for a minute at most',
    tags,
    successStatus: 201,
  })
  .input(startBenchSchema)
  .output(benchJobSchema)
  .handler(async ({ context, input }) => {
    const job = await startBench(context, input)
    return getBenchJob(context, job.id)
  })

const get = procedure
  .route({ method: 'GET', path: '/jobs/{id}', summary: 'How a quick bench stands, and what it came to', tags })
  .input(z.strictObject({ id: idSchema }))
  .output(benchJobSchema)
  .handler(({ context, input }) => getBenchJob(context, input.id))

const stop = procedure
  .route({ method: 'POST', path: '/jobs/{id}/stop', summary: 'Stop a quick bench and keep what it measured', tags })
  .input(z.strictObject({ id: idSchema }))
  .output(benchJobSchema)
  .handler(async ({ context, input }) => {
    await stopTargetJob(context, input.id)
    return getBenchJob(context, input.id)
  })

export const jobProcedures = { bench, get, stop }
