// Feeds a response to the parser, cut where a test wants it.

import type { ExchangeError } from './exchange-error.ts'
import { type HeaderFields, Received } from './received.ts'
import { ResponseParser } from './response-parser.ts'

export interface Parsed {
  status: number
  headers: HeaderFields
  body: string
  keepsAlive: boolean
  /** The answer is complete. */
  isDone: boolean
  /** Bytes behind its end. */
  left: number
  /** Code of the error. */
  error: string | null
}

export interface Feeding {
  method?: string
  /** Positions the bytes are cut at. */
  cuts?: number[]
  /** The connection is closed after the last byte. */
  closes?: boolean
}

export function parse(response: Buffer | string, { method = 'GET', cuts = [], closes = false }: Feeding = {}): Parsed {
  const bytes = typeof response === 'string' ? Buffer.from(response, 'latin1') : response
  const received = new Received()
  received.begin(1e6)
  const parsed: Parsed = { status: 0, headers: {}, body: '', keepsAlive: true, isDone: false, left: 0, error: null }
  const parser = new ResponseParser({
    onHead(head, from, at, to) {
      parsed.status = head.status
      received.head(from, at, to)
    },
    onBody(from, at, to) {
      received.body(from, at, to)
      return true
    },
  })
  parser.begin(method)
  try {
    feed(parser, received, bytes, [...cuts, bytes.length], parsed)
    const problem = closes ? parser.finish() : null
    if (problem) throw problem
  } catch (error) {
    parsed.error = (error as ExchangeError).code ?? String(error)
  }
  parsed.isDone = parser.isDone
  parsed.keepsAlive = parser.head.keepsAlive
  parsed.headers = { ...received.fields }
  parsed.body = Buffer.concat(received.chunks).toString('latin1')
  return parsed
}

function feed(parser: ResponseParser, received: Received, bytes: Buffer, cuts: number[], parsed: Parsed): void {
  // One buffer that is written over each time, as a connection's, with something left in it from before.
  const shared = Buffer.alloc(bytes.length + 10)
  let from = 0
  for (const to of cuts) {
    if (parser.isDone) {
      parsed.left += to - from
    } else if (to > from) {
      shared.fill(' ')
      bytes.copy(shared, 0, from, to)
      const at = parser.feed(shared, 0, to - from)
      parsed.left += to - from - at
      received.keep()
    }
    from = to
  }
}
