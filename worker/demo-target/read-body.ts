// Reads the body of a request into its call: JSON, or bytes where the content type says CSV or multipart. Bounded.

import type { IncomingMessage } from 'node:http'
import type { Call } from './answer.ts'

const MOST_BYTES = 1_000_000
const MOST_FILE_BYTES = 64_000_000

export interface BodyTrouble {
  status: number
  error: string
}

export function readBody(request: IncomingMessage, call: Call, done: (trouble: BodyTrouble | null) => void): void {
  const isFile = /^(text\/csv|multipart\/form-data)\b/i.test(request.headers['content-type'] ?? '')
  const most = isFile ? MOST_FILE_BYTES : MOST_BYTES
  const chunks: Buffer[] = []
  let bytes = 0
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= most) chunks.push(chunk)
    else chunks.length = 0
  })
  request.on('end', () => {
    if (bytes > most) return done({ status: 413, error: `The body is larger than ${most / 1e6} MB.` })
    call.bodyBytes = bytes
    const content = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    if (isFile) call.body = content
    else if (bytes > 0) {
      const parsed = parse(content)
      if (parsed === undefined) return done({ status: 400, error: 'The body is not JSON.' })
      call.body = parsed
    }
    done(null)
  })
}

function parse(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString('utf8'))
  } catch {
    return undefined
  }
}
