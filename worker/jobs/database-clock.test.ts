import { describe, expect, test } from 'vitest'
import { DatabaseClock } from './database-clock.ts'

const at = (ms: number) => new Date(1_800_000_000_000 + ms)
const local = (ms: number) => at(ms).getTime()

describe('the clock of the database', () => {
  test('is found from the quickest answer', () => {
    const clock = new DatabaseClock()
    clock.take(local(0), local(400), at(5_390))
    clock.take(local(1000), local(1004), at(6_002))
    clock.take(local(2000), local(2200), at(7_010))
    expect(clock.toLocal(at(10_000))).toEqual(at(5_000))
    expect(clock.toDatabase(at(5_000))).toEqual(at(10_000))
  })

  test('is ours where nothing says otherwise', () => {
    const clock = new DatabaseClock()
    expect(clock.toLocal(at(10_000))).toEqual(at(10_000))
    clock.take(local(0), local(10), at(9))
    expect(clock.toLocal(at(10_000))).toEqual(at(10_000))
  })
})
