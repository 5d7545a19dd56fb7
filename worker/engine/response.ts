// A response as checks and extractions see it. Headers are read, and the body is unpacked and parsed, at most once, and only when one
// of them asks.

import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync, zstdDecompressSync } from 'node:zlib'
import type { HeaderFields } from './http/received.ts'

export type ResponseHeaders = HeaderFields

/** What a view shows. */
export interface ResponseSource {
  status: number
  /** By lower-case name. */
  responseHeaders: ResponseHeaders
  /** The body as transferred. */
  chunks: Buffer[]
}

/** A compressed body is unpacked this far; one that goes on is not read at all. */
const MOST_UNPACKED_BYTES = 8_000_000

export class ResponseView {
  status = 0
  /** Response time from the intended start, ms. */
  latencyMs = 0
  #source!: ResponseSource
  #text: string | undefined
  #json: { document: unknown } | null | undefined
  #problem: string | null = null

  constructor(status: number, headers: ResponseHeaders, latencyMs: number, chunks: Buffer[]) {
    this.show({ status, responseHeaders: headers, chunks }, latencyMs)
  }

  /** Another response in the same view: one view serves all responses of a thread. */
  show(source: ResponseSource, latencyMs: number): this {
    this.status = source.status
    this.latencyMs = latencyMs
    this.#source = source
    this.#text = undefined
    this.#json = undefined
    this.#problem = null
    return this
  }

  get headers(): ResponseHeaders {
    return this.#source.responseHeaders
  }

  /** Why the body could not be read, in words; null when it could, or nobody asked. */
  get problem(): string | null {
    return this.#problem
  }

  /** First value of a header, or null. */
  header(name: string): string | null {
    const value = this.headers[name]
    return (Array.isArray(value) ? value[0] : value) ?? null
  }

  /** The unpacked body; empty when it cannot be unpacked, as `problem` says. */
  get text(): string {
    if (this.#text !== undefined) return this.#text
    const { chunks } = this.#source
    const body = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)
    this.#text = body.length === 0 ? '' : this.#unpack(body).toString('utf8')
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

  #unpack(body: Buffer): Buffer {
    const encoding = this.header('content-encoding')?.trim().toLowerCase()
    const unpack = encoding === undefined ? undefined : UNPACK[encoding]
    if (!unpack) return body
    try {
      return unpack(body)
    } catch (error) {
      const isTooLong = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
      this.#problem = isTooLong
        ? `The ${encoding} body of ${body.length} bytes unpacks to more than ${MOST_UNPACKED_BYTES / 1e6} MB and was not read.`
        : `The body is not ${encoding}, though its Content-Encoding says so.`
      return Buffer.alloc(0)
    }
  }
}

// What came is unpacked as far as it goes: a body that was cut has no end.
const ZLIB = { maxOutputLength: MOST_UNPACKED_BYTES, finishFlush: constants.Z_SYNC_FLUSH }
const BROTLI = { maxOutputLength: MOST_UNPACKED_BYTES, finishFlush: constants.BROTLI_OPERATION_FLUSH }
const ZSTD = { maxOutputLength: MOST_UNPACKED_BYTES, finishFlush: constants.ZSTD_e_flush }

const UNPACK: Record<string, (body: Buffer) => Buffer> = {
  gzip: (body) => gunzipSync(body, ZLIB),
  'x-gzip': (body) => gunzipSync(body, ZLIB),
  // Some servers send the bare stream, without zlib's frame (RFC 9110, 8.4.1.2).
  deflate: (body) => ((body[0]! & 15) === 8 ? inflateSync(body, ZLIB) : inflateRawSync(body, ZLIB)),
  br: (body) => brotliDecompressSync(body, BROTLI),
  zstd: (body) => zstdDecompressSync(body, ZSTD),
}
