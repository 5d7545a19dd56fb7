// Files kept as evidence. Their content never changes, and they are never served as pages.

import { createHash } from 'node:crypto'
import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { mediaTypeOf } from '../attachment.ts'
import { type Attachment, MOST_ATTACHMENT_BYTES } from '../attachment-schema.ts'
import { ATTACHMENT_COLUMNS, toAttachment } from '../queries/attachment.ts'

export interface AttachmentUpload {
  projectId: string
  name: string
  run?: string | undefined
  content: Uint8Array<ArrayBuffer>
}

/** Throws `invalid_input` for a file of another kind than its name says, an empty one, or one beyond the cap. */
export async function addAttachment(
  ctx: Ctx,
  { projectId, name, run, content }: AttachmentUpload,
): Promise<Attachment> {
  await authorize(ctx, projectId, 'cycle.edit')
  const mediaType = mediaTypeOf(name, content)
  if (content.byteLength === 0) throw new AppError('invalid_input', `${name} is empty.`)
  if (content.byteLength > MOST_ATTACHMENT_BYTES)
    throw new AppError('invalid_input', `${name} is larger than ${MOST_ATTACHMENT_BYTES / 1024 / 1024} MB.`)
  if (run && (await ctx.db.run.count({ where: { id: run, projectId } })) === 0)
    throw new AppError('invalid_input', 'The project has no such run.', {
      details: { fields: [{ path: 'run', message: 'Unknown' }] },
    })
  const sha256 = createHash('sha256').update(content).digest('hex')
  const own = { projectId, name, mediaType, sizeBytes: content.byteLength, sha256, runId: run ?? null }
  return inTransaction(ctx.db, async (tx) => {
    const data = { ...own, content, uploadedBy: ctx.actor.name }
    const row = await tx.attachment.create({ data, select: ATTACHMENT_COLUMNS })
    const details = { name, sizeBytes: own.sizeBytes, sha256 }
    const subject = { kind: 'attachment', id: row.id }
    await recordAudit(tx, ctx, { verb: 'attachment.add', subject, projectId, details })
    return toAttachment(row)
  })
}
