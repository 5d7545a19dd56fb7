// The calls of the run pages that are not part of the stream. They throw an Error whose message is meant for the reader.

import { api, apiProblem } from '#lib/api/client.ts'
import type { RunHead, RunView, Summary } from '#lib/runs/schema.ts'

async function told<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (thrown) {
    throw new Error(apiProblem(thrown).message, { cause: thrown })
  }
}

export const fetchRunView = (id: string): Promise<RunView> => told(api.runs.view({ id }))

/** `from` and `to` in milliseconds since the start of the run. */
export const fetchSummary = (id: string, from: number, to: number): Promise<Summary> =>
  told(api.runs.summary({ id, from, to }))

export const stopRun = (id: string): Promise<RunHead> => told(api.runs.stop({ id }))

export const addNote = (id: string, text: string): Promise<void> => told(api.runs.note({ id, text }))

export interface RunPageOfList {
  items: RunHead[]
  nextCursor?: string | undefined
}

export const fetchProjectRuns = (id: string, cursor: string | null): Promise<RunPageOfList> =>
  told(api.runs.listOfProject({ id, limit: 50, ...(cursor ? { cursor } : {}) }))
