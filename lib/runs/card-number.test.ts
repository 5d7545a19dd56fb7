import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideCardNumbers } from './card-number.ts'

/** `digits` and the check digit that makes a card number of them. */
function withCheckDigit(digits: string): string {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const counted = Number(digit) * (index % 2 === 0 ? 2 : 1)
    return total + (counted > 9 ? counted - 9 : counted)
  }, 0)
  return `${digits}${(10 - (sum % 10)) % 10}`
}

const anyCard = fc
  .tuple(fc.stringMatching(/^[3-9]$/), fc.stringMatching(/^\d{11,17}$/))
  .map(([first, rest]) => withCheckDigit(first + rest))

describe('payment card numbers', () => {
  it('keep their last four digits, in one or in groups', () => {
    const cards = ['4111111111111111', '4111 1111 1111 1111', '5555-5555-5555-4444', '3782 822463 10005']
    const others = ['30569309025904', '6011 0009 9013 9424', '2223 0000 4840 0011', '4222222222222', '6304000000000000']
    for (const card of [...cards, ...others]) {
      expect(hideCardNumbers(`paid with ${card}, thanks`)).toMatch(/^paid with •••\d{4}, thanks$/)
    }
    expect(hideCardNumbers('4111111111111111')).toBe('•••1111')
    expect(hideCardNumbers('6304 0000 0000 0000 000')).toBe('•••0000')
  })

  it('are found in addresses, forms and JSON', () => {
    expect(hideCardNumbers('/pay?pan=4111%201111%201111%201111&n=2')).toBe('/pay?pan=•••1111&n=2')
    expect(hideCardNumbers('/cards/4111111111111111/limit')).toBe('/cards/•••1111/limit')
    expect(hideCardNumbers('/x?q=card%204111111111111111')).toBe('/x?q=card%20•••1111')
    expect(hideCardNumbers('pan=4111+1111+1111+1111&exp=12')).toBe('pan=•••1111&exp=12')
    expect(hideCardNumbers(JSON.stringify({ note: 'card:\n4111 1111 1111 1111\t' }))).toBe(
      '{"note":"card:\\n•••1111\\t"}',
    )
    expect(hideCardNumbers('{"pan": 4111111111111111,"n":1}')).toBe('{"pan": "•••1111","n":1}')
    expect(hideCardNumbers('{"text":"{\\"pan\\":4111111111111111}"}')).toBe('{"text":"{\\"pan\\":•••1111}"}')
  })

  it('are found among other numbers', () => {
    expect(hideCardNumbers('42 4111 1111 1111 1111 123')).toBe('42 •••1111 123')
    expect(hideCardNumbers('4111 1111 1111 1111 5555 5555 5555 4444')).toBe('•••1111 •••4444')
    expect(hideCardNumbers('4111111111111111 4111111111111112')).toBe('•••1111 4111111111111112')
  })

  it('leave no beginning of one where a text was cut', () => {
    expect(hideCardNumbers('{"pan":"4111 1111 11', true)).toBe('{"pan":"•••')
    expect(hideCardNumbers('{"pan":"4111 1111 ', true)).toBe('{"pan":"••• ')
    expect(hideCardNumbers('pan=4111%201111%2', true)).toBe('pan=•••%2')
    expect(hideCardNumbers('{"pan":"4111 1111 11')).toBe('{"pan":"4111 1111 11')
    expect(hideCardNumbers('{"id":411111', true)).toBe('{"id":411111')
    expect(hideCardNumbers('{"at":1763765432123', true)).toBe('{"at":1763765432123')
  })

  it('are hidden whatever their digits', () => {
    fc.assert(
      fc.property(anyCard, fc.constantFrom('', ' ', '-'), (card, between) => {
        const written = card.match(/.{1,4}/g)!.join(between)
        const hidden = hideCardNumbers(`{"pan":"${written}","id":7}`)
        expect(hidden).toBe(`{"pan":"•••${card.slice(-4)}","id":7}`)
      }),
    )
  })
})

describe('what is no card number', () => {
  it('stays where its check digit is another', () => {
    fc.assert(
      fc.property(anyCard, fc.integer({ min: 1, max: 9 }), (card, more) => {
        const other = card.slice(0, -1) + ((Number(card.at(-1)) + more) % 10)
        expect(hideCardNumbers(other)).toBe(other)
      }),
    )
  })

  it('stays for most ids', () => {
    const ids = Array.from({ length: 2_000 }, (_, n) =>
      String(10n ** 15n * BigInt(1 + (n % 9)) + BigInt(n) * 7_919_977n),
    )
    expect(ids.filter((id) => hideCardNumbers(id) !== id).length).toBeLessThan(240)
  })

  it('stays for every moment', () => {
    const moments = fc.date({ min: new Date('2001-09-10'), max: new Date('2033-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(moments, (at) => {
        const [iso, ms] = [at.toISOString(), String(at.getTime())]
        const [day = '', time = ''] = iso.split(/[TZ]/)
        const clock = time.replaceAll(/[:.]/g, '')
        const written = [iso, ms, `${ms}000`, `${ms}123456`, `${day} ${time}`, `${day}T${clock}`]
        const compact = [`${day.replaceAll('-', '')}${clock}`, `${day}-${clock}`, `${day} ${clock.slice(0, 6)}`]
        for (const text of [...written, ...compact, ...written.map((one) => `{"at":${one},"to":"${one}"}`)]) {
          expect(hideCardNumbers(text)).toBe(text)
        }
      }),
    )
  })

  it('stays for every UUID, also of digits alone and after another number', () => {
    const digits = fc
      .stringMatching(/^\d{32}$/)
      .map((text) => text.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'))
    fc.assert(
      fc.property(fc.oneof(fc.uuid(), digits), (uuid) => {
        for (const text of [uuid, uuid.toUpperCase(), `/orders/${uuid}/lines`, `3 ${uuid}`, uuid.replaceAll('-', '')]) {
          expect(hideCardNumbers(text)).toBe(text)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('stays in words and fractions', () => {
    for (const text of [
      'a4111111111111111',
      '4111111111111111b',
      '0.4111111111111111',
      '4111111111111111.5',
      '0004111111111111111',
    ])
      expect(hideCardNumbers(text)).toBe(text)
  })
})
