import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { columnsFor, MOST_COLUMNS } from './heat-columns.ts'
import { LatencyHistogram } from './histogram.ts'
import { classesFor, MOST_CLASSES } from './latency-classes.ts'
import { MOST_POINTS, percentilesOf, spectrumOf, waitingSentence } from './latency-spectrum.ts'
import { emptyWindow, type MergedWindow } from './window.ts'

function histogramOf(micros: readonly number[]): LatencyHistogram {
  const histogram = new LatencyHistogram()
  for (const value of micros) histogram.record(value)
  return histogram
}

function windowOf(response: readonly number[], service: readonly number[] = response): MergedWindow {
  const window = emptyWindow()
  for (const micros of response) window.okResponse.record(micros)
  for (const micros of service) window.okService.record(micros)
  window.counts.ok = response.length
  window.counts.okResponseSumMicros = response.reduce((sum, one) => sum + one, 0)
  window.counts.okServiceSumMicros = service.reduce((sum, one) => sum + one, 0)
  window.maxMicros = Math.max(...response)
  return window
}

describe('classes of latency', () => {
  it('hold every value once, in at most 60 classes, whatever the range', () => {
    const values = fc.array(fc.integer({ min: 1, max: 3_600_000_000 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(values, (micros) => {
        const histogram = histogramOf(micros)
        const { edgesMicros, count } = classesFor([histogram])
        const counts = count(histogram)
        expect(counts.length).toBeLessThanOrEqual(MOST_CLASSES)
        expect(edgesMicros).toHaveLength(counts.length + 1)
        expect(counts.reduce((sum, one) => sum + one, 0)).toBe(micros.length)
        expect(edgesMicros[0]!).toBeLessThanOrEqual(Math.min(...micros))
        expect(edgesMicros.at(-1)! * 1.001).toBeGreaterThanOrEqual(Math.max(...micros))
      }),
      { numRuns: 60 },
    )
  })

  it('sort values by their edges', () => {
    const histogram = histogramOf([...new Array(30).fill(1_500), ...new Array(12).fill(80_000), 900_000])
    const { edgesMicros, count } = classesFor([histogram])
    const inClass = (micros: number) => count(histogram)[edgesMicros.findLastIndex((edge) => edge <= micros)]
    expect([inClass(1_500), inClass(80_000), inClass(900_000)]).toEqual([30, 12, 1])
  })

  it('are none without values', () => {
    expect(classesFor([new LatencyHistogram()])).toMatchObject({ edgesMicros: [] })
  })
})

describe('columns of a heat map', () => {
  it('cover any window once, in at most 120 columns and as many rows as may be read', () => {
    const seconds = fc.integer({ min: 0, max: 7 * 86_400 })
    fc.assert(
      fc.property(seconds, seconds, fc.constantFrom(20, 60, 240, 600), (a, b, rows) => {
        const [from, to] = [Math.min(a, b), Math.max(a, b) + 1]
        const columns = columnsFor(from, to, rows)
        expect(columns.length).toBeLessThanOrEqual(MOST_COLUMNS)
        let reached = from
        for (const { second, seconds } of columns) {
          expect(second).toBe(reached)
          expect(seconds).toBeGreaterThan(0)
          reached += seconds
        }
        expect(reached).toBe(to)
      }),
    )
  })

  it('begin at whole multiples of their width', () => {
    expect(columnsFor(17, 500).slice(0, 3)).toEqual([
      { second: 17, seconds: 3 },
      { second: 20, seconds: 5 },
      { second: 25, seconds: 5 },
    ])
    expect(columnsFor(0, 86_400)).toHaveLength(72)
  })
})

describe('the spectrum', () => {
  it('gives what the sorted samples give, to the precision of a cell', () => {
    const samples = Array.from({ length: 4_000 }, (_, i) => 200 + ((i * 7_919) % 4_000) ** 2)
    const sorted = samples.toSorted((a, b) => a - b)
    const spectrum = spectrumOf(windowOf(samples))
    expect(spectrum.length).toBeGreaterThan(60)
    expect(spectrum.length).toBeLessThanOrEqual(MOST_POINTS)
    for (const { quantile, responseMs } of spectrum) {
      const truth = sorted[Math.max(1, Math.ceil(quantile * sorted.length - 1e-9)) - 1]! / 1000
      expect(Math.abs(responseMs! / truth - 1)).toBeLessThan(0.001)
    }
    expect(spectrum.at(-1)).toMatchObject({ quantile: 1, responseMs: sorted.at(-1)! / 1000 })
    const asked = percentilesOf(windowOf(samples), [66.6, 42])
    expect(asked.map((one) => one.percent)).toEqual([42, 50, 66, 66.6, 75, 80, 90, 95, 98, 99, 99.9, 99.99])
  })

  it('stays within its points for a billion attempts', () => {
    const window = windowOf([1_000])
    window.okResponse.pages[0]![1_000] = 1e9
    window.okResponse.count = 1e9
    expect(spectrumOf(window).length).toBeLessThanOrEqual(MOST_POINTS)
  })

  it('says that nothing waited where the two times agree', () => {
    const window = windowOf([2_000, 2_100, 2_200], [1_980, 2_080, 2_180])
    expect(waitingSentence(window, spectrumOf(window))).toContain('agree')
  })

  it('says from where on requests waited behind a stall, and that sending hides it', () => {
    const fast = new Array(900).fill(2_000)
    const stalled = Array.from({ length: 100 }, (_, i) => 2_000 + i * 2_000)
    const window = windowOf([...fast, ...stalled], new Array(1_000).fill(2_000))
    const sentence = waitingSentence(window, spectrumOf(window))
    expect(sentence).toContain('In the slowest 9')
    expect(sentence).toContain('p99 is 180')
    expect(sentence).toContain('behind slower ones')
    window.counts.connectionWaitSumMicros = window.counts.okResponseSumMicros - window.counts.okServiceSumMicros
    expect(waitingSentence(window, spectrumOf(window))).toContain('for a free connection')
  })

  it('has nothing to compare where nothing was answered well', () => {
    expect(spectrumOf(emptyWindow())).toEqual([])
    expect(waitingSentence(emptyWindow(), [])).toContain('no times to compare')
  })
})
