// What is judged of a run, in the HTTP API.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { revisionSchema } from '#lib/plans/schema.ts'
import { idSchema, runDetailSchema, runVerdictSchema, runViewSchema } from '#lib/runs/schema.ts'
import { judgeAgain } from './commands/judge.ts'
import { listJudgingRevisions } from './queries/judging-revisions.ts'
import { getRunDetail, getRunView } from './queries/run-view.ts'
import { listVerdicts } from './queries/verdicts.ts'
import { storedVerdictSchema } from './verdict-list-schema.ts'

const tags = ['Runs']

const get = procedure
  .route({ method: 'GET', path: '/runs/{id}', summary: 'State, totals, validity and verdict of a run', tags })
  .input(z.strictObject({ id: idSchema }))
  .output(runDetailSchema)
  .handler(({ context, input }) => getRunDetail(context, input.id))

const view = procedure
  .route({ method: 'GET', path: '/runs/{id}/view', summary: 'Everything the page of a run draws', tags })
  .input(z.strictObject({ id: idSchema }))
  .output(runViewSchema)
  .handler(({ context, input }) => getRunView(context, input.id))

const judge = procedure
  .route({ method: 'POST', path: '/runs/{id}/judge', summary: 'Judge a run by another revision of its plan', tags })
  .input(
    z.strictObject({ id: idSchema, revision: z.int({ error: 'Give the number of a revision, e.g. 3' }).positive() }),
  )
  .output(runVerdictSchema)
  .handler(({ context, input }) => judgeAgain(context, input))

const verdicts = procedure
  .route({ method: 'GET', path: '/runs/{id}/verdicts', summary: 'Every stored verdict of a run, newest first', tags })
  .input(z.strictObject({ id: idSchema }))
  .output(z.object({ items: z.array(storedVerdictSchema) }))
  .handler(async ({ context, input }) => ({ items: await listVerdicts(context, input.id) }))

const revisions = procedure
  .route({
    method: 'GET',
    path: '/runs/{id}/revisions',
    summary: 'Revisions a run can be judged by: they ask for the load it was sent',
    tags,
  })
  .input(z.strictObject({ id: idSchema }))
  .output(z.object({ items: z.array(revisionSchema) }))
  .handler(async ({ context, input }) => ({ items: await listJudgingRevisions(context, input.id) }))

export const verdictProcedures = { get, view, judge, verdicts, revisions }
