// One import of contacts: every row is imported, a duplicate of an earlier one (by e-mail address, else by the whole row), or rejected with
// its line and reason. The first row names the columns.

import { CsvRows } from './csv.ts'

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const MOST_REASONS = 20

export class ContactImport {
  readonly id: string
  readonly acceptedAt: number
  readonly bytes: number
  startedAt: number | null = null
  finishedAt: number | null = null
  rows = 0
  imported = 0
  duplicates = 0
  rejected = 0
  readonly reasons: { row: number; reason: string }[] = []
  #source: CsvRows | null
  #columns: string[] = []
  #addressColumn = -1
  #seen: Set<string> | null = new Set()

  constructor(id: string, text: string, bytes: number, now: number) {
    this.id = id
    this.bytes = bytes
    this.acceptedAt = now
    this.#source = new CsvRows(text)
  }

  /** Judges up to `rows` further rows. */
  advance(rows: number, now: number): void {
    if (!this.#source) return
    if (this.startedAt === null) this.#begin(now)
    for (let left = rows; left > 0; left--) {
      const row = this.#source.next()
      if (row === null) return this.#end(now)
      this.rows++
      this.#judge(row)
    }
    if (this.#source.isAtEnd) this.#end(now)
  }

  #begin(now: number): void {
    this.startedAt = now
    this.#columns = (this.#source!.next() ?? []).map((name) => name.trim().toLowerCase())
    this.#addressColumn = this.#columns.findIndex((name) => name === 'email' || name === 'e-mail')
  }

  #judge(row: string[]): void {
    if (row.length !== this.#columns.length)
      return this.#reject(`${row.length} fields where the first row names ${this.#columns.length}`)
    const address = this.#addressColumn < 0 ? null : row[this.#addressColumn]!.trim().toLowerCase()
    if (address !== null && !ADDRESS.test(address)) return this.#reject('no e-mail address')
    const identity = address ?? row.join(',')
    if (this.#seen!.has(identity)) {
      this.duplicates++
      return
    }
    this.#seen!.add(identity)
    this.imported++
  }

  #reject(reason: string): void {
    this.rejected++
    if (this.reasons.length < MOST_REASONS) this.reasons.push({ row: this.rows + 1, reason })
  }

  #end(now: number): void {
    this.finishedAt = now
    this.#source = null
    this.#seen = null
  }
}
