import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Deadlines, type Expiring } from './deadlines.ts'
import { DueQueue } from './due-queue.ts'

describe('a due queue', () => {
  it('gives items in the order they are due, equal ones in the order they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 3000 }), (times) => {
        const queue = new DueQueue<number>()
        for (const [index, time] of times.entries()) queue.push(time, index)
        const sorted = times.map((_, index) => index).toSorted((a, b) => times[a]! - times[b]! || a - b)
        expect(times.map(() => queue.pop(100))).toEqual(sorted)
        expect(queue.pop(100)).toBeUndefined()
      }),
      { numRuns: 30 },
    )
  })

  it('keeps what is not due', () => {
    const queue = new DueQueue<string>()
    queue.push(10, 'later')
    queue.push(5, 'now')
    expect([queue.nextMs, queue.pop(7), queue.pop(7), queue.size, queue.nextMs]).toEqual([5, 'now', undefined, 1, 10])
    expect([queue.drain(), queue.nextMs]).toEqual([['later'], Number.POSITIVE_INFINITY])
  })

  it('tells each moment that comes before all others', () => {
    const told: number[] = []
    const queue = new DueQueue<string>((dueMs) => told.push(dueMs))
    for (const dueMs of [10, 20, 10, 5, 7]) queue.push(dueMs, 'x')
    expect(told).toEqual([10, 5])
    queue.pop(5)
    queue.push(6, 'x')
    expect(told).toEqual([10, 5, 6])
  })
})

describe('deadlines', () => {
  const item = (): Expiring => ({ deadlineMs: 0, earlier: null, later: null, list: null })

  it('expire each item at its own limit, and not those taken out', () => {
    const deadlines = new Deadlines<Expiring>()
    const [quick, slow, gone] = [item(), item(), item()]
    deadlines.add(slow, 0, 100)
    deadlines.add(gone, 1, 10)
    deadlines.add(quick, 2, 10)
    deadlines.remove(gone)
    deadlines.remove(gone)
    const expired: Expiring[] = []
    deadlines.expire(11, (one) => expired.push(one))
    expect(expired).toEqual([])
    deadlines.expire(12, (one) => expired.push(one))
    expect(expired).toEqual([quick])
    expect(deadlines.all()).toEqual([slow])
    deadlines.expire(100, (one) => expired.push(one))
    expect([expired.length, deadlines.all().length]).toEqual([2, 0])
  })
})
