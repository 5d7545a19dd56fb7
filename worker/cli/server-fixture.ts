// A server for tests of commands that work on one: the HTTP API over real HTTP, as the person that is said.

import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { handleFileUpload } from '#lib/api/file-upload.ts'
import { handleApiRequest } from '#lib/api/handler.ts'
import { handlePlanDocument } from '#lib/api/plan-document.ts'
import { handleRunExport } from '#lib/api/run-export.ts'

export interface TestServer {
  url: string
  /** How many calls find nobody. */
  away: number
  /** Called before each answer. */
  before: (request: Request) => Promise<void> | void
}

/** There from before the first test to after the last. */
export function useTestServer(ctx: () => Ctx): TestServer {
  const shared: TestServer = { url: '', away: 0, before: () => {} }
  let server: Server
  const answer = async (incoming: IncomingMessage, response: ServerResponse) => {
    if (shared.away-- > 0) return void incoming.socket.destroy()
    const request = await requestOf(shared.url, incoming)
    await shared.before(request)
    const told = await handle(request, async () => ({ ...ctx(), now: new Date() }))
    response.writeHead(told.status, Object.fromEntries(told.headers)).end(await told.text())
  }
  beforeAll(async () => {
    server = createServer((request, response) => void answer(request, response)).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    shared.url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  })
  afterAll(() => void server.close())
  return shared
}

async function requestOf(url: string, incoming: IncomingMessage): Promise<Request> {
  const body = await buffer(incoming)
  const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)])
  return new Request(`${url}${incoming.url}`, {
    ...{ method: incoming.method ?? 'GET', headers },
    ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
  })
}

function handle(request: Request, findContext: () => Promise<Ctx>): Promise<Response> {
  const [, , , kind, id = '', part] = new URL(request.url).pathname.split('/')
  if (kind === 'plans' && part === 'document') return handlePlanDocument(request, id, findContext)
  if (kind === 'projects' && part === 'files' && request.method === 'POST')
    return handleFileUpload(request, id, findContext)
  if (kind === 'runs' && part === 'export') return handleRunExport(request, id, findContext)
  return handleApiRequest(request, findContext)
}
