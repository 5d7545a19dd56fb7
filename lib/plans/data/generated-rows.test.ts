import { describe, expect, it } from 'vitest'
import { Csv, formatCsv } from './csv.ts'
import { GeneratedRows } from './generated-rows.ts'

const VALID = /^[\w.]+@[\w.]+\.test$/

/** What a reader who knows nothing of the rule finds. */
function tally(bytes: Buffer) {
  const csv = new Csv(bytes, 'generated')
  const seen = new Set<string>()
  const found = { rows: csv.count, valid: 0, invalid: 0, duplicate: 0 }
  for (let i = 0; i < csv.count; i++) {
    const email = csv.row(i)[0]!
    if (!VALID.test(email)) found.invalid++
    else if (seen.has(email)) found.duplicate++
    else found.valid++
    seen.add(email)
  }
  return found
}

describe('generated rows', () => {
  it('hold exactly as many invalid and repeated ones as asked for, in any proportion', () => {
    const table = new GeneratedRows(100_000, 3000, 2000, 7)
    expect(tally(formatCsv(table))).toEqual({ rows: 100_000, valid: 95_000, invalid: 3000, duplicate: 2000 })
    for (const [rows, invalid, duplicate] of [
      [1, 0, 0],
      [7, 3, 3],
      [10, 10, 0],
      [999, 1, 0],
      [1000, 333, 166],
    ] as const) {
      const found = tally(formatCsv(new GeneratedRows(rows, invalid, duplicate, 1)))
      expect(found).toEqual({ rows, valid: rows - invalid - duplicate, invalid, duplicate })
    }
  })

  it('are the same for the same seed, whichever is asked for first, and others for another', () => {
    const [one, two] = [new GeneratedRows(500, 15, 10, 42), new GeneratedRows(500, 15, 10, 42)]
    expect(two.row(499)).toEqual(one.row(499))
    expect(formatCsv(two).equals(formatCsv(one))).toBe(true)
    expect(formatCsv(new GeneratedRows(500, 15, 10, 43)).equals(formatCsv(one))).toBe(false)
  })

  it('are refused when the parts are more than the whole', () => {
    expect(() => new GeneratedRows(10, 8, 3, 1)).toThrow(/Of 10 generated rows, 8 cannot be invalid and 3 repeat/)
    expect(() => new GeneratedRows(10, 5, 5, 1)).toThrow(/smaller shares/)
    expect(() => new GeneratedRows(0, 0, 0, 1)).toThrow(/rows: 1000/)
  })
})
