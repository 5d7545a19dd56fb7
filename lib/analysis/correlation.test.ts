import { expect, it } from 'vitest'
import { Random } from '#lib/load/random.ts'
import { analyseCorrelation, correlate } from './correlation.ts'
import { points, runOf } from './run-fixture.ts'

const wave = (n: number, shift = 0) => Array.from({ length: n }, (_, at) => Math.sin((at - shift) / 6) + at / 1000)

it('finds how much later one follows the other', () => {
  expect(correlate(wave(200), wave(200, 5))).toMatchObject({ lag: 5, why: null })
  expect(correlate(wave(200), wave(200, 5)).rho).toBeGreaterThan(0.98)
})

it('cannot compute a constant, and says so', () => {
  expect(correlate(wave(50), new Array(50).fill(3))).toMatchObject({
    rho: null,
    why: expect.stringContaining('not computable'),
  })
  expect(correlate([1, 2], [1, 2]).why).toContain('pairs')
})

it('sees no tie between what has none', () => {
  const random = new Random(4)
  const noise = () => Array.from({ length: 300 }, () => random.normal())
  expect(Math.abs(correlate(noise(), noise()).rho ?? 0)).toBeLessThan(0.3)
})

it('tells that response time rises with the load, and lists what is not computable', () => {
  const all = points(120, (second) => ({ offered: 10 + second, inFlight: 5, p95Ms: 20 + second * 2 }))
  const said = analyseCorrelation(runOf(all, []))
  expect(said?.sentence).toMatch(/Response time \(p95\) rises with offered load/)
  expect(said?.table?.rows.find(({ cause }) => cause === 'Requests in flight')?.note).toContain('not computable')
  expect(analyseCorrelation(runOf(points(10), []))).toBeNull()
})

it('takes what monitors measured', () => {
  const all = points(60, (second) => ({ p95Ms: 20 + (second % 7) }))
  const cpu = { name: 'CPU', values: all.map(({ p95Ms }) => (p95Ms ?? 0) / 100) }
  expect(analyseCorrelation(runOf(all, []), [cpu])?.sentence).toContain('with CPU')
})
