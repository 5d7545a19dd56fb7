import { describe, expect, it } from 'vitest'
import { benchAskSchema } from '#lib/runs/bench-schema.ts'
import { FIRST_TYPED, readAsk } from './read-ask.ts'

const read = (part: object) => readAsk({ ...FIRST_TYPED, ...part })

describe('what is typed for a quick bench', () => {
  it('is read as the server takes it, and only what its kind asks for', () => {
    const asks = [
      [{}, { connections: 10, requests: 1000 }],
      [
        { kind: 'duration', duration: '1 min', requests: 'nonsense' },
        { connections: 10, durationMs: 60_000 },
      ],
      [
        { kind: 'rate', rate: '600/min' },
        { connections: 1, durationMs: 10_000, ratePerSecond: 10 },
      ],
    ] as const
    for (const [typed, ask] of asks) {
      expect(read(typed)).toEqual({ ok: true, ask })
      expect(benchAskSchema.parse(ask)).toEqual(ask)
    }
  })

  it('is refused by field with a correct example', () => {
    expect(read({ requests: '100,001', connections: '0' })).toEqual({
      ok: false,
      problems: {
        requests: 'A whole number up to 100,000, for example 10,000',
        connections: 'A whole number up to 1,000, for example 50',
      },
    })
    expect(read({ kind: 'duration', duration: '2m' })).toMatchObject({
      problems: { duration: expect.stringContaining('at most 60 s') },
    })
    expect(read({ kind: 'rate', rate: '10' })).toMatchObject({ problems: { rate: expect.stringContaining('10/s') } })
  })
})
