// One request and its answer, put aside as they are and made into a sample later. Bodies are kept as far as a sample shows them.

import type { ErrorClass } from '#lib/runs/bucket.ts'
import { SAMPLE_BODY_BYTES, type Sample } from '#lib/runs/sample.ts'
import type { Attempt } from '../attempt.ts'
import { type ResponseHeaders, ResponseView } from '../response.ts'
import { type Mask, maskHeader } from './mask.ts'

/** What was put aside of an attempt. */
export interface Taken {
  atMs: number
  responseMs: number
  operation: string
  failure: ErrorClass | null
  why: string | null
  method: string
  origin: string
  path: string
  status: number
  requestHeaders: string[]
  requestBody: Buffer
  requestBytes: number
  responseHeaders: ResponseHeaders
  responseBody: Buffer
  responseBytes: number
  /** Bodies are shown this far. */
  mostBytes: number
  /** Values that are hidden wherever they stand. */
  sensitive: string[]
}

const NOTHING = Buffer.alloc(0)

export function takeExchange(
  attempt: Attempt,
  nowMs: number,
  failure: ErrorClass | null,
  why: string | null,
  sensitive: string[],
  mostBytes: number = SAMPLE_BODY_BYTES,
): Taken {
  const body = attempt.verbatim ?? attempt.body ?? NOTHING
  return {
    atMs: nowMs,
    responseMs: nowMs - attempt.intendedMs,
    operation: attempt.operation.key,
    failure,
    why,
    method: attempt.method,
    origin: (attempt.url ?? attempt.operation.baseUrl).origin,
    path: attempt.path,
    status: attempt.status,
    requestHeaders: attempt.verbatim === null ? attempt.headers : [],
    // Copied where it is long, or a sample would hold all of it.
    requestBody: body.length > mostBytes ? Buffer.from(body.subarray(0, mostBytes)) : body,
    requestBytes: body.length,
    responseHeaders: attempt.status > 0 ? attempt.responseHeaders : {},
    responseBody: attempt.status > 0 ? startOf(attempt.chunks, mostBytes) : NOTHING,
    responseBytes: attempt.bytesIn,
    mostBytes,
    sensitive,
  }
}

/** What was read is only lent, so it is copied. */
function startOf(chunks: readonly Buffer[], mostBytes: number): Buffer {
  let bytes = 0
  const enough = chunks.findIndex((chunk) => (bytes += chunk.length) >= mostBytes)
  const start = Buffer.concat(enough < 0 ? chunks : chunks.slice(0, enough + 1))
  return start.length > mostBytes ? Buffer.from(start.subarray(0, mostBytes)) : start
}

export function toSample(taken: Taken, kind: Sample['kind'], secrets: Mask): Sample {
  const mask = secrets.with(taken.sensitive)
  const { requestBody, requestBytes, responseBody, responseBytes, status } = taken
  const text = readable(taken)
  return {
    atMs: taken.atMs,
    operation: taken.operation,
    kind,
    errorClass: taken.failure,
    problem: taken.why === null ? null : mask(taken.why),
    status,
    responseMicros: Math.round(taken.responseMs * 1000),
    request: {
      method: taken.method,
      url: mask(`${taken.origin}${taken.path}`),
      headers: pairsOf(taken.requestHeaders).map((header) => maskHeader(header, mask)),
      body: mask(storable(requestBody.toString('utf8')), requestBytes > requestBody.length),
      bodyBytes: requestBytes,
    },
    response:
      status === 0
        ? null
        : {
            headers: fieldsOf(taken.responseHeaders).map((header) => maskHeader(header, mask)),
            body: mask(storable(text), text.length > taken.mostBytes || responseBytes > responseBody.length),
            bodyBytes: responseBytes,
          },
  }
}

/** The body unpacked, as far as it goes. */
function readable({ status, responseHeaders, responseBody, mostBytes }: Taken): string {
  return new ResponseView(status, responseHeaders, 0, [responseBody]).text.slice(0, mostBytes)
}

/** Postgres keeps no NUL in a text. */
export function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd').toWellFormed()
}

function pairsOf(headers: readonly string[]): [string, string][] {
  return headers.flatMap((name, i): [string, string][] => (i % 2 === 0 ? [[name, headers[i + 1] ?? '']] : []))
}

function fieldsOf(headers: ResponseHeaders): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value ?? '']).map((one): [string, string] => [name, one]),
  )
}
