import { describe, expect, it } from 'vitest'
import { carryOver } from './use-stable-ids.ts'

const start = carryOver({ keys: [], ids: [], next: 1 }, ['a', 'b', 'c'])

describe('identities of items', () => {
  it('stay when a key is edited', () => {
    expect(carryOver(start, ['a', 'x', 'c']).ids).toEqual(start.ids)
  })

  it('move with their items, and new ones are new', () => {
    expect(carryOver(start, ['c', 'a', 'b']).ids).toEqual([3, 1, 2])
    expect(carryOver(start, ['a', 'c']).ids).toEqual([1, 3])
    expect(carryOver(start, ['a', 'a-2', 'b', 'c']).ids).toEqual([1, 4, 2, 3])
  })
})
