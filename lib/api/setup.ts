import { setUp } from '#lib/access/commands/setup.ts'
import { openProcedure } from '#lib/access/procedure.ts'
import { setupAnswerSchema, setupSchema } from '#lib/access/schema.ts'
import { getEnv } from '#lib/core/env.ts'
import { insertDemoProject } from '#lib/plans/commands/demo-project.ts'

/** Here and not in access, because the first account comes with a project and a plan where a demo target runs. */
export const setupProcedure = openProcedure
  .route({
    method: 'POST',
    path: '/setup',
    summary: 'Make the first account, while there is none',
    description: 'The account is an admin. The token is for automation and shown only here.',
    tags: ['Access'],
    successStatus: 201,
  })
  .input(setupSchema)
  .output(setupAnswerSchema)
  .handler(({ context, input }) => {
    const demoUrl = getEnv().HEADROOM_DEMO_URL
    return setUp(context, input, async (tx, ctx) => {
      if (demoUrl) await insertDemoProject(tx, ctx, demoUrl)
    })
  })
