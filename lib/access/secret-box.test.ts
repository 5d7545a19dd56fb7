import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyIdOf, openText, sealText } from './secret-box.ts'

const KEY = 'a secret of the instance, long enough'
const ROW = 'secret/p1/staging/API_KEY'

describe('a sealed text', () => {
  it('opens with the secret and the row it was sealed for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(openText(KEY, sealText(KEY, text, ROW), ROW)).toBe(text)
      }),
      { numRuns: 30 },
    )
  })

  it('never looks the same twice, nor holds what it seals', () => {
    const [one, two] = [sealText(KEY, 'hunter2-hunter2', ROW), sealText(KEY, 'hunter2-hunter2', ROW)]
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false)
    expect(Buffer.from(one).includes('hunter2')).toBe(false)
  })

  it('does not open in another row, nor when a bit was changed', () => {
    const sealed = sealText(KEY, 'hunter2', ROW)
    expect(() => openText(KEY, sealed, 'secret/p1/production/API_KEY')).toThrow('changed outside')
    const bent = Uint8Array.from(sealed)
    bent[bent.length - 1]! ^= 1
    expect(() => openText(KEY, bent, ROW)).toThrow('changed outside')
  })

  it('says so when it was sealed under another secret, or is none', () => {
    const sealed = sealText(KEY, 'hunter2', ROW)
    expect(() => openText('another secret of the instance', sealed, ROW)).toThrow('another HEADROOM_SECRET')
    expect(() => openText(KEY, sealed.subarray(0, 20), ROW)).toThrow('another HEADROOM_SECRET')
    expect(keyIdOf(KEY)).not.toBe(keyIdOf('another secret of the instance'))
    expect(keyIdOf(KEY)).toMatch(/^[0-9a-f]{16}$/)
  })
})
