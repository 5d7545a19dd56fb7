import { expect, test } from 'vitest'
import { fixtureObjective, fixtureOperation, fixtureRunView } from '../follow/run-view.fixture.ts'
import { isBeyondAll, selectedValue } from './selected-value.ts'

test('an objective is read on a window as it is judged, for its own operation', () => {
  const { summary } = fixtureRunView({ elapsedSeconds: 600 })
  const pay = fixtureOperation('pay', 'Pay', 538, 1000)
  const window = { ...summary, operations: { pay } }
  expect(selectedValue(window, fixtureObjective('a', { selector: 'pay' }))).toBe(538)
  expect(selectedValue(window, fixtureObjective('b', { selector: 'pay', metric: 'p99.9' }))).toBeNull()
  expect(selectedValue(window, fixtureObjective('c', { selector: 'pay', metric: 'error_rate' }))).toBe(0)
  expect(selectedValue(window, fixtureObjective('d', { selector: 'gone' }))).toBeNull()
  expect(isBeyondAll(window, fixtureObjective('b', { selector: 'pay', metric: 'p99.9' }))).toBe(true)
  expect(isBeyondAll(window, fixtureObjective('a', { selector: 'pay' }))).toBe(false)
  expect(isBeyondAll(window, fixtureObjective('d', { selector: 'gone' }))).toBe(false)
  expect(selectedValue(window, fixtureObjective('e', { selector: 'pay', metric: 'recovery_time' }))).toBeNull()
})
