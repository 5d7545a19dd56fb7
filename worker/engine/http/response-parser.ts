// Reads the answers that come on one connection (RFC 9112), in whatever pieces. The whole answer in one piece is the fast path: nothing
// is copied. A head that comes in pieces is gathered, up to 64 KB.

import { ChunkedBody } from './chunked-body.ts'
import { ExchangeError, protocolError, TRUNCATED } from './exchange-error.ts'
import { MOST_HEAD_BYTES, ResponseHead } from './response-head.ts'

/** Told what is read. The bytes are only lent for the call. */
export interface ResponseSink {
  onHead(head: ResponseHead, bytes: Buffer, from: number, to: number): void
  /** False = the rest of the body is not wanted. */
  onBody(bytes: Buffer, from: number, to: number): boolean
}

/** Interim answers (1xx) before the one that counts. */
const MOST_INTERIM = 32

const LF = 10

const HEAD = 0
const SIZED = 1
const CHUNKED = 2
const UNTIL_CLOSE = 3
const DONE = 4

export class ResponseParser {
  readonly head = new ResponseHead()
  /** Something of an answer was received. */
  hasBegun = false
  isCut = false
  readonly #sink: ResponseSink
  #state: number = DONE
  #left = 0
  #interim = 0
  #isBodyless = false
  #gathered: Buffer | null = null
  #gatheredBytes = 0
  #chunked: ChunkedBody | null = null

  constructor(sink: ResponseSink) {
    this.#sink = sink
  }

  get isDone(): boolean {
    return this.#state === DONE
  }

  get hasHead(): boolean {
    return this.#state !== HEAD
  }

  /** Another answer is awaited; to HEAD it has no body. */
  begin(method: string): void {
    this.#state = HEAD
    this.hasBegun = false
    this.isCut = false
    this.#interim = 0
    this.#isBodyless = method === 'HEAD'
    this.#gatheredBytes = 0
  }

  /** Returns the position behind the answer, or `to`. Throws a protocol error. */
  feed(bytes: Buffer, from: number, to: number): number {
    this.hasBegun = true
    let at = from
    while (at < to && this.#state === HEAD) at = this.#feedHead(bytes, at, to)
    if (this.#state === DONE || at >= to) return at
    if (this.#state === CHUNKED) return this.#feedChunked(bytes, at, to)
    const end = this.#state === SIZED ? Math.min(to, at + this.#left) : to
    if (!this.#sink.onBody(bytes, at, end)) this.#cut()
    else if (this.#state === SIZED && (this.#left -= end - at) === 0) this.#state = DONE
    return end
  }

  /** The connection was closed. Null when that ends the answer, else what is wrong with it. */
  finish(): Error | null {
    if (this.#state === UNTIL_CLOSE) this.#state = DONE
    if (this.#state === DONE) return null
    if (this.#state === HEAD && this.#gatheredBytes > 0) {
      try {
        this.head.read(this.#gathered!, 0, this.#gatheredBytes)
      } catch (error) {
        return error as Error
      }
    }
    const what = this.#state === HEAD ? 'in the head of its answer' : 'before the promised end of its answer'
    return new ExchangeError(TRUNCATED, `The target closed the connection ${what}.`)
  }

  #feedHead(bytes: Buffer, from: number, to: number): number {
    if (this.#gatheredBytes > 0) return this.#feedGathered(bytes, from, to)
    if (!this.head.read(bytes, from, to)) return this.#gather(bytes, from, to)
    this.#take(bytes, from, this.head.end)
    return this.head.end
  }

  #feedGathered(bytes: Buffer, from: number, to: number): number {
    const before = this.#gatheredBytes
    this.#gather(bytes, from, to)
    const gathered = this.#gathered!
    // Read anew for each line only, so that a head of single bytes is not read thousands of times.
    const hasLine = bytes.subarray(from, to).includes(LF)
    const isTooLong = this.#gatheredBytes > MOST_HEAD_BYTES
    if (!hasLine && !isTooLong) return to
    if (!this.head.read(gathered, 0, this.#gatheredBytes)) {
      if (isTooLong) throw headTooLong()
      return to
    }
    this.#gatheredBytes = 0
    this.#take(gathered, 0, this.head.end)
    return from + this.head.end - before
  }

  #gather(bytes: Buffer, from: number, to: number): number {
    const before = this.#gatheredBytes
    const needed = before + to - from
    let gathered = this.#gathered
    if (!gathered || gathered.length < needed) {
      const wider = Buffer.allocUnsafe(Math.max(needed, 2 * (gathered?.length ?? 512)))
      gathered?.copy(wider, 0, 0, before)
      gathered = this.#gathered = wider
    }
    bytes.copy(gathered, before, from, to)
    this.#gatheredBytes = needed
    return to
  }

  #take(bytes: Buffer, from: number, to: number): void {
    if (to - from > MOST_HEAD_BYTES) throw headTooLong()
    const { head } = this
    if (head.status < 200) return this.#skipInterim()
    this.#frame()
    this.#sink.onHead(head, bytes, from, to)
  }

  #skipInterim(): void {
    if (this.head.status === 101) throw protocolError('The target switched protocols, which nobody asked for.')
    if (++this.#interim > MOST_INTERIM) throw protocolError(`More than ${MOST_INTERIM} interim answers came.`)
  }

  #frame(): void {
    const { status, isChunked, contentLength } = this.head
    if (this.#isBodyless || status === 204 || status === 304) this.#state = DONE
    else if (isChunked) {
      this.#chunked ??= new ChunkedBody()
      this.#chunked.begin()
      this.#state = CHUNKED
    } else if (contentLength >= 0) {
      this.#left = contentLength
      this.#state = contentLength === 0 ? DONE : SIZED
    } else {
      this.head.keepsAlive = false
      this.#state = UNTIL_CLOSE
    }
  }

  #feedChunked(bytes: Buffer, from: number, to: number): number {
    const chunked = this.#chunked!
    const at = chunked.read(bytes, from, to, this.#onChunk)
    if (at < 0) return this.#cut()
    if (chunked.isDone) this.#state = DONE
    return at
  }

  readonly #onChunk = (bytes: Buffer, from: number, to: number): boolean => this.#sink.onBody(bytes, from, to)

  #cut(): number {
    this.isCut = true
    this.#state = DONE
    return 0
  }
}

function headTooLong(): Error {
  return protocolError(`The head of the answer is longer than ${MOST_HEAD_BYTES / 1024} KB.`)
}
