import { describe, expect, it } from 'vitest'
import { isHeading, readBlock } from './paste-block.ts'

describe('a block that is pasted', () => {
  it('of a spreadsheet is cells divided by tabs', () => {
    expect(readBlock('Orders\t50ms\r\nUsers\t"80 ""ms"""\r\n')).toEqual([
      ['Orders', '50ms'],
      ['Users', '80 "ms"'],
    ])
  })

  it('may be a table in Markdown, whose dividing line is no row', () => {
    expect(readBlock('| Metric | Target |\n|---|:--:|\n| **CPU** | < 60% |')).toEqual([
      ['Metric', 'Target'],
      ['CPU', '< 60%'],
    ])
  })

  it('is none when it is one text', () => {
    expect(readBlock('p95 < 200ms')).toBeNull()
    expect(readBlock('two\nlines')).toBeNull()
  })

  it('may be lines of a list, one row each', () => {
    expect(readBlock('- [ ] Environment validated\n- [x] Data restored\n\n', true)).toEqual([
      ['Environment validated'],
      ['Data restored'],
    ])
    expect(readBlock('one line', true)).toBeNull()
  })

  it('begins with a heading when that repeats the columns', () => {
    expect(isHeading(['Risk', 'Probability', 'Impact'], ['Risk', 'Probability', 'Impact', 'Mitigation'])).toBe(true)
    expect(isHeading(['Data skew', 'medium'], ['Risk', 'Probability'])).toBe(false)
  })
})
