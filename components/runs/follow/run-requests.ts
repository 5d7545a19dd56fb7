// The calls of the run pages that are not part of the stream. They throw an Error whose message is meant for the reader.

import type { Analysis } from '#lib/analysis/analysis.ts'
import type { ApiClient } from '#lib/api/client.ts'
import type { ChecklistItem, ChecklistName, Checklists } from '#lib/cycles/schema.ts'
import type { MonitorsView } from '#lib/monitors/schema.ts'
import type { RevisionView } from '#lib/plans/schema.ts'
import type { ErrorClass } from '#lib/runs/bucket.ts'
import type { ErrorsView } from '#lib/runs/errors-schema.ts'
import type { LatencyView } from '#lib/runs/latency-schema.ts'
import type { SampleView } from '#lib/runs/sample.ts'
import type { LivePoint, RunHead, RunView, Summary } from '#lib/runs/schema.ts'
import type { SlicedBy, Slices } from '#lib/runs/slice-schema.ts'
import type { RunVerdictView } from '#lib/runs/verdict-schema.ts'
import type { StoredVerdictView } from '#lib/verdicts/verdict-list-schema.ts'

/** A call that was refused or got no answer; `code` as in the API, `message` for the reader. */
export class RequestProblem extends Error {
  readonly code: string
  constructor(code: string, message: string, cause: unknown) {
    super(message, { cause })
    this.code = code
  }
}

/** Whether asking again cannot help: the session ended, or the run is gone or hidden. */
export const isRefusal = (thrown: unknown): thrown is RequestProblem =>
  thrown instanceof RequestProblem && ['unauthenticated', 'forbidden', 'not_found'].includes(thrown.code)

/** The client comes with the first call: what a page draws first does not need it. */
async function told<T>(call: (api: ApiClient) => Promise<T>): Promise<T> {
  const { api, apiProblem } = await import('#lib/api/client.ts')
  try {
    return await call(api)
  } catch (thrown) {
    const { code, message } = apiProblem(thrown)
    throw new RequestProblem(code, message, thrown)
  }
}

export const fetchRunView = (id: string): Promise<RunView> => told((api) => api.runs.view({ id }))

/** A stretch of a run (milliseconds since the start) and a part of what took part in it; default: all. */
export interface PartAsked {
  from?: number
  to?: number
  location?: string
  service?: string
  operation?: string
  payload?: string
}

export const fetchSummary = (id: string, asked: PartAsked): Promise<Summary> =>
  told((api) => api.runs.summary({ id, ...asked }))

/** Chart points of one operation or of all (null). */
export const fetchSeries = (
  id: string,
  { operation, ...asked }: Omit<PartAsked, 'operation'> & { operation: string | null; points?: number },
): Promise<LivePoint[]> =>
  told(async (api) => {
    const one = operation === null ? {} : { operation }
    const points = asked.from === undefined ? 1000 : 2000
    return (await api.runs.series({ id, ...one, points, ...asked })).points
  })

/** What monitors told in a stretch of the run; default: all of it. */
export const fetchMonitors = (
  id: string,
  asked: { from?: number; to?: number; points?: number },
): Promise<MonitorsView> => told((api) => api.runs.monitors({ id, ...asked }))

export const fetchLatency = (id: string, asked: PartAsked): Promise<LatencyView> =>
  told((api) => api.runs.latency({ id, ...asked }))

export const fetchSlices = (id: string, by: SlicedBy, asked: PartAsked): Promise<Slices> =>
  told((api) => api.runs.slices({ id, by, ...asked }))

export interface SamplesAsked extends PartAsked {
  kind?: 'failed' | 'slowest'
  class?: ErrorClass
  limit?: number
}

export const fetchSamples = (
  id: string,
  asked: SamplesAsked,
): Promise<{ items: SampleView[]; nextCursor?: string | undefined }> =>
  told((api) => api.runs.samples({ id, ...asked }))

export const fetchErrors = (id: string, asked: PartAsked): Promise<ErrorsView> =>
  told((api) => api.runs.errors({ id, ...asked }) as Promise<ErrorsView>)

export const fetchAnalyses = (id: string): Promise<{ items: Analysis[]; pending: boolean }> =>
  told((api) => api.runs.analyses({ id }))

export const fetchChecklists = (cycleId: string): Promise<Checklists> =>
  told((api) => api.cycles.checklists({ id: cycleId }))

export const markItem = (mark: {
  id: string
  list: ChecklistName
  item: string
  run: string
  state: 'done' | 'open'
}): Promise<Checklists> => told((api) => api.cycles.mark(mark))

export const fetchRunChecklist = (id: string): Promise<ChecklistItem[]> =>
  told(async (api) => (await api.runs.checklist({ id })).items)

export const markRunItem = (mark: { id: string; item: string; state: 'done' | 'open' }): Promise<ChecklistItem[]> =>
  told(async (api) => (await api.runs.mark(mark)).items)

export const judgeAgain = (id: string, revision: number): Promise<RunVerdictView> =>
  told((api) => api.runs.judge({ id, revision }))

export const fetchVerdicts = (id: string): Promise<StoredVerdictView[]> =>
  told(async (api) => (await api.runs.verdicts({ id })).items)

/** Those a run can be judged by, newest first. */
export const fetchJudgingRevisions = (id: string): Promise<RevisionView[]> =>
  told(async (api) => (await api.runs.revisions({ id })).items)

export const stopRun = (id: string): Promise<RunHead> => told((api) => api.runs.stop({ id }))

/** Users, or requests per second; null = as planned again. */
export const changeLoad = (id: string, level: number | null): Promise<RunHead> =>
  told((api) => api.runs.changeLoad({ id, level }))

/** Ends the wait a run is in. */
export const continueRun = (id: string): Promise<RunHead> => told((api) => api.runs.changeLoad({ id, continue: true }))

export const addNote = (id: string, text: string): Promise<void> => told((api) => api.runs.note({ id, text }))

export interface RunPageOfList {
  items: RunHead[]
  nextCursor?: string | undefined
}

export const fetchProjectRuns = (id: string, cursor: string | null): Promise<RunPageOfList> =>
  told((api) => api.runs.listOfProject({ id, limit: 50, ...(cursor ? { cursor } : {}) }))
