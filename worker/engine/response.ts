// A response as checks and extractions see it. The body is parsed at most once, and only when one of them asks.

import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'

export type ResponseHeaders = Record<string, string | string[] | undefined>

const MOST_DECOMPRESSED_BYTES = 8_000_000

export class ResponseView {
  status = 0
  headers: ResponseHeaders = {}
  /** Response time from the intended start, ms. */
  latencyMs = 0
  #chunks: Buffer[] = []
  #text: string | undefined
  #json: { document: unknown } | null | undefined

  constructor(status: number, headers: ResponseHeaders, latencyMs: number, chunks: Buffer[]) {
    this.show(status, headers, latencyMs, chunks)
  }

  /** Another response in the same view: one view serves all responses of a thread. */
  show(status: number, headers: ResponseHeaders, latencyMs: number, chunks: Buffer[]): this {
    this.status = status
    this.headers = headers
    this.latencyMs = latencyMs
    this.#chunks = chunks
    this.#text = undefined
    this.#json = undefined
    return this
  }

  /** First value of a header, or null. */
  header(name: string): string | null {
    const value = this.headers[name]
    return (Array.isArray(value) ? value[0] : value) ?? null
  }

  get text(): string {
    this.#text ??= decompress(Buffer.concat(this.#chunks), this.header('content-encoding')).toString('utf8')
    return this.#text
  }

  /** The parsed body, or null when it is not JSON. */
  get json(): { document: unknown } | null {
    if (this.#json === undefined) {
      try {
        this.#json = { document: JSON.parse(this.text) }
      } catch {
        this.#json = null
      }
    }
    return this.#json
  }

  cookie(name: string): string | null {
    const header = this.headers['set-cookie']
    for (const line of Array.isArray(header) ? header : header ? [header] : []) {
      const pair = line.split(';', 1)[0]!
      const equals = pair.indexOf('=')
      if (equals > 0 && pair.slice(0, equals).trim() === name) return pair.slice(equals + 1).trim()
    }
    return null
  }
}

function decompress(body: Buffer, encoding: string | null): Buffer {
  const options = { maxOutputLength: MOST_DECOMPRESSED_BYTES }
  try {
    if (encoding === 'gzip') return gunzipSync(body, options)
    if (encoding === 'deflate') return inflateSync(body, options)
    if (encoding === 'br') return brotliDecompressSync(body, options)
  } catch {
    return Buffer.alloc(0)
  }
  return body
}
