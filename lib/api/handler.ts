// One router, two encodings: REST under /api/v1 for everybody, and RPC under /api/v1/rpc for our own pages, whose typed
// client then needs no route table in the browser.

import { SmartCoercionPlugin } from '@orpc/json-schema'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { RPCHandler } from '@orpc/server/fetch'
import type { StandardHandlerOptions } from '@orpc/server/standard'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import type { CallContext } from '#lib/access/procedure.ts'
import { AppError } from '#lib/core/errors.ts'
import { withBoundedBody } from './body.ts'
import { contextOfRequest } from './context.ts'
import { docsPage } from './docs-page.ts'
import { errorBodyOf, errorResponse, toCallerError, toOrpcError } from './error.ts'
import { openApiDocument } from './openapi.ts'
import { router } from './router.ts'

const prefix = '/api/v1'
const neverCached = { 'cache-control': 'no-store' }

/** Outermost, so that no layer below answers in words of its own. */
const errorMapping = {
  init(options: StandardHandlerOptions<CallContext>) {
    options.clientInterceptors = [mapErrors, ...(options.clientInterceptors ?? [])]
  },
}

async function mapErrors<T>({ next, path }: { next: () => Promise<T>; path: readonly string[] }): Promise<T> {
  try {
    return await next()
  } catch (thrown) {
    throw toOrpcError(toCallerError(thrown, path.join('.')))
  }
}

// Query strings arrive as text; the schema says which of them are numbers.
const coercion = new SmartCoercionPlugin<CallContext>({ schemaConverters: [new ZodToJsonSchemaConverter()] })

const rest = new OpenAPIHandler(router, {
  customErrorResponseBodyEncoder: errorBodyOf,
  plugins: [coercion, errorMapping],
})

const rpc = new RPCHandler(router, { plugins: [errorMapping] })

/** Answers every call below /api/v1 that is a procedure, the OpenAPI document or its page. `findContext` is replaced in tests. */
export async function handleApiRequest(
  request: Request,
  findContext: (request: Request) => Promise<CallContext> = contextOfRequest,
): Promise<Response> {
  const { pathname } = new URL(request.url)
  try {
    if (request.method === 'GET' && pathname === `${prefix}/openapi.json`) return Response.json(await openApiDocument())
    if (request.method === 'GET' && pathname === `${prefix}/docs`) return docsPage(await openApiDocument())
    return await answer(request, pathname, await findContext(request))
  } catch (thrown) {
    return errorResponse(thrown, pathname, neverCached)
  }
}

async function answer(request: Request, pathname: string, context: CallContext): Promise<Response> {
  const bounded = await withBoundedBody(request)
  const isRpc = pathname.startsWith(`${prefix}/rpc/`)
  const { response } = isRpc
    ? await rpc.handle(bounded, { prefix: `${prefix}/rpc`, context })
    : await rest.handle(bounded, { prefix, context })
  if (!response) {
    throw new AppError('not_found', `There is no ${request.method} ${pathname}. All calls: ${prefix}/docs`)
  }
  response.headers.set('cache-control', neverCached['cache-control'])
  return response
}
