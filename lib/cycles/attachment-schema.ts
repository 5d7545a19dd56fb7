// Files kept as evidence: typed, capped, never changed.

import { z } from 'zod'
import { instantSchema } from '#lib/access/schema.ts'

/** What may be attached, by extension, and as what it is served: never as a page. */
export const ATTACHMENT_TYPES: Record<string, string> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  pdf: 'application/pdf',
  txt: 'text/plain',
  log: 'text/plain',
  md: 'text/markdown',
  csv: 'text/csv',
  json: 'application/json',
  yaml: 'application/yaml',
  yml: 'application/yaml',
  zip: 'application/zip',
  gz: 'application/gzip',
}
export const MOST_ATTACHMENT_BYTES = 20 * 1024 * 1024

export const attachmentSchema = z.object({
  id: z.string(),
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.number(),
  sha256: z.string(),
  uploadedBy: z.string(),
  at: instantSchema,
})

export type Attachment = z.infer<typeof attachmentSchema>
