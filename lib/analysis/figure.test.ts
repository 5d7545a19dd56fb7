import { expect, it } from 'vitest'
import { lineOverTime, saySpan } from './figure.ts'
import { points } from './run-fixture.ts'

it('says a span in the unit it is read in', () => {
  expect([saySpan(1500), saySpan(150_000), saySpan(86_400_000)]).toEqual([
    '1.50\u00a0s',
    '02:30\u00a0min',
    '24:00:00\u00a0h',
  ])
})

it('thins a long line to the greatest of its neighbours, and keeps gaps', () => {
  const all = points(1800, (second) => ({ p95Ms: second === 7 ? 900 : second > 900 ? null : 20 }))
  const { points: drawn } = lineOverTime({ key: 'p95', label: 'p95' }, all, ({ p95Ms }) => p95Ms)
  expect(drawn).toHaveLength(600)
  expect(drawn[2]).toEqual({ x: 6000, y: 900 })
  expect(drawn.at(-1)?.y).toBeNull()
})
