// Runs in the HTTP API: stop, list, and what was measured. They are started in lib/cycles/run-procedures.ts, and judged in lib/verdicts.

import { z } from 'zod'
import { procedure } from '#lib/access/procedure.ts'
import { pageOf, pageShape } from '#lib/core/page.ts'
import { changeLoad } from './commands/change-load.ts'
import { allowLoad, stopAllLoad } from './commands/load-block.ts'
import { addNote } from './commands/note.ts'
import { stopRun } from './commands/stop.ts'
import { errorsQuerySchema, errorsViewSchema } from './errors-schema.ts'
import * as given from './input-schema.ts'
import { latencyQuerySchema, latencyViewSchema } from './latency-schema.ts'
import { getErrors } from './queries/errors.ts'
import { pageRunEvents } from './queries/events.ts'
import { getRunHead } from './queries/head.ts'
import { getLatency } from './queries/latency.ts'
import { listPlanRuns, listProjectRuns } from './queries/list.ts'
import { getSeries } from './queries/live-series.ts'
import { getLoadBlock } from './queries/load-block.ts'
import { listSamples } from './queries/samples.ts'
import { getSlices } from './queries/slices.ts'
import { getSummary } from './queries/summary.ts'
import { listWorkers } from './queries/workers.ts'
import { sampleQuerySchema, sampleViewSchema } from './sample.ts'
import * as shape from './schema.ts'
import { slicesQuerySchema, slicesSchema } from './slice-schema.ts'
import { loadBlockSchema, stopAllSchema, workerSchema } from './worker-schema.ts'

const tags = ['Runs']

const listOfPlan = procedure
  .route({ method: 'GET', path: '/plans/{id}/runs', summary: 'List the runs of a plan, newest first', tags })
  .input(z.strictObject({ id: shape.idSchema, ...pageShape }))
  .output(pageOf(shape.runHeadSchema))
  .handler(({ context, input: { id: planId, ...page } }) => listPlanRuns(context, { planId, ...page }))

const listOfProject = procedure
  .route({ method: 'GET', path: '/projects/{id}/runs', summary: 'List the runs of a project, newest first', tags })
  .input(z.strictObject({ id: shape.idSchema, ...pageShape }))
  .output(pageOf(shape.runHeadSchema))
  .handler(({ context, input: { id: projectId, ...page } }) => listProjectRuns(context, { projectId, ...page }))

const stop = procedure
  .route({
    method: 'POST',
    path: '/runs/{id}/stop',
    summary: 'Stop a run: no new request leaves later than two seconds',
    tags,
  })
  .input(z.strictObject({ id: shape.idSchema }))
  .output(shape.runHeadSchema)
  .handler(async ({ context, input }) => {
    await stopRun(context, input.id)
    return getRunHead(context, input.id)
  })

const series = procedure
  .route({ method: 'GET', path: '/runs/{id}/series', summary: 'Chart points of an operation', tags })
  .input(z.strictObject({ id: shape.idSchema, ...given.seriesQuerySchema.shape }))
  .output(shape.seriesSchema)
  .handler(({ context, input }) => getSeries(context, input))

const summary = procedure
  .route({ method: 'GET', path: '/runs/{id}/summary', summary: 'Exact percentiles of any window', tags })
  .input(z.strictObject({ id: shape.idSchema, ...given.summaryQuerySchema.shape }))
  .output(shape.summarySchema)
  .handler(({ context, input }) => getSummary(context, input))

const latency = procedure
  .route({
    method: 'GET',
    path: '/runs/{id}/latency',
    summary: 'Percentiles, distribution and heat map of any window, response time beside service time',
    tags,
  })
  .input(z.strictObject({ id: shape.idSchema, ...latencyQuerySchema.shape }))
  .output(latencyViewSchema)
  .handler(({ context, input }) => getLatency(context, input))

const slices = procedure
  .route({
    method: 'GET',
    path: '/runs/{id}/slices',
    summary: 'A window by operation, payload class, period or load: slices that add up to it',
    tags,
  })
  .input(z.strictObject({ id: shape.idSchema, ...slicesQuerySchema.shape }))
  .output(slicesSchema)
  .handler(({ context, input }) => getSlices(context, input))

const errors = procedure
  .route({
    method: 'GET',
    path: '/runs/{id}/errors',
    summary: 'Failed attempts by operation, class and status, over time, with what was kept of them',
    tags,
  })
  .input(z.strictObject({ id: shape.idSchema, ...errorsQuerySchema.shape }))
  .output(errorsViewSchema)
  .handler(({ context, input }) => getErrors(context, input))

const samples = procedure
  .route({
    method: 'GET',
    path: '/runs/{id}/samples',
    summary: 'Requests and answers that were kept: failed ones newest first, slowest ones slowest first',
    tags,
  })
  .input(
    z.strictObject({ id: shape.idSchema, ...sampleQuerySchema.shape, ...given.summaryQuerySchema.shape, ...pageShape }),
  )
  .output(pageOf(sampleViewSchema))
  .handler(({ context, input }) => listSamples(context, input))

const events = procedure
  .route({ method: 'GET', path: '/runs/{id}/events', summary: 'The timeline of a run, newest first', tags })
  .input(z.strictObject({ id: shape.idSchema, ...pageShape }))
  .output(pageOf(shape.runEventSchema))
  .handler(({ context, input }) => pageRunEvents(context, input))

const note = procedure
  .route({ method: 'POST', path: '/runs/{id}/notes', summary: 'Add a note to the timeline', tags, successStatus: 204 })
  .input(z.strictObject({ id: shape.idSchema, ...given.noteSchema.shape }))
  .output(z.void())
  .handler(({ context, input }) => addNote(context, input))

const changeLoadOf = procedure
  .route({
    method: 'POST',
    path: '/runs/{id}/load',
    summary: 'Change the load of a run under way, or end a wait',
    description:
      'Takes effect within two seconds and is marked on the timeline. A webhook ends a wait with `{ "continue": true }`.',
    tags,
  })
  .input(given.changeLoadSchema)
  .output(shape.runHeadSchema)
  .handler(async ({ context, input: { id, level } }) => {
    await changeLoad(context, id, level === undefined ? { continue: true } : { level })
    return getRunHead(context, id)
  })

const workers = procedure
  .route({ method: 'GET', path: '/workers', summary: 'The workers that are up', tags: ['Workers'] })
  .output(z.object({ items: z.array(workerSchema) }))
  .handler(async ({ context }) => ({ items: await listWorkers(context) }))

const stopAll = procedure
  .route({
    method: 'POST',
    path: '/workers/stop-all',
    summary: 'Stop all load at once, and let none begin until that is lifted',
    tags: ['Workers'],
  })
  .input(stopAllSchema)
  .output(z.object({ runs: z.number() }))
  .handler(({ context, input }) => stopAllLoad(context, input.reason))

const stoppedState = procedure
  .route({ method: 'GET', path: '/workers/stop-all', summary: 'Whether all load is stopped', tags: ['Workers'] })
  .output(loadBlockSchema)
  .handler(({ context }) => getLoadBlock(context.db))

const liftStop = procedure
  .route({
    method: 'DELETE',
    path: '/workers/stop-all',
    summary: 'Allow load again',
    tags: ['Workers'],
    successStatus: 204,
  })
  .output(z.void())
  .handler(({ context }) => allowLoad(context))

export const workerProcedures = { list: workers, stopAll, stoppedState, liftStop }

export const runProcedures = {
  listOfPlan,
  listOfProject,
  stop,
  changeLoad: changeLoadOf,
  series,
  summary,
  latency,
  slices,
  errors,
  samples,
  events,
  note,
}
