// Which files may be kept, told by name and by their first bytes: a page called photo.png is none.

import { AppError } from '#lib/core/errors.ts'
import { ATTACHMENT_TYPES } from './attachment-schema.ts'

/** First bytes of the binary kinds; text is what has no NUL byte at its beginning. */
const SIGNATURES: Record<string, number[][]> = {
  'image/png': [[0x89, 0x50, 0x4e, 0x47]],
  'image/jpeg': [[0xff, 0xd8, 0xff]],
  'image/gif': [[0x47, 0x49, 0x46, 0x38]],
  'image/webp': [[0x52, 0x49, 0x46, 0x46]],
  'application/pdf': [[0x25, 0x50, 0x44, 0x46]],
  'application/zip': [
    [0x50, 0x4b, 0x03, 0x04],
    [0x50, 0x4b, 0x05, 0x06],
  ],
  'application/gzip': [[0x1f, 0x8b]],
}
const LOOKED_AT = 8_192

/** As what a file is served. Throws `invalid_input` for a kind that is not kept, or content of another kind. */
export function mediaTypeOf(name: string, content: Uint8Array): string {
  const extension = name.toLowerCase().split('.').at(-1) ?? ''
  const mediaType = Object.hasOwn(ATTACHMENT_TYPES, extension) ? ATTACHMENT_TYPES[extension] : undefined
  if (!mediaType || !name.includes('.')) {
    const kinds = Object.keys(ATTACHMENT_TYPES).join(', ')
    throw refusal(`"${name}" is of no kind that is kept. Attach one of ${kinds}, e.g. dashboard.png.`)
  }
  if (!isOfKind(mediaType, content)) throw refusal(`${name} is no ${extension} file by its content.`)
  return mediaType
}

function isOfKind(mediaType: string, content: Uint8Array): boolean {
  const signatures = SIGNATURES[mediaType]
  if (signatures) return signatures.some((bytes) => bytes.every((byte, at) => content[at] === byte))
  return !content.subarray(0, LOOKED_AT).includes(0)
}

const refusal = (message: string) =>
  new AppError('invalid_input', message, { details: { fields: [{ path: 'name', message }] } })

/** For the header: a name that no browser can take for something else. */
export function dispositionOf(name: string): string {
  const plain = name.replace(/[^\w.\- ]/g, '_')
  // What RFC 8187 allows is less than what encodeURIComponent leaves.
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
