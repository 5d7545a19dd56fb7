import { describe, expect, it } from 'vitest'
import { compileJsonPath } from './json-path.ts'
import { PATTERN_LIMIT_MS, PatternTimeout } from './pattern.ts'

const first = (path: string, document: unknown) => compileJsonPath(path)(document).value

describe('a JSONPath with a regular expression', () => {
  const items = [{ name: 'a.b\n' }, { name: 'axb' }, { name: 'order-7 😀' }, { name: 7 }]

  it('matches the whole text, or searches for a part of it', () => {
    expect(first("$[?match(@.name, 'a.b')].name", items)).toBe('axb')
    expect(first("$[?search(@.name, 'a\\\\.b')].name", items)).toBe('a.b\n')
    expect(first("$[?match(@.name, 'order-[0-9] .')].name", items)).toBe('order-7 😀')
    expect(first("$[?match(@.name, 'x|.*😀')].name", items)).toBe('order-7 😀')
    expect(first("$[?search(@.name, '[.]')].name", items)).toBe('a.b\n')
    expect(compileJsonPath("$[?search(@.name, '(')]")(items).found).toBe(false)
  })

  it('takes it from the answer as well', () => {
    expect(first('$.list[?search(@.a, $.like)].a', { like: 'b+$', list: [{ a: 'ba' }, { a: 'abb' }] })).toBe('abb')
  })

  it('ends when it would go on for ever', () => {
    const began = performance.now()
    const select = compileJsonPath("$[?search(@.a, '(a+)+$')]")
    expect(() => select([{ a: `${'a'.repeat(40)}!` }])).toThrow(PatternTimeout)
    expect(performance.now() - began).toBeLessThan(PATTERN_LIMIT_MS * 10)
  })
})
