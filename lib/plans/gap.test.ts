import { describe, expect, it } from 'vitest'
import { gapBetween } from './gap.ts'

const plain = (text: string | null) => text?.replaceAll('\u00a0', ' ')

describe('the gap between a value and its target', () => {
  it('is told in the unit of both and as a part of the target', () => {
    expect(plain(gapBetween('3.1s', '2s'))).toBe('+1.10 s (55 %)')
    expect(plain(gapBetween('480KB', '300KB'))).toBe('+180 kB (60 %)')
    expect(plain(gapBetween('99%', '99.9%'))).toMatch(/^−0\.9/)
  })

  it('is none when the target is met exactly', () => {
    expect(gapBetween('200ms', '0.2s')).toBe('none')
  })

  it('cannot be told of what a run will bring, or of different units', () => {
    expect(gapBetween('p95 of baseline', '200ms')).toBeNull()
    expect(gapBetween('200ms', '5%')).toBeNull()
  })
})
