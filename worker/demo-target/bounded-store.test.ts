import { describe, expect, it } from 'vitest'
import { BoundedStore } from './bounded-store.ts'

describe('a bounded store', () => {
  it('forgets the oldest beyond so many', () => {
    const store = new BoundedStore<number>({ entries: 2, bytes: 1000 })
    for (const n of [1, 2, 3]) store.set(`k${n}`, n, 1)
    expect([store.size, store.get('k1'), store.get('k3'), store.values().toArray()]).toEqual([2, null, 3, [2, 3]])
  })

  it('forgets the oldest beyond so many bytes, whatever is replaced or taken out', () => {
    const store = new BoundedStore<string>({ entries: 100, bytes: 100 })
    store.set('a', 'a', 40)
    store.set('b', 'b', 40)
    store.set('a', 'again', 60)
    expect(store.get('b')).toBe('b')
    expect(store.isFull(1)).toBe(true)
    store.delete('b')
    expect(store.isFull(40)).toBe(false)
    store.set('c', 'c', 50)
    expect([store.get('a'), store.get('c')]).toEqual([null, 'c'])
  })
})
