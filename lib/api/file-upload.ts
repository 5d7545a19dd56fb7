// Uploading a CSV file: its body is the file and no JSON, hence a plain route.

import type { Ctx } from '#lib/access/actor.ts'
import type { CallContext } from '#lib/access/procedure.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import { idSchema } from '#lib/access/schema.ts'
import { AppError } from '#lib/core/errors.ts'
import { uploadFile } from '#lib/plans/commands/dataset-file.ts'
import { fileNameSchema } from '#lib/plans/dataset-file.ts'
import { MOST_FILE_BYTES } from '#lib/plans/dataset-limits.ts'
import { withBoundedBody } from './body.ts'
import { contextOfRequest } from './context.ts'
import { errorResponse } from './error.ts'

/** POST with `?name=users.csv`: keeps the body under that name. `findContext` is replaced in tests. */
export async function handleFileUpload(
  request: Request,
  projectId: string,
  findContext: (request: Request) => Promise<CallContext> = contextOfRequest,
): Promise<Response> {
  try {
    const ctx = signedIn(await findContext(request))
    const id = idSchema.safeParse(projectId)
    if (!id.success) throw new AppError('not_found', 'There is no such project, or you are not a member of it.')
    // Before its body is read: whoever may not upload sends nothing.
    await authorize(ctx, id.data, 'plan.edit')
    const name = nameOf(request)
    const content = new Uint8Array(await (await withBoundedBody(request, MOST_FILE_BYTES)).arrayBuffer())
    const file = await uploadFile(ctx, { projectId: id.data, name, content })
    return Response.json(file, { status: 201, headers: { 'cache-control': 'no-store' } })
  } catch (thrown) {
    return errorResponse(thrown, 'file upload', { 'cache-control': 'no-store' })
  }
}

function signedIn({ actor, ...rest }: CallContext): Ctx {
  if (actor) return { actor, ...rest }
  throw new AppError('unauthenticated', 'Sign in, or send an API token as "Authorization: Bearer hr_…".')
}

function nameOf(request: Request): string {
  const name = fileNameSchema.safeParse(new URL(request.url).searchParams.get('name') ?? '')
  if (name.success) return name.data
  const message = name.error.issues[0]?.message ?? 'Name the file'
  throw new AppError('invalid_input', `name: ${message}.`, { details: { fields: [{ path: 'name', message }] } })
}
