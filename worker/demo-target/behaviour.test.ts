import { describe, expect, it } from 'vitest'
import { DEFAULT_BEHAVIOUR, sampleLatencyMs, slowness } from './behaviour.ts'
import { Gate } from './gate.ts'
import { seededRandom } from './random.ts'

describe('latencies', () => {
  it('follow the distribution asked for, alike in every run', () => {
    const mix = {
      kind: 'mix' as const,
      parts: [
        { share: 0.9, ms: 1 },
        { share: 0.1, ms: 5 },
      ],
    }
    const draw = (latency: Parameters<typeof sampleLatencyMs>[0]) => {
      const random = seededRandom(1)
      return Array.from({ length: 10_001 }, () => sampleLatencyMs(latency, random))
    }
    expect(draw(mix).filter((ms) => ms === 5).length / 10_001).toBeCloseTo(0.1, 1)
    const normal = draw({ kind: 'lognormal', medianMs: 20, sigma: 0.5 })
    expect(Math.abs(normal.toSorted((a, b) => a - b)[5000]! - 20)).toBeLessThan(1)
    expect(draw({ kind: 'lognormal', medianMs: 20, sigma: 0.5 })).toEqual(normal)
  })

  it('shrink from many times as long to the usual ones during a slow start', () => {
    const slow = { ...DEFAULT_BEHAVIOUR, slowStart: { forMs: 10_000, factor: 11 } }
    expect([0, 5000, 10_000, 20_000].map((at) => slowness(slow, at))).toEqual([11, 6, 1, 1])
  })
})

describe('a stall', () => {
  it('is the last part of every period', () => {
    const gate = new Gate({ capacity: null, stall: { forMs: 200, everyMs: 2000 } }, 0)
    expect([0, 1799, 1800, 1999, 2000, 3900].map((at) => gate.stallLeftMs(at))).toEqual([0, 0, 200, 1, 0, 100])
  })
})
