// Takes chunked transfer coding apart (RFC 9112, 7.1), at whatever point the bytes are split. Chunk extensions and trailer fields are
// read over, up to a length.

import { protocolError } from './exchange-error.ts'
import { lineEnd, MOST_FIELDS, MOST_HEAD_BYTES } from './response-head.ts'

const LF = 10
const CR = 13
const SEMICOLON = 59
const MOST_SIZE_DIGITS = 13
const MOST_EXTENSION_BYTES = 4096

type State = 'size' | 'extension' | 'size-lf' | 'data' | 'data-cr' | 'data-lf' | 'trailer' | 'done'

/** False = the rest is not wanted. */
export type OnData = (bytes: Buffer, from: number, to: number) => boolean

export class ChunkedBody {
  state: State = 'size'
  #left = 0
  #digits = 0
  #extensionBytes = 0
  #trailerBytes = 0
  #trailerFields = 0
  /** Bytes of the trailer line that is being read. */
  #line: number[] = []

  begin(): void {
    this.state = 'size'
    this.#left = 0
    this.#digits = 0
    this.#extensionBytes = 0
    this.#trailerBytes = 0
    this.#trailerFields = 0
    this.#line.length = 0
  }

  get isDone(): boolean {
    return this.state === 'done'
  }

  /** Returns the position behind what was read; −1 when the rest is not wanted. Throws a protocol error. */
  read(bytes: Buffer, from: number, to: number, onData: OnData): number {
    let at = from
    while (at < to && this.state !== 'done') {
      if (this.state === 'data') {
        const end = Math.min(to, at + this.#left)
        if (!onData(bytes, at, end)) return -1
        this.#left -= end - at
        at = end
        if (this.#left === 0) this.state = 'data-cr'
      } else this.#step(bytes[at++]!)
    }
    return at
  }

  #step(byte: number): void {
    if (this.state === 'size') this.#size(byte)
    else if (this.state === 'extension') this.#extension(byte)
    else if (this.state === 'trailer') this.#trailer(byte)
    else if (this.state === 'data-cr') this.#expect(byte, CR, 'data-lf')
    else if (this.state === 'data-lf') this.#expect(byte, LF, 'size')
    else this.#expect(byte, LF, this.#left === 0 ? 'trailer' : 'data')
  }

  #expect(byte: number, wanted: number, next: State): void {
    if (byte !== wanted) throw badChunk()
    this.state = next
    this.#digits = 0
  }

  #size(byte: number): void {
    const digit = hexDigit(byte)
    if (digit >= 0) {
      this.#left = this.#digits === 0 ? digit : this.#left * 16 + digit
      if (++this.#digits > MOST_SIZE_DIGITS) throw badChunk()
      return
    }
    if (this.#digits === 0) throw badChunk()
    this.#extensionBytes = 0
    if (byte === CR) this.state = 'size-lf'
    else if (byte === SEMICOLON || byte === 32 || byte === 9) this.state = 'extension'
    else throw badChunk()
  }

  #extension(byte: number): void {
    if (byte === CR) this.state = 'size-lf'
    else if (byte === LF || ++this.#extensionBytes > MOST_EXTENSION_BYTES) throw badChunk()
  }

  #trailer(byte: number): void {
    if (++this.#trailerBytes > MOST_HEAD_BYTES) throw protocolError('The trailer of the answer is longer than 64 KB.')
    this.#line.push(byte)
    if (byte !== LF) return
    const line = Uint8Array.from(this.#line)
    this.#line.length = 0
    lineEnd(line, 0, line.length)
    if (line.length === 2) this.state = 'done'
    else if (++this.#trailerFields > MOST_FIELDS || !/^[!#$%&'*+\-.^_`|~\w]+:/.test(asText(line))) {
      throw protocolError('The answer has a trailer line that is none.')
    }
  }
}

const asText = (line: Uint8Array) => Buffer.from(line).toString('latin1')

function hexDigit(byte: number): number {
  if (byte >= 48 && byte <= 57) return byte - 48
  const letter = byte | 32
  return letter >= 97 && letter <= 102 ? letter - 87 : -1
}

function badChunk(): Error {
  return protocolError('The chunked body of the answer is malformed.')
}
