import { describe, expect, it } from 'vitest'
import { Csv, formatRecord } from './csv.ts'

const read = (text: string) => {
  const csv = new Csv(Buffer.from(text), 'users.csv')
  return { columns: csv.columns, rows: Array.from({ length: csv.count }, (_, i) => csv.row(i)) }
}

describe('a CSV file', () => {
  it('has columns by its first line and rows by the others', () => {
    expect(read('email,name\na@x.test,Ada\nb@x.test,Bo\n')).toEqual({
      columns: ['email', 'name'],
      rows: [
        ['a@x.test', 'Ada'],
        ['b@x.test', 'Bo'],
      ],
    })
  })

  it('is read as RFC 4180 says: quotes, commas, doubled quotes and line breaks inside, CRLF or LF', () => {
    const text = 'id,note,last\r\n1,"a, ""b""\r\nc",\r\n2,"",x\r\n'
    expect(read(text).rows).toEqual([
      ['1', 'a, "b"\r\nc', ''],
      ['2', '', 'x'],
    ])
    expect(read('a,b\n"1,5\n\n2",two\n3,"four"').rows).toEqual([
      ['1,5\n\n2', 'two'],
      ['3', 'four'],
    ])
  })

  it('bears a byte order mark, blank lines, short rows, a quote in the middle and no last line break', () => {
    expect(read('\ufeffa,b\r\n\r\n1,2\n\n3\n5" pipe,x\n"6"" pipe",y')).toEqual({
      columns: ['a', 'b'],
      rows: [
        ['1', '2'],
        ['3', ''],
        ['5" pipe', 'x'],
        ['6" pipe', 'y'],
      ],
    })
  })

  it('holds a million rows as bytes and finds each', () => {
    const rows = 1_000_000
    const csv = new Csv(
      Buffer.from(`n,m\n${Array.from({ length: rows }, (_, i) => `${i},"${-i}"`).join('\n')}\n`),
      'big',
    )
    expect(csv.count).toBe(rows)
    for (const i of [0, 1, 499_999, rows - 1]) expect(csv.row(i)).toEqual([String(i), String(-i)])
  })

  it('is refused without rows', () => {
    expect(() => read('')).toThrow(/users\.csv has no rows/)
    expect(() => read('email,name\r\n')).toThrow(/users\.csv has no rows/)
  })

  it('is written so that it reads the same', () => {
    const fields = ['plain', 'a,b', 'say "hi"', 'two\nlines', '']
    expect(read(`a,b,c,d,e\n${formatRecord(fields)}\n`).rows).toEqual([fields])
  })
})
