import { createRouterClient, type RouterClient } from '@orpc/server'
import type { CallContext } from '#lib/access/procedure.ts'
import { type ApiRouter, router } from './router.ts'

/** The same calls as the browser's client, without HTTP: for server pages and what they prefetch. Throws `AppError`. */
export function serverApi(context: CallContext): RouterClient<ApiRouter> {
  return createRouterClient(router, { context })
}
