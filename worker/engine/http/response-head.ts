// Status line and header fields of a response (RFC 9112), read from bytes in one pass. Only what frames the message is taken out;
// all other fields stay bytes until somebody asks for them.

import { protocolError } from './exchange-error.ts'

export const MOST_HEAD_BYTES = 64 * 1024
export const MOST_FIELDS = 256
/** No response is longer than this many digits can tell, and more would not be exact. */
const MOST_LENGTH_DIGITS = 15

const HTAB = 9
const LF = 10
const CR = 13
const SPACE = 32
const COLON = 58
const VERSION = Buffer.from('HTTP/1.')
/** 1 = may stand in a field name (RFC 9110 token). */
const TOKEN = tokenTable()

export class ResponseHead {
  status = 0
  /** −1 when the head does not say. */
  contentLength = -1
  isChunked = false
  /** The connection stays open after the message. */
  keepsAlive = true
  setsCookies = false
  /** Where the head ended: just behind its empty line. */
  end = 0
  #saysClose = false
  #saysKeepAlive = false
  /** The field read last frames the message: were it to go on in the next line, others might read it otherwise. */
  #isFraming = false

  /**
   * Reads the head that starts at `from`. False when `to` comes before its end.
   * Throws a protocol error on anything that is no head of HTTP/1.0 or 1.1.
   */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    const fieldsAt = this.#statusLine(bytes, from, to)
    if (fieldsAt < 0) return false
    this.contentLength = -1
    this.isChunked = false
    this.setsCookies = false
    this.#saysClose = false
    this.#saysKeepAlive = false
    if (!this.#fields(bytes, fieldsAt, to)) return false
    if (this.isChunked && this.contentLength >= 0) {
      throw protocolError('The answer has both Content-Length and Transfer-Encoding.')
    }
    const isFirstVersion = bytes[from + 7] === 48
    this.keepsAlive = !this.#saysClose && (!isFirstVersion || (this.#saysKeepAlive && !this.isChunked))
    return true
  }

  /** Position behind the status line; −1 when it is not complete. */
  #statusLine(bytes: Uint8Array, from: number, to: number): number {
    const prefix = Math.min(VERSION.length, to - from)
    for (let i = 0; i < prefix; i++) if (bytes[from + i] !== VERSION[i]) throw notHttp(bytes, from, to)
    if (to - from < 13) return -1
    const hundreds = bytes[from + 9]! - 48
    const tens = bytes[from + 10]! - 48
    const ones = bytes[from + 11]! - 48
    const after = bytes[from + 12]
    const isStatus = hundreds >= 1 && hundreds <= 9 && tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9
    const isVersion = isDigit(bytes[from + 7]!) && bytes[from + 8] === SPACE
    if (!isStatus || !isVersion || (after !== SPACE && after !== CR)) throw notHttp(bytes, from, to)
    this.status = hundreds * 100 + tens * 10 + ones
    return lineEnd(bytes, from + 12, to)
  }

  #fields(bytes: Uint8Array, from: number, to: number): boolean {
    let at = from
    for (let count = 0; at < to; count++) {
      if (bytes[at] === CR) return this.#isEnd(bytes, at, to)
      if (count >= MOST_FIELDS) throw protocolError(`The answer has more than ${MOST_FIELDS} header fields.`)
      const nameAt = at
      while (at < to && TOKEN[bytes[at]!] === 1) at++
      if (at >= to) return false
      const isFolded = at === nameAt && count > 0 && isBlank(bytes[at])
      if (!isFolded && (bytes[at] !== COLON || at === nameAt)) throw badField(bytes, nameAt, to)
      const next = lineEnd(bytes, at, to)
      if (next < 0) return false
      if (!isFolded) this.#take(bytes, nameAt, at, next)
      else if (this.#isFraming) throw badField(bytes, nameAt, to)
      at = next
    }
    return false
  }

  #isEnd(bytes: Uint8Array, at: number, to: number): boolean {
    if (at + 1 >= to) return false
    if (bytes[at + 1] !== LF) throw badField(bytes, at, to)
    this.end = at + 2
    return true
  }

  /** `colon` ends the name; the line ends before `next`. The lengths of the names tell almost all others apart from these. */
  #take(bytes: Uint8Array, nameAt: number, colon: number, next: number): void {
    const length = colon - nameAt
    this.#isFraming = false
    if (length === 14 && isName(bytes, nameAt, CONTENT_LENGTH)) {
      this.#isFraming = true
      this.#takeLength(bytes, colon + 1, next)
    } else if (length === 10) {
      if (isName(bytes, nameAt, CONNECTION)) this.#takeConnection(bytes, colon + 1, next)
      else if (isName(bytes, nameAt, SET_COOKIE)) this.setsCookies = true
    } else if (length === 17 && isName(bytes, nameAt, TRANSFER_ENCODING)) {
      this.#isFraming = true
      this.#takeEncoding(fieldValue(bytes, colon + 1, next))
    }
  }

  #takeLength(bytes: Uint8Array, from: number, to: number): void {
    if (this.contentLength >= 0) throw protocolError('The answer has more than one Content-Length.')
    let at = from
    while (isBlank(bytes[at])) at++
    const first = at
    let length = 0
    for (; isDigit(bytes[at]!); at++) length = length * 10 + (bytes[at]! - 48)
    const digits = at - first
    while (isBlank(bytes[at])) at++
    if (digits === 0 || digits > MOST_LENGTH_DIGITS || bytes[at] !== CR) {
      throw protocolError(`The answer has a Content-Length of "${shown(fieldValue(bytes, from, to))}".`)
    }
    this.contentLength = length
  }

  #takeConnection(bytes: Uint8Array, from: number, to: number): void {
    // What nearly every server sends is not worth a string.
    if (to - from === 13 && bytes[from] === SPACE && isName(bytes, from + 1, KEEP_ALIVE)) {
      this.#saysKeepAlive = true
      return
    }
    for (const part of fieldValue(bytes, from, to).toLowerCase().split(',')) {
      const option = part.trim()
      if (option === 'close') this.#saysClose = true
      if (option === 'keep-alive') this.#saysKeepAlive = true
    }
  }

  #takeEncoding(value: string): void {
    if (this.isChunked || value.toLowerCase() !== 'chunked') {
      throw protocolError(`The answer has a Transfer-Encoding nobody asked for: "${shown(value)}".`)
    }
    this.isChunked = true
  }
}

