import { describe, expect, it } from 'vitest'
import { compilePattern, costOf, PATTERN_LIMIT_MS, PatternTimeout, patternTrouble } from './pattern.ts'

describe('a pattern', () => {
  it('gives its first group, else all that it matched, else nothing', () => {
    expect(compilePattern('name="csrf" value="([^"]+)"').find('<input name="csrf" value="a1b2">')).toBe('a1b2')
    expect(compilePattern('order-\\d+').find('see order-77 and order-78')).toBe('order-77')
    expect(compilePattern('(?<id>[a-f]{4})').find('00 beef')).toBe('beef')
    expect(compilePattern('nothing').find('here')).toBeNull()
  })

  it('finds the same in a long text, however it is matched', () => {
    const page = `${'<p>"filler" text</p>'.repeat(20_000)}<a href="/next?page=2">`
    expect(compilePattern('href="([^"]+)"').find(page)).toBe('/next?page=2')
    expect(compilePattern('<a.*href="([^"]+)".*>').find(page)).toBe('/next?page=2')
    expect(compilePattern('(?:<a )(href|src)="([^"]+)"').find(page)).toBe('href')
  })

  it('is ended when it takes too long, and rests when that goes on', () => {
    for (const source of ['^(a+)+$', '(a|aa)+$', 'a*a*a*a*b', '(?=(a+)+$)a', '[^x]+x', `${'(a|a)'.repeat(40)}b`]) {
      const pattern = compilePattern(source)
      const text = `${'a'.repeat(source === '[^x]+x' ? 900_000 : 30_000)}!`
      const took = Array.from({ length: 4 }, () => {
        const began = performance.now()
        expect(() => pattern.find(text), source).toThrow(PatternTimeout)
        return performance.now() - began
      })
      // Generous for a busy machine; unlimited, each of these takes seconds to centuries.
      expect(Math.max(...took), source).toBeLessThan(PATTERN_LIMIT_MS * 10)
      expect(took[3], source).toBeLessThan(PATTERN_LIMIT_MS)
    }
    expect(patternTrouble()).toMatch(/^The pattern \^\(a\+\)\+\$ takes longer than 50 ms; .*dropped by the generator/)
  })

  it('goes on with other texts after one that took too long', () => {
    const pattern = compilePattern('^(a+)+$')
    for (let i = 0; i < 5; i++) {
      expect(() => pattern.find(`${'a'.repeat(40)}!`)).toThrow(PatternTimeout)
      expect(pattern.find('aaa')).toBe('aaa')
    }
  })

  it('is known to be bounded only without repeats inside of repeats, looks around and references back', () => {
    expect(costOf('"token":"([^"]+)"')).toEqual({ prefix: '"token":"', unbounded: 1, factor: 1 })
    expect(costOf('a?b{2,5}c*')).toEqual({ prefix: '', unbounded: 1, factor: 10 })
    expect(costOf('#\\{id\\}: (\\d{1,9})')).toEqual({ prefix: '#{id}: ', unbounded: 0, factor: 9 })
    expect(costOf('x|y+')).toMatchObject({ prefix: '', unbounded: 1, factor: 2 })
    expect(costOf('(a|a)'.repeat(30))?.factor).toBe(2 ** 30)
    for (const source of ['(a+)+', '(?:ab)*', '(?=a)', '(?<=a)b', '(a)\\1', '(?<x>a)\\k<x>']) {
      expect(costOf(source), source).toBeNull()
    }
  })

  it('is refused with an example when it is none', () => {
    expect(() => compilePattern('([a-z')).toThrow(/is no pattern.*write, for example/)
  })
})
