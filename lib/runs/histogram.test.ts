import { deflateSync } from 'node:zlib'
import fc from 'fast-check'
import { build, decodeFromCompressedBase64, type Histogram } from 'hdr-histogram-js'
import { describe, expect, it } from 'vitest'
import { LatencyHistogram, mergeEncoded, rankOf } from './histogram.ts'
import { HIGHEST_MICROS } from './histogram-pages.ts'

function histogramOf(values: number[]): LatencyHistogram {
  const histogram = new LatencyHistogram()
  for (const value of values) histogram.record(value)
  return histogram
}

function reference(values: number[]): Histogram {
  const histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: HIGHEST_MICROS,
    numberOfSignificantValueDigits: 3,
  })
  for (const value of values) histogram.recordValue(value)
  return histogram
}

/** What hdr-histogram-js makes of our bytes. */
function readByReference(bytes: Uint8Array): Histogram {
  const compressed = deflateSync(bytes)
  const framed = Buffer.alloc(8 + compressed.length)
  framed.writeInt32BE(0x1c849314, 0)
  framed.writeInt32BE(compressed.length, 4)
  compressed.copy(framed, 8)
  return decodeFromCompressedBase64(framed.toString('base64'))
}

const micros = fc.oneof(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: HIGHEST_MICROS }))

describe('a latency histogram', () => {
  it('gives every percentile that HdrHistogram gives', () => {
    fc.assert(
      fc.property(
        fc.array(micros, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (values, q) => {
          expect(histogramOf(values).quantile(q)).toBe(reference(values).getValueAtPercentile(q * 100))
        },
      ),
    )
  })

  it('is within 0.1 % of the sorted values at every percentile', () => {
    fc.assert(
      fc.property(
        fc.array(micros, { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0.001, max: 1, noNaN: true }),
        (values, q) => {
          const truth = values.toSorted((a, b) => a - b)[rankOf(q, values.length) - 1]!
          const shown = histogramOf(values).quantile(q)!
          expect(shown).toBeGreaterThanOrEqual(truth)
          expect(shown - truth).toBeLessThanOrEqual(truth / 1000)
        },
      ),
    )
  })

  it('writes bytes that HdrHistogram reads back with the same counts', () => {
    fc.assert(
      fc.property(fc.array(micros, { minLength: 1, maxLength: 300 }), (values) => {
        const read = readByReference(histogramOf(values).encode()!)
        expect(read.totalCount).toBe(values.length)
        for (const q of [10, 50, 90, 95, 99, 100]) {
          expect(read.getValueAtPercentile(q)).toBe(reference(values).getValueAtPercentile(q))
        }
      }),
    )
  })

  it('merges encoded parts into exactly the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.array(micros, { maxLength: 80 }), { maxLength: 6 }), (parts) => {
        const merged = mergeEncoded(parts.map((part) => histogramOf(part).encode()))
        expect([...merged.cells()]).toEqual([...histogramOf(parts.flat()).cells()])
        expect(merged.count).toBe(parts.flat().length)
      }),
    )
  })

  it('takes values beyond its range as its ends', () => {
    expect(histogramOf([0, -5, 0.2]).quantile(1)).toBe(1)
    expect(histogramOf([HIGHEST_MICROS * 10]).quantile(1)).toBeGreaterThanOrEqual(HIGHEST_MICROS)
  })

  it('is nothing when empty, and refuses bytes that are no histogram', () => {
    expect(new LatencyHistogram().quantile(0.5)).toBeNull()
    expect(new LatencyHistogram().encode()).toBeNull()
    expect(() => new LatencyHistogram().addEncoded(new Uint8Array(50))).toThrow(RangeError)
  })

  it('survives counts that no 32-bit cell would hold', () => {
    const histogram = histogramOf([100])
    for (let doubling = 0; doubling < 40; doubling++)
      histogram.add(
        LatencyHistogram.fromPages(
          histogram.pages.map((page) => page?.slice() ?? null),
          histogram.count,
        ),
      )
    expect(mergeEncoded([histogram.encode()]).count).toBe(2 ** 40)
  })
})
