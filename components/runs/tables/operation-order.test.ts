import { expect, test } from 'vitest'
import { fixtureOperation, fixtureRunView } from '../follow/run-view.fixture.ts'
import { orderedOperations } from './operation-order.ts'

const { summary, judgement } = fixtureRunView({ elapsedSeconds: 600 })
const operations = Object.fromEntries(
  [
    ['op-10', 'Search 10', 50, 900],
    ['op-2', 'Search 2', 90, 100],
    ['pay', 'Pay', 70, 500],
  ].map(([key, name, p95, count]) => [key, fixtureOperation(String(key), String(name), Number(p95), Number(count))]),
)
const view = { judgement, summary: { ...summary, operations } }
const keys = (...args: [Parameters<typeof orderedOperations>[1], string]) =>
  orderedOperations(view, ...args).map(({ key }) => key)

test('operations are ordered as asked, numbers in names as numbers', () => {
  expect(keys('p95', '')).toEqual(['op-2', 'pay', 'op-10'])
  expect(keys('rate', '')).toEqual(['op-10', 'pay', 'op-2'])
  expect(keys('name', '')).toEqual(['pay', 'op-2', 'op-10'])
})

test('a search looks at name, key, method and path', () => {
  expect(keys('name', 'search')).toEqual(['op-2', 'op-10'])
  expect(keys('name', '/op-10')).toEqual(['op-10'])
  expect(keys('name', 'nothing')).toEqual([])
})
