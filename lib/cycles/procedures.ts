// Cycles in the HTTP API. A whole cycle is read in one call, which stands in lib/reports; what is decided on it, in lib/decisions.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { createCycle } from './commands/create.ts'
import { markItem } from './commands/mark.ts'
import { moveCycle } from './commands/move.ts'
import { saveReportText } from './commands/report-text.ts'
import { attachRun, detachRun, excludeRun } from './commands/runs.ts'
import { createShareLink, revokeShareLink } from './commands/share-link.ts'
import { pauseSuite, startSuite, stopSuite } from './commands/suite.ts'
import { updateCycle } from './commands/update.ts'
import * as input from './input-schema.ts'
import { cycleRunSchema } from './matrix-schema.ts'
import { getCycleChecklists, getCycleHead, getCycleRuns, getShareLinks, getSuite } from './queries/parts.ts'
import * as shape from './schema.ts'

const tags = ['Cycles']

export const cycleProcedures = {
  create: procedure
    .route({ method: 'POST', path: '/plans/{id}/cycles', summary: 'Open a cycle of a plan', tags, successStatus: 201 })
    .input(input.createCycleSchema)
    .output(shape.cycleHeadSchema)
    .handler(async ({ context, input: given }) => getCycleHead(context, (await createCycle(context, given)).id)),
  update: procedure
    .route({
      method: 'PATCH',
      path: '/cycles/{id}',
      summary: 'Change a cycle, move it to another revision, close it',
      description:
        'With `revision` the cycle moves there: runs of the same load are judged again under it, others become stale, and signatures fall. `moved` says which.',
      tags,
    })
    .input(input.updateCycleSchema)
    .output(shape.cycleHeadSchema.extend({ moved: input.movedSchema.nullable() }))
    .handler(async ({ context, input: { revision, ...given } }) => {
      if (Object.keys(given).length > 1) await updateCycle(context, given)
      const moved = revision === undefined ? null : await moveCycle(context, { id: given.id, revision })
      return { ...(await getCycleHead(context, given.id)), moved }
    }),
  start: procedure
    .route({
      method: 'POST',
      path: '/cycles/{id}/start',
      summary: 'Run the suite of a cycle unattended, or go on with a paused one',
      description:
        'Refused while a required item of the checklist before the start is open: `details.problems` names them. A lead may give `override`, a reason.',
      tags,
    })
    .input(input.startSuiteSchema)
    .output(shape.suiteViewSchema)
    .handler(async ({ context, input: given }) => {
      await startSuite(context, given)
      return getSuite(context, given.id)
    }),
  pause: procedure
    .route({ method: 'POST', path: '/cycles/{id}/pause', summary: 'Let no further step of the suite begin', tags })
    .input(input.pauseSuiteSchema)
    .output(shape.suiteViewSchema)
    .handler(async ({ context, input: given }) => {
      await pauseSuite(context, given.id)
      return getSuite(context, given.id)
    }),
  stop: procedure
    .route({ method: 'POST', path: '/cycles/{id}/stop', summary: 'End the suite of a cycle', tags })
    .input(input.stopSuiteSchema)
    .output(shape.suiteViewSchema)
    .handler(async ({ context, input: given }) => {
      await stopSuite(context, given)
      return getSuite(context, given.id)
    }),
  suite: procedure
    .route({ method: 'GET', path: '/cycles/{id}/suite', summary: 'How far the suite of a cycle is', tags })
    .input(input.cycleIdSchema)
    .output(shape.suiteViewSchema)
    .handler(({ context, input: { id } }) => getSuite(context, id)),
  runs: procedure
    .route({ method: 'GET', path: '/cycles/{id}/runs', summary: 'The runs of a cycle, newest first', tags })
    .input(input.cycleIdSchema)
    .output(z.object({ items: z.array(cycleRunSchema) }))
    .handler(async ({ context, input: { id } }) => ({ items: await getCycleRuns(context, id) })),
  attachRun: procedure
    .route({
      method: 'POST',
      path: '/cycles/{id}/runs',
      summary: 'Add a run of the same load',
      tags,
      successStatus: 204,
    })
    .input(input.attachRunSchema)
    .output(z.void())
    .handler(({ context, input: given }) => attachRun(context, given)),
  excludeRun: procedure
    .route({
      method: 'PATCH',
      path: '/cycles/{id}/runs/{run}',
      summary: 'Leave a run out with a reason, or let it count again',
      tags,
      successStatus: 204,
    })
    .input(input.excludeRunSchema)
    .output(z.void())
    .handler(({ context, input: given }) => excludeRun(context, given)),
  detachRun: procedure
    .route({
      method: 'DELETE',
      path: '/cycles/{id}/runs/{run}',
      summary: 'Take out a run that was added',
      tags,
      successStatus: 204,
    })
    .input(input.cycleRunKeySchema)
    .output(z.void())
    .handler(({ context, input: given }) => detachRun(context, given)),
  checklists: procedure
    .route({ method: 'GET', path: '/cycles/{id}/checklist', summary: 'Checklists with marks, and the gate', tags })
    .input(input.cycleIdSchema)
    .output(shape.checklistsSchema)
    .handler(({ context, input: { id } }) => getCycleChecklists(context, id)),
  mark: procedure
    .route({ method: 'POST', path: '/cycles/{id}/checklist', summary: 'Mark an item of a checklist', tags })
    .input(input.markInputSchema)
    .output(shape.checklistsSchema)
    .handler(async ({ context, input: given }) => {
      await markItem(context, given)
      return getCycleChecklists(context, given.id)
    }),
  writeText: procedure
    .route({ method: 'PUT', path: '/cycles/{id}/texts', summary: 'Write a section of the report', tags })
    .input(input.reportTextInputSchema)
    .output(shape.reportTextSchema)
    .handler(({ context, input: given }) => saveReportText(context, given)),
  shareLinks: procedure
    .route({ method: 'GET', path: '/cycles/{id}/share-links', summary: 'Links that open the report', tags })
    .input(input.cycleIdSchema)
    .output(z.object({ items: z.array(shape.shareLinkSchema) }))
    .handler(async ({ context, input: { id } }) => ({ items: await getShareLinks(context, id) })),
  share: procedure
    .route({
      method: 'POST',
      path: '/cycles/{id}/share-links',
      summary: 'Share the report, read-only, for at most 90 days',
      description: 'The token is shown only now; `path` opens the report without an account.',
      tags,
      successStatus: 201,
    })
    .input(input.createShareLinkSchema)
    .output(input.newShareLinkSchema)
    .handler(({ context, input: given }) => createShareLink(context, given)),
  revokeShareLink: procedure
    .route({
      method: 'DELETE',
      path: '/cycles/{id}/share-links/{link}',
      summary: 'Revoke a link at once',
      tags,
      successStatus: 204,
    })
    .input(input.shareLinkKeySchema)
    .output(z.void())
    .handler(({ context, input: given }) => revokeShareLink(context, given)),
}
