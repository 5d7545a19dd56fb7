// Files kept as evidence: their bodies are no JSON, hence plain routes. They are served as downloads that no browser runs or guesses at.

import type { Ctx } from '#lib/access/actor.ts'
import type { CallContext } from '#lib/access/procedure.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import { idSchema } from '#lib/access/schema.ts'
import { AppError } from '#lib/core/errors.ts'
import { dispositionOf } from '#lib/cycles/attachment.ts'
import { MOST_ATTACHMENT_BYTES } from '#lib/cycles/attachment-schema.ts'
import { addAttachment } from '#lib/cycles/commands/attachment.ts'
import { getAttachment, streamAttachment } from '#lib/cycles/queries/attachment.ts'
import { withBoundedBody } from './body.ts'
import { contextOfRequest } from './context.ts'
import { errorResponse } from './error.ts'

type FindContext = (request: Request) => Promise<CallContext>

const NO_STORE = { 'cache-control': 'no-store' }

/** POST with `?name=dashboard.png` and, of a run, `&run=`: keeps the body. `findContext` is replaced in tests. */
export async function handleAttachmentUpload(
  request: Request,
  projectId: string,
  findContext: FindContext = contextOfRequest,
): Promise<Response> {
  try {
    const ctx = signedIn(await findContext(request))
    const id = idSchema.safeParse(projectId)
    if (!id.success) throw new AppError('not_found', 'There is no such project, or you are not a member of it.')
    // Before its body is read: whoever may not upload sends nothing.
    await authorize(ctx, id.data, 'cycle.edit')
    const { name, run } = readQuery(request)
    const content = new Uint8Array(await (await withBoundedBody(request, MOST_ATTACHMENT_BYTES)).arrayBuffer())
    const attachment = await addAttachment(ctx, { projectId: id.data, name, run, content })
    return Response.json(attachment, { status: 201, headers: NO_STORE })
  } catch (thrown) {
    return errorResponse(thrown, 'attachment upload', NO_STORE)
  }
}

/** GET: the file, in parts of a megabyte. */
export async function handleAttachmentDownload(
  request: Request,
  attachmentId: string,
  findContext: FindContext = contextOfRequest,
): Promise<Response> {
  try {
    const ctx = signedIn(await findContext(request))
    const id = idSchema.safeParse(attachmentId)
    if (!id.success) throw new AppError('not_found', 'There is no such attachment.')
    const { name, mediaType, sizeBytes, sha256 } = await getAttachment(ctx, id.data)
    const headers = {
      'content-type': mediaType,
      'content-length': String(sizeBytes),
      'content-disposition': dispositionOf(name),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, no-store',
      etag: `"${sha256}"`,
    }
    return new Response(streamAttachment(ctx.db, id.data, sizeBytes), { headers })
  } catch (thrown) {
    return errorResponse(thrown, 'attachment download', NO_STORE)
  }
}

function signedIn({ actor, ...rest }: CallContext): Ctx {
  if (actor) return { actor, ...rest }
  throw new AppError('unauthenticated', 'Sign in, or send an API token as "Authorization: Bearer hr_…".')
}

function readQuery(request: Request): { name: string; run: string | undefined } {
  const query = new URL(request.url).searchParams
  const name = (query.get('name') ?? '').trim()
  const run = query.get('run') ?? undefined
  // Signs that turn the direction of text make "exe.png" of "gnp.exe".
  if (name === '' || name.length > 200 || /[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(name))
    refuse('name', 'Name the file, e.g. ?name=dashboard.png')
  if (run !== undefined && !idSchema.safeParse(run).success) refuse('run', 'Give the id of a run, or leave it out')
  return { name, run }
}

function refuse(path: string, message: string): never {
  throw new AppError('invalid_input', `${path}: ${message}.`, { details: { fields: [{ path, message }] } })
}
