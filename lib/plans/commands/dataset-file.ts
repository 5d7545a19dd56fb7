// Files of a project: uploaded, replaced, removed. What a revision names stays as long as the project.

import { createHash } from 'node:crypto'
import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorize, authorizeRow } from '#lib/access/queries/authorize.ts'
import type { Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { type DatasetFileView, describeCsv } from '../dataset-file.ts'
import { toFileView } from '../queries/dataset-file.ts'

const CHUNK_BYTES = 1024 * 1024
const LONGEST_MS = 60_000

export interface Upload {
  projectId: string
  name: string
  content: Uint8Array
}

/** Keeps a CSV file under its name, in place of the one of that name. Throws `invalid_input` when it is no CSV a run can read. */
export async function uploadFile(ctx: Ctx, { projectId, name, content }: Upload): Promise<DatasetFileView> {
  await authorize(ctx, projectId, 'plan.edit')
  const described = describeCsv(content, name)
  const sha256 = createHash('sha256').update(content).digest('hex')
  const store = async (tx: Tx): Promise<DatasetFileView> => {
    // One upload of a project at a time: two of one name see each other.
    await tx.$queryRaw`SELECT 1 FROM project WHERE id = ${projectId}::uuid FOR UPDATE`
    const where = { projectId_name_sha256: { projectId, name, sha256 } }
    const known = await tx.datasetFile.findUnique({ where })
    if (known && known.retiredAt === null) return toFileView(known)
    await retire(tx, { projectId, name })
    const own = { uploadedBy: ctx.actor.name, createdAt: ctx.now }
    const file = known
      ? await tx.datasetFile.update({ where, data: { ...own, retiredAt: null } })
      : await insert(tx, { ...own, projectId, name, sha256, sizeBytes: content.byteLength, ...described }, content)
    const details = { name, rows: file.rows, sizeBytes: file.sizeBytes, sha256 }
    await recordAudit(tx, ctx, { verb: 'file.upload', subject: { kind: 'file', id: file.id }, projectId, details })
    return toFileView(file)
  }
  return inTransaction(ctx.db, store, { timeoutMs: LONGEST_MS })
}

type FileColumns = Parameters<Tx['datasetFile']['create']>[0]['data'] & { projectId: string }

async function insert(tx: Tx, data: FileColumns, content: Uint8Array) {
  const file = await tx.datasetFile.create({ data })
  for (let index = 0; index * CHUNK_BYTES < content.byteLength; index++) {
    const part = content.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES) as Uint8Array<ArrayBuffer>
    await tx.datasetChunk.create({ data: { fileId: file.id, index, content: part }, select: { index: true } })
  }
  return file
}

/** Plans that name it have to be given another before they run; runs of revisions made with it are repeated as they were. */
export async function deleteFile(ctx: Ctx, id: string): Promise<void> {
  const row = await ctx.db.datasetFile.findUnique({ where: { id, retiredAt: null } })
  const { projectId, name } = await authorizeRow(ctx, row, 'plan.edit', 'file')
  await inTransaction(ctx.db, async (tx) => {
    await retire(tx, { projectId, name })
    const subject = { kind: 'file', id }
    await recordAudit(tx, ctx, { verb: 'file.delete', subject, projectId, details: { name } })
  })
}

/** The file of this name is offered no more. Its content goes too, unless a revision names it. */
async function retire(tx: Tx, { projectId, name }: { projectId: string; name: string }): Promise<void> {
  // Waits for revisions that are being frozen with it; only then is it known whether one names it.
  const rows = await tx.$queryRaw<{ id: string; sha256: string }[]>`
    SELECT id, sha256 FROM dataset_file
    WHERE project_id = ${projectId}::uuid AND name = ${name} AND retired_at IS NULL FOR UPDATE`
  for (const { id, sha256 } of rows) {
    const kept = await tx.$executeRaw`
      UPDATE dataset_file SET retired_at = now() WHERE id = ${id}::uuid AND EXISTS (
        SELECT 1 FROM plan_revision JOIN plan ON plan.id = plan_revision.plan_id
        WHERE plan.project_id = ${projectId}::uuid AND position(${sha256} in plan_revision.compiled::text) > 0)`
    if (kept === 0) await tx.datasetFile.delete({ where: { id } })
  }
}
