import { describe, expect, it } from 'vitest'
import { volumeAtEnd } from './volume.ts'

const HOUR = 3_600_000

describe('the size a volume test ends at', () => {
  it('grows with its duration', () => {
    expect(volumeAtEnd('1GB/h', 4 * HOUR)).toBe(4e9)
    expect(volumeAtEnd('100 MB per hour', HOUR / 2)).toBe(5e7)
    expect(volumeAtEnd('2GB/30m', HOUR)).toBe(4e9)
  })

  it('is not told of what is no growth', () => {
    expect(volumeAtEnd('1GB', HOUR)).toBeNull()
    expect(volumeAtEnd('a lot', HOUR)).toBeNull()
    expect(volumeAtEnd('1GB/fortnight', HOUR)).toBeNull()
  })
})
