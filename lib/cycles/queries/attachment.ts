import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import type { Tx } from '#lib/db/client.ts'
import type { Attachment } from '../attachment-schema.ts'

/** All but the content. */
export const ATTACHMENT_COLUMNS = {
  id: true,
  createdAt: true,
  name: true,
  mediaType: true,
  sizeBytes: true,
  sha256: true,
  uploadedBy: true,
} as const

export interface AttachmentRow extends Omit<Attachment, 'at'> {
  createdAt: Date
}

export const toAttachment = ({ createdAt, ...row }: AttachmentRow): Attachment => ({
  ...row,
  at: createdAt.toISOString(),
})

export async function getAttachment(ctx: Ctx, id: string): Promise<Attachment> {
  const row = await ctx.db.attachment.findUnique({ where: { id }, select: { ...ATTACHMENT_COLUMNS, projectId: true } })
  const { projectId: _project, ...found } = await authorizeRow(ctx, row, 'cycle.view', 'attachment')
  return toAttachment(found)
}

const PART_BYTES = 1024 * 1024

/** The content in parts, so that no download holds all of it. Authorize before calling. */
export function streamAttachment(tx: Tx, id: string, sizeBytes: number): ReadableStream<Uint8Array> {
  let from = 0
  return new ReadableStream({
    async pull(controller) {
      if (from >= sizeBytes) return controller.close()
      const [row] = await tx.$queryRaw<{ part: Uint8Array }[]>`
        SELECT substring(content FROM ${from + 1}::int FOR ${PART_BYTES}::int) AS part FROM attachment WHERE id = ${id}::uuid`
      if (!row || row.part.byteLength === 0) return controller.error(new Error('the attachment was deleted meanwhile'))
      from += row.part.byteLength
      controller.enqueue(row.part)
    },
  })
}
