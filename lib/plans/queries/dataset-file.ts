// Uploaded files: told to people, named by revisions, read by workers.

import type { Ctx } from '#lib/access/actor.ts'
import { authorize, authorizeRow } from '#lib/access/queries/authorize.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CompiledDataset, CompiledPlan } from '../compiled.ts'
import { withFileColumns } from '../dataset-columns.ts'
import { type DatasetFileView, type FileRows, firstRows } from '../dataset-file.ts'
import { PREVIEW_ROWS } from '../dataset-limits.ts'
import type { PlanDraft } from '../document/plan.ts'

type KnownFile = Pick<DatasetFileView, 'name' | 'columns' | 'rows'>

interface FileRow extends Omit<DatasetFileView, 'createdAt'> {
  createdAt: Date
}

export const toFileView = ({ id, name, sizeBytes, rows, columns, sha256, uploadedBy, createdAt }: FileRow) => ({
  ...{ id, name, sizeBytes, rows, columns, sha256, uploadedBy },
  createdAt: createdAt.toISOString(),
})

export async function listFiles(ctx: Ctx, { id, ...page }: { id: string } & PageInput): Promise<Page<DatasetFileView>> {
  await authorize(ctx, id, 'plan.view')
  const rows = await ctx.db.datasetFile.findMany({ where: { projectId: id, retiredAt: null }, ...pageQuery(page) })
  return toPage(rows, page, toFileView)
}

/** Columns and first rows. */
export async function getFileRows(ctx: Ctx, id: string): Promise<FileRows> {
  const row = await ctx.db.datasetFile.findUnique({ where: { id } })
  const file = await authorizeRow(ctx, row, 'plan.view', 'file')
  const where = { fileId_index: { fileId: file.id, index: 0 } }
  const { content } = await ctx.db.datasetChunk.findUniqueOrThrow({ where })
  return firstRows(content, content.byteLength === file.sizeBytes, PREVIEW_ROWS)
}

/** The draft with the columns its files have. Authorize before calling. */
export async function withKnownColumns(tx: Tx, projectId: string, draft: PlanDraft): Promise<PlanDraft> {
  return withFileColumns(draft, await listKnownFiles(tx, projectId, draft))
}

/** The uploaded files a draft names. Authorize before calling. */
export async function listKnownFiles(tx: Tx, projectId: string, draft: PlanDraft): Promise<KnownFile[]> {
  const names = (draft.testData?.datasets ?? []).flatMap(({ file }) => (file?.trim() ? [file.trim()] : []))
  if (names.length === 0) return []
  const where = { projectId, retiredAt: null, name: { in: names } }
  return tx.datasetFile.findMany({ where, select: { name: true, columns: true, rows: true } })
}

/** The plan with the content each of its files has now; a file that is not there stays without. Authorize before calling. */
export async function pinFiles(tx: Tx, projectId: string, plan: CompiledPlan): Promise<CompiledPlan> {
  const names = filesOf(plan).map(({ source }) => source.file)
  if (names.length === 0) return plan
  // Whoever replaces one of them waits until what names it is stored.
  const stored = await tx.$queryRaw<{ name: string; sha256: string }[]>`
    SELECT name, sha256 FROM dataset_file
    WHERE project_id = ${projectId}::uuid AND retired_at IS NULL AND name = ANY (${names}) FOR SHARE`
  const hashes = new Map(stored.map(({ name, sha256 }) => [name, sha256]))
  const datasets = plan.datasets.map((dataset): CompiledDataset => {
    const sha256 = dataset.source.kind === 'file' ? hashes.get(dataset.source.file) : undefined
    return sha256 === undefined || dataset.source.kind !== 'file'
      ? dataset
      : { ...dataset, source: { ...dataset.source, sha256 } }
  })
  return { ...plan, datasets }
}

/** Data sets whose file is not uploaded. Authorize before calling. */
export async function listMissingFiles(tx: Tx, projectId: string, plan: CompiledPlan): Promise<FileDataset[]> {
  const files = filesOf(plan)
  if (files.length === 0) return []
  const where = { projectId, name: { in: files.map(({ source }) => source.file) } }
  const stored = await tx.datasetFile.findMany({ where, select: { name: true, sha256: true, retiredAt: true } })
  const isThere = ({ source: { file, sha256 } }: FileDataset) =>
    stored.some((one) => one.name === file && (sha256 ? one.sha256 === sha256 : one.retiredAt === null))
  return files.filter((dataset) => !isThere(dataset))
}

/** What the plan's files hold, by key of the data set, in memory that threads share. For the worker only: it acts for the system. */
export async function readPlanFiles(
  tx: Tx,
  projectId: string,
  plan: CompiledPlan,
): Promise<Record<string, Uint8Array>> {
  const contents: Record<string, Uint8Array> = {}
  for (const { key, source } of filesOf(plan)) {
    if (!source.sha256) continue
    const where = { projectId_name_sha256: { projectId, name: source.file, sha256: source.sha256 } }
    const file = await tx.datasetFile.findUnique({ where, select: { id: true, sizeBytes: true } })
    if (file) contents[key] = await readContent(tx, file)
  }
  return contents
}

async function readContent(tx: Tx, { id, sizeBytes }: { id: string; sizeBytes: number }): Promise<Uint8Array> {
  const content = new Uint8Array(new SharedArrayBuffer(sizeBytes))
  let filled = 0
  for (let index = 0; filled < sizeBytes; index++) {
    const chunk = await tx.datasetChunk.findUniqueOrThrow({ where: { fileId_index: { fileId: id, index } } })
    content.set(chunk.content, filled)
    filled += chunk.content.byteLength
  }
  return content
}

type FileDataset = CompiledDataset & { source: { kind: 'file' } }

function filesOf(plan: CompiledPlan): FileDataset[] {
  return plan.datasets.filter((dataset): dataset is FileDataset => dataset.source.kind === 'file')
}
