// Server-sent events of a live run: `event: tick` once a second, `event: end` when the run is over and judged.

import type { NextRequest } from 'next/server'
import { contextOfRequest } from '#lib/api/context.ts'
import { errorResponse } from '#lib/api/error.ts'
import { AppError } from '#lib/core/errors.ts'
import { idSchema, type LiveTick } from '#lib/runs/schema.ts'
import { followRun } from '#lib/verdicts/queries/live.ts'

export const dynamic = 'force-dynamic'

const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform' }
const KEEP_ALIVE_MS = 15_000

export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const { actor, db, now } = await contextOfRequest(request)
    if (!actor) throw new AppError('unauthenticated', 'Sign in, or send an API token as "Authorization: Bearer hr_…".')
    const id = idSchema.safeParse((await params).id)
    if (!id.success) throw new AppError('not_found', 'There is no such run.')
    const after = Number(request.nextUrl.searchParams.get('after') ?? request.headers.get('last-event-id') ?? -1)
    if (!Number.isInteger(after))
      throw new AppError('invalid_input', 'after must be a whole second. Example: ?after=120')
    return await stream({ actor, db, now }, id.data, after, request.signal)
  } catch (error) {
    return errorResponse(error, request.nextUrl.pathname)
  }
}

async function stream(ctx: Parameters<typeof followRun>[0], runId: string, after: number, signal: AbortSignal) {
  const encoder = new TextEncoder()
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  let leave = () => {}
  let told = after
  const keepAlive = setInterval(() => send(': still here\n\n'), KEEP_ALIVE_MS)
  const close = () => {
    clearInterval(keepAlive)
    leave()
    void writer.close().catch(() => {})
  }
  const send = (text: string) => void writer.write(encoder.encode(text)).catch(close)
  const tell = (tick: LiveTick) => {
    told = tick.points.at(-1)?.second ?? told
    send(`id: ${told}\nevent: tick\ndata: ${JSON.stringify(tick)}\n\n`)
    if (tick.run.state === 'ended' && tick.judgement?.final) {
      send('event: end\ndata: {}\n\n')
      close()
    }
  }
  signal.addEventListener('abort', close)
  leave = await followRun(ctx, runId, after, tell)
  return new Response(readable, { headers: HEADERS })
}
