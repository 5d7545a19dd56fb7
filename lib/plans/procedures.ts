import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { demoTargetUrl } from '#lib/core/demo-target-url.ts'
import { pageOf, pageShape } from '#lib/core/page.ts'
import { clonePlan } from './commands/clone.ts'
import { createPlanFrom } from './commands/create.ts'
import { deletePlan } from './commands/delete.ts'
import { editPlan } from './commands/edit.ts'
import { createRevision } from './commands/freeze.ts'
import { restoreRevision } from './commands/restore.ts'
import { getLint } from './queries/lint.ts'
import { getPlan, listPlans } from './queries/plan.ts'
import { diffRevision, listRevisions } from './queries/revision.ts'
import { getStatus } from './queries/status.ts'
import * as shape from './schema.ts'
import { clonePlanSchema } from './template-schema.ts'

const tags = ['Plans']

export const planProcedures = {
  list: procedure
    .route({ method: 'GET', path: '/projects/{id}/plans', summary: 'List the plans of a project', tags })
    .input(shape.listPlansSchema)
    .output(pageOf(shape.planHeadSchema))
    .handler(({ context, input }) => listPlans(context, input)),
  create: procedure
    .route({
      method: 'POST',
      path: '/projects/{id}/plans',
      summary: 'Create a plan from a document, YAML text or a template',
      tags,
      successStatus: 201,
    })
    .input(shape.createPlanSchema)
    .output(shape.planSchema)
    .handler(({ context, input: { id, ...source } }) => createPlanFrom(context, id, source, demoTargetUrl())),
  get: procedure
    .route({ method: 'GET', path: '/plans/{id}', summary: 'Read a plan with its draft', tags })
    .input(shape.planIdSchema)
    .output(shape.planSchema)
    .handler(({ context, input }) => getPlan(context, input.id)),
  edit: procedure
    .route({
      method: 'PATCH',
      path: '/plans/{id}',
      summary: 'Edit fields of the draft',
      description:
        'Operations name places by path: object keys, the `key` of an item in a keyed list, else its index. They were made on `baseVersion`; edits of others since then are merged, and only where they changed the same field the answer is 409 with `details.fields: [{ path, yours, theirs }]`.',
      tags,
    })
    .input(shape.editPlanSchema)
    .output(shape.savedSchema)
    .handler(({ context, input }) => editPlan(context, input)),
  delete: procedure
    .route({
      method: 'DELETE',
      path: '/plans/{id}',
      summary: 'Delete a plan with its revisions and runs',
      description:
        'Refused where a cycle of it was decided on: `details.cycles` names them. Archive the plan instead: `PATCH /plans/{id}` with `"status": "archived"`.',
      tags,
      successStatus: 204,
    })
    .input(shape.planIdSchema)
    .output(z.void())
    .handler(({ context, input }) => deletePlan(context, input.id)),
  clone: procedure
    .route({
      method: 'POST',
      path: '/plans/{id}/clone',
      summary: 'Copy the draft of a plan into a new one',
      tags,
      successStatus: 201,
    })
    .input(clonePlanSchema)
    .output(shape.planSchema)
    .handler(({ context, input }) => clonePlan(context, input)),
  lint: procedure
    .route({ method: 'GET', path: '/plans/{id}/lint', summary: 'Check the draft', tags })
    .input(shape.planIdSchema)
    .output(shape.lintSchema)
    .handler(({ context, input }) => getLint(context, input.id)),
  revisions: procedure
    .route({ method: 'GET', path: '/plans/{id}/revisions', summary: 'List the frozen revisions', tags })
    .input(z.object({ id: shape.planIdSchema.shape.id, ...pageShape }))
    .output(pageOf(shape.revisionSchema))
    .handler(({ context, input }) => listRevisions(context, input)),
  freeze: procedure
    .route({
      method: 'POST',
      path: '/plans/{id}/revisions',
      summary: 'Freeze the draft; answers the last revision when nothing has changed since',
      tags,
      successStatus: 201,
    })
    .input(shape.freezeSchema)
    .output(shape.revisionSchema)
    .handler(({ context, input }) => createRevision(context, input)),
  restore: procedure
    .route({
      method: 'POST',
      path: '/plans/{id}/revisions/{n}/restore',
      summary: 'Make a revision the draft again',
      tags,
    })
    .input(shape.restoreSchema)
    .output(shape.savedSchema)
    .handler(({ context, input }) => restoreRevision(context, input)),
  status: procedure
    .route({ method: 'GET', path: '/plans/{id}/status', summary: 'Read the status, who gave it and when', tags })
    .input(shape.planIdSchema)
    .output(shape.statusSchema)
    .handler(({ context, input }) => getStatus(context, input.id)),
  diff: procedure
    .route({
      method: 'GET',
      path: '/plans/{id}/revisions/{n}/diff',
      summary: 'Compare a revision with another, or with the draft',
      tags,
    })
    .input(shape.diffInputSchema)
    .output(shape.diffSchema)
    .handler(({ context, input }) => diffRevision(context, input)),
}
