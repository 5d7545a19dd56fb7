import { describe, expect, it } from 'vitest'
import { linked, pipes, plainLines, plainText, typedMarkdown } from './safe-markdown.ts'

describe('what people typed, inside a Markdown document', () => {
  it('is no HTML', () => {
    expect(typedMarkdown('<script>alert(1)</script>')).toBe('&lt;script>alert(1)&lt;/script>')
    expect(plainText('a < b, 3<4, <img src=x>')).toBe('a < b, 3<4, &lt;img src=x>')
  })

  it('keeps lists, tables, code and links of the web', () => {
    const text = '- [ ] one\n- [x] two [site](https://example.test/a)\n\n| a | b |\n| --- | --- |\n| 1 | `x[0]` |'
    expect(typedMarkdown(text)).toBe(
      '- [ ] one\n- [x] two [site](https://example.test/a)\n\n| a | b |\n| --- | --- |\n| 1 | `x[0]` |',
    )
  })

  it.each([
    ['[x](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['\\[x\\](javascript:alert(1))', '\\[x\\](javascript:alert(1))'],
    ['\\\\[x\\\\](javascript:alert(1))', '\\\\\\[x\\\\\\](javascript:alert(1))'],
    ['![spy](https://example.test/p.png)', '!\\[spy\\](https://example.test/p.png)'],
    ['[x]: javascript:alert(1)', '\\[x\\]: javascript:alert(1)'],
    ['``[x](javascript:alert(1))`', '``\\[x\\](javascript:alert(1))`'],
    ['\\`[x](javascript:alert(1))`', '\\`\\[x\\](javascript:alert(1))`'],
  ])('leaves no other address and no picture in %s', (typed, written) => {
    expect(typedMarkdown(typed)).toBe(written)
  })

  it('cannot end the document: fences are closed, and its headings stand below those of the report', () => {
    expect(typedMarkdown('# Mine\n\n```\nrest of the report')).toBe('##### Mine\n\n```\nrest of the report\n```')
    expect(typedMarkdown('~~~\nswallowed')).toBe('\\~~~\nswallowed')
    expect(typedMarkdown('Title\n---')).toBe('Title\n\\---')
    expect(plainLines('```\n  # Title\n1. one')).toBe('\\```\n\\# Title\n1. one')
  })

  it('stays in its cell, whatever stands before a bar', () => {
    expect(pipes(['a | b', 'c \\| d', 'e\nf'])).toBe('| a \\| b | c \\| d | e<br>f |')
  })

  it('is the text of a link without leading it elsewhere', () => {
    expect(linked(plainText('R-1](javascript:alert(1))'), '/runs/1')).toBe('[R-1\\](javascript:alert(1))](/runs/1)')
    expect(linked('R-1\\', '/runs/1')).toBe('[R-1\\\\](/runs/1)')
  })
})
