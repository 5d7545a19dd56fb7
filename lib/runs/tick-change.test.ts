import { expect, test } from 'vitest'
import { changeBetween, withChange } from './tick-change.ts'

const state = () => ({
  run: { state: 'running', elapsedMs: 4000, endReason: null as string | null },
  operations: { home: { sent: 12, shown: { p95: 4.5 as number | null } }, pay: { sent: 3, shown: { p95: 80 } } },
  sparklines: { home: [1, 2, null] as (number | null)[], pay: [80] },
  objectives: [
    { key: 'a', reason: 'holds', compliance: { share: 1 } as object | undefined },
    { key: 'b', reason: '' },
  ],
})

/** As a reader gets it. */
const sent = <T>(value: T): T => JSON.parse(JSON.stringify(value))

test('tells only the values that moved, however deep they are', () => {
  const after = state()
  after.run.elapsedMs = 5000
  after.operations.home.sent = 13
  after.sparklines.home.push(7)
  expect(changeBetween(state(), after)).toEqual({
    run: { elapsedMs: [5000] },
    operations: { home: { sent: [13] } },
    sparklines: { home: { 3: [7] } },
  })
})

test('what did not change needs no word', () => {
  expect(changeBetween(state(), state())).toBeNull()
  const before = state()
  expect(withChange(before, null)).toBe(before)
})

test.each<[string, (after: ReturnType<typeof state>) => void]>([
  ['a value that becomes unknown', (after) => void (after.operations.home.shown.p95 = null)],
  ['a value that becomes known', (after) => void (after.run.endReason = 'completed')],
  ['a list that becomes shorter', (after) => void (after.sparklines.home = [3])],
  ['a list that becomes empty', (after) => void (after.sparklines.home = [])],
  ['a list whose items change', (after) => void Object.assign(after.objectives[1] ?? {}, { reason: 'misses' })],
  ['something new', (after) => void Object.assign(after.operations, { search: { sent: 1, shown: { p95: 2 } } })],
  ['something gone', (after) => void Reflect.deleteProperty(after.operations, 'pay')],
  ['something no longer said', (after) => void Object.assign(after.objectives[0] ?? {}, { compliance: undefined })],
  ['an object in place of a value', (after) => void Object.assign(after.run, { endReason: { code: 'lost' } })],
])('a change brings a reader to the same state: %s', (_, alter) => {
  const after = state()
  alter(after)
  const change = changeBetween(state(), after)
  expect(withChange(state(), sent(change))).toEqual(sent(after))
})

test('what did not change stays the same object, so that nobody draws it again', () => {
  const before = state()
  const after = withChange(before, { operations: { home: { sent: [13] } } })
  expect(after.operations.home).toEqual({ sent: 13, shown: { p95: 4.5 } })
  expect(after.operations.pay).toBe(before.operations.pay)
  expect(after.objectives).toBe(before.objectives)
  expect(before.operations.home.sent).toBe(12)
})
