import { describe, expect, it } from 'vitest'
import { CsvRows } from './csv.ts'

const rows = (text: string) => {
  const source = new CsvRows(text)
  const all: string[][] = []
  for (let row = source.next(); row; row = source.next()) all.push(row)
  return all
}

describe('CSV', () => {
  it('is read with quotes, commas and line ends in fields, and either kind of line end', () => {
    expect(rows('a,b\r\n1,"x, ""y"""\n"two\nlines",\n\n3,4')).toEqual([
      ['a', 'b'],
      ['1', 'x, "y"'],
      ['two\nlines', ''],
      ['3', '4'],
    ])
    expect(rows('\ufeffa\n')).toEqual([['a']])
    expect(rows('')).toEqual([])
    expect(rows('"open')).toEqual([['open']])
  })
})
