import { describe, expect, it } from 'vitest'
import { readMarkdown } from './markdown-blocks.ts'

describe('a note in Markdown', () => {
  it('is headings, paragraphs, lists, tables and code', () => {
    const blocks = readMarkdown(
      '# Tuning\nFirst try\nand second\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n```\nx = 1\n```',
    )
    expect(blocks).toEqual([
      { kind: 'heading', level: 1, text: 'Tuning' },
      { kind: 'text', text: 'First try\nand second' },
      { kind: 'list', ordered: false, items: ['one', 'two'] },
      {
        kind: 'table',
        rows: [
          ['a', 'b'],
          ['1', '2'],
        ],
      },
      { kind: 'code', text: 'x = 1' },
    ])
  })

  it('ends code that is never closed at the end of the text', () => {
    expect(readMarkdown('```\n# no heading')).toEqual([{ kind: 'code', text: '# no heading' }])
  })
})
