import { expect, test } from 'vitest'
import { gaugeScale } from './gauge-scale.ts'

test('a gauge begins at zero and ends at 1.2 times the limit', () => {
  const scale = gaugeScale({ value: 420, target: 350, limit: 700, higherIsBetter: false })
  expect([scale.target, scale.limit, scale.value].map(Math.round)).toEqual([42, 83, 50])
  expect(scale.past).toBe(false)
})

test('a value past the end of the scale stands at its edge and says so', () => {
  expect(gaugeScale({ value: 5000, target: 350, limit: 700, higherIsBetter: false })).toMatchObject({
    value: 100,
    past: true,
  })
})

test('where higher is better the limit stands left of the target', () => {
  const scale = gaugeScale({ value: 487, target: 495, limit: 450, higherIsBetter: true })
  expect(scale.limit).toBeLessThan(scale.value)
  expect(scale.value).toBeLessThan(scale.target)
})

test('without a limit everything past the target is amber', () => {
  expect(gaugeScale({ value: 50, target: 100, limit: null, higherIsBetter: false }).limit).toBe(100)
})

test('the interval keeps its order', () => {
  const scale = gaugeScale({ value: 10, interval: [20, 5], target: 30, limit: 40, higherIsBetter: false })
  expect(scale.low).toBeLessThan(scale.high)
})

test('an objective without any room is still drawn', () => {
  expect(gaugeScale({ value: 0, target: 0, limit: 0, higherIsBetter: false })).toMatchObject({ value: 0, limit: 0 })
})
