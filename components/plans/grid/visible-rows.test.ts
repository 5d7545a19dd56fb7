import { describe, expect, it } from 'vitest'
import { ROW_PX, visibleSpan } from './visible-rows.ts'

describe('the rows of a long table that are drawn', () => {
  it('are those on the screen and a few around them', () => {
    const { first, last } = visibleSpan(1000, -500 * ROW_PX, 20 * ROW_PX)
    expect(first).toBe(500 - 16)
    expect(last).toBe(520 + 16)
  })

  it('never leave the table', () => {
    expect(visibleSpan(100, 50_000, 900).first).toBe(0)
    expect(visibleSpan(100, -50_000, 900).last).toBeLessThanOrEqual(100)
  })
})
