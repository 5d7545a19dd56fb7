// A cycle as a whole, in the HTTP API.

import { procedure } from '#lib/access/procedure.ts'
import { cycleIdSchema } from '#lib/cycles/input-schema.ts'
import { cycleViewSchema } from './cycle-view-schema.ts'
import { getCycle } from './queries/cycle.ts'

export const cycleViewProcedures = {
  get: procedure
    .route({ method: 'GET', path: '/cycles/{id}', summary: 'A cycle with everything on its page', tags: ['Cycles'] })
    .input(cycleIdSchema)
    .output(cycleViewSchema)
    .handler(({ context, input: { id } }) => getCycle(context, id)),
}
