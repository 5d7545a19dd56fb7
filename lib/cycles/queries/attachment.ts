import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
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

/** With its content, for download. */
export async function getAttachment(ctx: Ctx, id: string): Promise<Attachment & { content: Uint8Array<ArrayBuffer> }> {
  const row = await ctx.db.attachment.findUnique({ where: { id }, select: { ...ATTACHMENT_COLUMNS, projectId: true } })
  const { projectId: _project, ...found } = await authorizeRow(ctx, row, 'cycle.view', 'attachment')
  const { content } = await ctx.db.attachment.findUniqueOrThrow({ where: { id }, select: { content: true } })
  return { ...toAttachment(found), content }
}
