// Server-sent events of a live run: `event: tick` once a second, `event: end` when there is nothing more to tell. Who asks for changes
// is told the first tick and then `event: change`.

import type { NextRequest } from 'next/server'
import type { Ctx } from '#lib/access/actor.ts'
import { contextOfRequest } from '#lib/api/context.ts'
import { errorResponse } from '#lib/api/error.ts'
import { AppError } from '#lib/core/errors.ts'
import { assertReadable } from '#lib/runs/queries/readable.ts'
import { idSchema } from '#lib/runs/schema.ts'
import type { LiveMessage } from '#lib/runs/tick-change.ts'
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
    const asked = { from: secondOf(request) + 1, hearsChanges: request.nextUrl.searchParams.get('changes') === 'true' }
    return new Response(liveStream(ctx, runId.data, asked, mayRead, request.signal), { headers: HEADERS })
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

/** Viewers of a run share their messages: each is written out once, however many they are. */
const written = new WeakMap<LiveMessage, Uint8Array>()

function bytesOf(message: LiveMessage): Uint8Array {
  let bytes = written.get(message)
  if (!bytes) {
    bytes = encoder.encode(textOf(message))
    written.set(message, bytes)
  }
  return bytes
}

/** Without an id a reader keeps the last one. */
function textOf(message: LiveMessage): string {
  const [event, data] = 'tick' in message ? ['tick', message.tick] : ['change', message.change]
  const last = data.points.at(-1)
  return `${last ? `id: ${last.second + last.seconds - 1}\n` : ''}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`
}

interface Asked {
  /** The first second to tell. */
  from: number
  hearsChanges: boolean
}

function liveStream(ctx: Ctx, runId: string, asked: Asked, mayRead: () => Promise<unknown>, signal: AbortSignal) {
  let close = () => {}
  return new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        let isOpen = true
        let leave = () => {}
        const send = (bytes: Uint8Array) => {
          if (!isOpen) return
          controller.enqueue(bytes)
          if ((controller.desiredSize ?? 0) < 0) close()
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
        const listener = (message: LiveMessage) => send(bytesOf(message))
        leave = await followRun(ctx, runId, { ...asked, listener, onEnd })
        if (!isOpen) leave()
      },
      cancel: () => close(),
    },
    new ByteLengthQueuingStrategy({ highWaterMark: MOST_UNREAD_BYTES }),
  )
}
