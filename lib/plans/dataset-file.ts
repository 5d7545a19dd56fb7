// CSV files that plans take rows from: what one must be to be kept, and how it is told.

import { isUtf8 } from 'node:buffer'
import { z } from 'zod'
import { idSchema, instantSchema } from '#lib/access/schema.ts'
import { AppError } from '#lib/core/errors.ts'
import { pageShape } from '#lib/core/page.ts'
import { Csv } from './data/csv.ts'
import { MOST_FILE_BYTES } from './dataset-limits.ts'

const NAME_EXAMPLE = 'Name the file as the plan does, e.g. users.csv'

export const fileNameSchema = z
  .string({ error: NAME_EXAMPLE })
  .trim()
  .min(1, { error: NAME_EXAMPLE })
  .max(200, { error: 'Keep the name to 200 characters' })
  .regex(/^[^\p{Cc}]+$/u, { error: NAME_EXAMPLE })

export const datasetFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  sizeBytes: z.number(),
  rows: z.number(),
  columns: z.array(z.string()),
  sha256: z.string(),
  uploadedBy: z.string(),
  createdAt: instantSchema,
})
export type DatasetFileView = z.infer<typeof datasetFileSchema>

export const listFilesSchema = z.object({ id: idSchema, ...pageShape })
export const fileIdSchema = z.object({ id: idSchema })
export const fileRowsSchema = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) })
export type FileRows = z.infer<typeof fileRowsSchema>

/** Rows and columns of a file. Throws `invalid_input` when a run could not read it, saying what to change. */
export function describeCsv(content: Uint8Array, name: string): { rows: number; columns: string[] } {
  if (content.byteLength > MOST_FILE_BYTES) {
    throw refused(`${name} is larger than ${MOST_FILE_BYTES / 1024 / 1024} MB`, 'Upload a part of its rows')
  }
  if (!isUtf8(content)) throw refused(`${name} is not UTF-8 text`, 'Save it as CSV UTF-8')
  const { columns, count } = new Csv(content, name)
  if (columns.length === 1 && /[;\t]/.test(columns[0] ?? '')) {
    throw refused(`The columns of ${name} are not separated by commas`, 'Begin it, for example, with email,name')
  }
  if (columns.includes('')) throw refused(`A column of ${name} has no name`, 'Begin it, for example, with email,name')
  const twice = columns.find((column, index) => columns.indexOf(column) !== index)
  if (twice !== undefined) throw refused(`${name} has two columns named ${twice}`, 'Give each a name of its own')
  return { rows: count, columns }
}

const PREVIEW_LETTERS = 200

/** The first rows of a file, from its beginning; the last record of a beginning may be cut and is left out. */
export function firstRows(beginning: Uint8Array, isWhole: boolean, most: number): FileRows {
  const csv = new Csv(beginning, 'The file')
  const shown = Math.min(most, isWhole ? csv.count : csv.count - 1)
  const rows = Array.from({ length: Math.max(0, shown) }, (_, index) =>
    csv.row(index).map((text) => (text.length > PREVIEW_LETTERS ? `${text.slice(0, PREVIEW_LETTERS)}…` : text)),
  )
  return { columns: csv.columns, rows }
}

function refused(what: string, then: string): AppError {
  return new AppError('invalid_input', `${what}. ${then}.`)
}