const CONTENT_LENGTH = Buffer.from('content-length')
const TRANSFER_ENCODING = Buffer.from('transfer-encoding')
const CONNECTION = Buffer.from('connection')
const KEEP_ALIVE = Buffer.from('keep-alive')
const SET_COOKIE = Buffer.from('set-cookie')

/** Position behind the CR LF that ends the line; −1 when it is not there yet. */
export function lineEnd(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at++) {
    const byte = bytes[at]!
    if (byte > CR) continue
    if (byte === CR) {
      if (at + 1 >= to) return -1
      if (bytes[at + 1] === LF) return at + 2
    }
    if (byte === CR || byte === LF || byte === 0) {
      throw protocolError('A line of the answer is not ended by CR LF, or has a NUL in it.')
    }
  }
  return -1
}

function isName(bytes: Uint8Array, at: number, name: Uint8Array): boolean {
  for (let i = 0; i < name.length; i++) if ((bytes[at + i]! | 32) !== name[i]) return false
  return true
}

function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === HTAB
}

function fieldValue(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from)
    .toString('latin1')
    .trim()
}

function tokenTable(): Uint8Array {
  const table = new Uint8Array(256)
  for (const char of "!#$%&'*+-.^_`|~0123456789") table[char.charCodeAt(0)] = 1
  for (let i = 0; i < 26; i++) {
    table[65 + i] = 1
    table[97 + i] = 1
  }
  return table
}

const shown = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text)

function notHttp(bytes: Uint8Array, from: number, to: number): Error {
  return protocolError(`The answer is no HTTP/1.1; it begins with "${excerpt(bytes, from, to)}".`)
}

function badField(bytes: Uint8Array, from: number, to: number): Error {
  return protocolError(`The answer has a header line that is none: "${excerpt(bytes, from, to)}".`)
}

function excerpt(bytes: Uint8Array, from: number, to: number): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, Math.min(to - from, 40)).toString('latin1')
  return text.replace(/[^\x20-\x7e]+/g, ' ').trim()
}
