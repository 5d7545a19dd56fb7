// The calls of comparison. They throw an Error whose message is meant for the reader.

import type { ApiClient } from '#lib/api/client.ts'
import type { BaselineView, Comparison } from '#lib/verdicts/comparison-schema.ts'

/** The client comes with the first call: what a page draws first does not need it. */
async function told<T>(call: (api: ApiClient) => Promise<T>): Promise<T> {
  const { api, apiProblem } = await import('#lib/api/client.ts')
  try {
    return await call(api)
  } catch (thrown) {
    throw new Error(apiProblem(thrown).message, { cause: thrown })
  }
}

/** `null`: all operations together, the steady load. */
export interface CompareAsked {
  runs: readonly string[]
  phase: string | null
  operation: string | null
}

export const fetchComparison = ({ runs, phase, operation }: CompareAsked): Promise<Comparison> =>
  told((api) =>
    api.runs.compare({ runs: runs.join(','), ...(phase ? { phase } : {}), ...(operation ? { operation } : {}) }),
  )

/** Against the baseline, or the valid run before; null where there is neither. */
export const fetchMoved = (runId: string): Promise<{ comparison: Comparison | null; isBaseline: boolean }> =>
  told((api) => api.runs.comparison({ id: runId }))

export const makeBaseline = (runId: string): Promise<BaselineView> => told((api) => api.runs.setBaseline({ id: runId }))

export const endBaseline = (runId: string): Promise<void> => told((api) => api.runs.unsetBaseline({ id: runId }))
