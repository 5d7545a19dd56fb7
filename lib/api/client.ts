// The typed client of the browser. Types come from the router, at run time only the paths of the calls go over the wire.

import { createORPCClient, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import type { RouterClient } from '@orpc/server'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import type { ApiRouter } from './router.ts'

export type ApiClient = RouterClient<ApiRouter>

const link = new RPCLink({ url: () => new URL('/api/v1/rpc', window.location.origin) })

/** `await api.plans.get({ id })`. Throws what `apiProblem` reads. */
export const api: ApiClient = createORPCClient(link)

/** `useQuery(query.plans.get.queryOptions({ input: { id } }))`, `useMutation(query.plans.edit.mutationOptions())`. */
export const query = createTanstackQueryUtils(api)

export interface ApiProblem {
  /** A code of AppError; `unavailable` when the server did not answer at all. */
  code: string
  message: string
  status: number
  details: Record<string, unknown> | undefined
}

/** What went wrong with a call, in words for the reader. */
export function apiProblem(thrown: unknown): ApiProblem {
  if (thrown instanceof ORPCError) {
    const { code, message, status, data } = thrown
    return { code: String(code), message, status, details: isRecord(data) ? data : undefined }
  }
  return {
    code: 'unavailable',
    message: 'Headroom does not answer. Check the connection and try again.',
    status: 0,
    details: undefined,
  }
}

/** The message for each field of a refused input, by its dotted path: for forms. */
export function fieldProblems(thrown: unknown): Record<string, string> {
  const fields = apiProblem(thrown).details?.fields
  if (!Array.isArray(fields)) return {}
  return Object.fromEntries(fields.map(({ path, message }: { path: string; message: string }) => [path, message]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
