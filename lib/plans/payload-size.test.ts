import { describe, expect, it } from 'vitest'
import { parsePayloadSize } from './payload-size.ts'

describe('the size of a payload class', () => {
  it('is one size or a range', () => {
    expect(parsePayloadSize('5KB')).toEqual({ ok: true, leastBytes: 5000, mostBytes: 5000 })
    for (const text of ['1KB-4KB', '1-4KB', '1KB to 4 KB', '1KB – 4KB']) {
      expect(parsePayloadSize(text)).toEqual({ ok: true, leastBytes: 1000, mostBytes: 4000 })
    }
  })

  it('is refused without a unit, or when it falls', () => {
    expect(parsePayloadSize('5')).toMatchObject({ ok: false, message: expect.stringMatching('no unit') })
    expect(parsePayloadSize('4KB-1KB')).toMatchObject({
      ok: false,
      message: expect.stringMatching('smaller size first'),
    })
    expect(parsePayloadSize('small')).toMatchObject({ ok: false })
  })
})
