// Server-sent events of a live run: `event: tick` once a second, `event: end` when there is nothing more to tell.

import type { NextRequest } from 'next/server'
import type { Ctx } from '#lib/access/actor.ts'
import { contextOfRequest } from '#lib/api/context.ts'
import { errorResponse } from '#lib/api/error.ts'
import { AppError } from '#lib/core/errors.ts'
import { assertReadable } from '#lib/runs/queries/readable.ts'
import { idSchema, type LiveTick } from '#lib/runs/schema.ts'
import { followRun } from '#lib/verdicts/queries/live.ts'

export const dynamic = 'force-dynamic'

const HEADERS = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache, no-transform' }
/** How often a silent stream shows that it is alive, and that its reader may still see the run. */
const CHECK_MS = 15_000
/** A reader this far behind is let go; its browser comes back and says where it was. */
const MOST_UNREAD_BYTES = 4_000_000

export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const runId = idSchema.safeParse((await params).id)
    if (!runId.success) throw new AppError('not_found', 'There is no such run.')
    const mayRead = async () => {
      const ctx = await signedIn(request)
      await assertReadable(ctx, runId.data)
      return ctx
    }
    const ctx = await mayRead()
    return new Response(liveStream(ctx, runId.data, secondOf(request), mayRead, request.signal), { headers: HEADERS })
  } catch (error) {
    return errorResponse(error, request.nextUrl.pathname)
  }
}

async function signedIn(request: NextRequest): Promise<Ctx> {
  const { actor, db, now } = await contextOfRequest(request)
  if (!actor) throw new AppError('unauthenticated', 'Sign in, or send an API token as "Authorization: Bearer hr_…".')
  return { actor, db, now }
}

/** The last second the reader has: a browser that comes back says it in a header, which then is newer than the address. */
function secondOf(request: NextRequest): number {
  const after = Number(request.headers.get('last-event-id') ?? request.nextUrl.searchParams.get('after') ?? -1)
  if (Number.isInteger(after)) return after
  throw new AppError('invalid_input', 'after must be a whole second. Example: ?after=120')
}

const encoder = new TextEncoder()
const STILL_HERE = encoder.encode(': still here\n\n')

/** Viewers of a run share their ticks: each is written out once, however many they are. */
const written = new WeakMap<LiveTick, Uint8Array>()

function dataOf(tick: LiveTick): Uint8Array {
  let bytes = written.get(tick)
  if (!bytes) {
    bytes = encoder.encode(`${JSON.stringify(tick)}\n\n`)
    written.set(tick, bytes)
  }
  return bytes
}

function liveStream(ctx: Ctx, runId: string, after: number, mayRead: () => Promise<unknown>, signal: AbortSignal) {
  let close = () => {}
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        let told = after
        let isOpen = true
        let leave = () => {}
        const send = (bytes: Uint8Array) => {
          if (!isOpen) return
          controller.enqueue(bytes)
          if ((controller.desiredSize ?? 0) < 0) close()
        }
        const tell = (tick: LiveTick) => {
          told = tick.points.at(-1)?.second ?? told
          send(encoder.encode(`id: ${told}\nevent: tick\ndata: `))
          send(dataOf(tick))
        }
        const check = setInterval(() => mayRead().then(() => send(STILL_HERE), close), CHECK_MS)
        close = () => {
          if (!isOpen) return
          isOpen = false
          clearInterval(check)
          leave()
          try {
            controller.close()
          } catch {
            // The reader closed it already.
          }
        }
        signal.addEventListener('abort', close)
        const onEnd = () => {
          send(encoder.encode('event: end\ndata: {}\n\n'))
          close()
        }
        leave = await followRun(ctx, runId, after, tell, onEnd)
        if (!isOpen) leave()
      },
      cancel: () => close(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  )
}
