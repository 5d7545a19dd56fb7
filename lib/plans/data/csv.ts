// CSV (RFC 4180) without holding its rows: the bytes of the file, and where each record begins. A record is read when it is asked for.
// Fields may be quoted, with commas, line breaks and doubled quotes inside; the first record names the columns; blank lines are none.

import { AppError } from '#lib/core/errors.ts'

const QUOTE = 0x22
const COMMA = 0x2c
const NEWLINE = 0x0a
const RETURN = 0x0d

/** Rows with named columns, read one at a time. */
export interface Rows {
  readonly columns: string[]
  readonly count: number
  /** One text for each column; `index` is from 0 to below `count`. */
  row(index: number): string[]
}

export class Csv implements Rows {
  readonly columns: string[]
  readonly count: number
  readonly #bytes: Buffer
  readonly #starts: Uint32Array

  /** `name` is the file as errors call it. Throws `invalid_input` when there is no header or no row. */
  constructor(bytes: Uint8Array, name: string) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.#starts = indexRecords(this.#bytes)
    this.count = this.#starts.length - 2
    if (this.count < 1) {
      throw new AppError(
        'invalid_input',
        `${name} has no rows; its first line names the columns, for example email,name`,
      )
    }
    this.columns = this.#record(0).map((column) => column.trim())
  }

  row(index: number): string[] {
    const fields = this.#record(index + 1)
    while (fields.length < this.columns.length) fields.push('')
    return fields
  }

  #record(index: number): string[] {
    const [start, end] = [this.#starts[index]!, this.#starts[index + 1]!]
    return splitRecord(this.#bytes.toString('utf8', start, end).replace(/[\r\n]+$/, ''))
  }
}

/** Where each record begins, and at last where the last one ends. */
function indexRecords(bytes: Buffer): Uint32Array {
  let starts: Uint32Array = new Uint32Array(1024)
  let count = 0
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  let start = hasMark ? 3 : 0
  let end = start
  // -1 = none is left: a file without quotes is searched for them once.
  let quote = bytes.indexOf(QUOTE, start)
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start)
    const lineEnd = newline < 0 ? bytes.length : newline + 1
    if (quote >= 0 && quote < start) quote = bytes.indexOf(QUOTE, start)
    const next = quote >= 0 && quote < lineEnd ? endOfQuoted(bytes, start, quote) : lineEnd
    if (!isBlank(bytes, start, next)) {
      if (count + 1 >= starts.length) starts = grown(starts)
      starts[count++] = start
      end = next
    }
    start = next
  }
  starts[count] = end
  return starts.slice(0, count + 1)
}

/** The end of a record from its first quote on: line breaks inside of a quoted field belong to it. Only a field's first byte opens one. */
function endOfQuoted(bytes: Buffer, start: number, quote: number): number {
  let isInside = false
  for (let at = quote; at < bytes.length; at++) {
    const byte = bytes[at]
    if (byte === QUOTE) isInside = !isInside && (at === start || bytes[at - 1] === COMMA || bytes[at - 1] === QUOTE)
    else if (byte === NEWLINE && !isInside) return at + 1
  }
  return bytes.length
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  return end - start <= 2 && bytes.subarray(start, end).every((byte) => byte === NEWLINE || byte === RETURN)
}

function grown(array: Uint32Array): Uint32Array {
  const larger = new Uint32Array(array.length * 2)
  larger.set(array)
  return larger
}

/** Quoted, or whatever stands before the next comma: it matches anywhere. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^,]*))(,|$)/y

function splitRecord(text: string): string[] {
  if (!text.includes('"')) return text.split(',')
  const fields: string[] = []
  for (let at = 0; ; at = FIELD.lastIndex) {
    FIELD.lastIndex = at
    const [, quoted, plain, separator] = FIELD.exec(text)!
    fields.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'))
    if (separator === '') return fields
  }
}

/** One record, fields quoted where they must be. */
export function formatRecord(fields: readonly string[]): string {
  return fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')
}

/** The whole table as a file. */
export function formatCsv(table: Rows): Buffer {
  const lines = [formatRecord(table.columns)]
  for (let index = 0; index < table.count; index++) lines.push(formatRecord(table.row(index)))
  return Buffer.from(`${lines.join('\r\n')}\r\n`)
}
