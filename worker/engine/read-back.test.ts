import { describe, expect, it } from 'vitest'
import { readDocument } from './read-back.ts'

const write = { key: 'o-1', body: Buffer.from('{"name":"Item 1","size":3}') }

describe('what a reading says of a write', () => {
  it('is there with what was written, whatever the target added', () => {
    expect(readDocument({ id: 'o-1', name: 'Item 1', size: 3, updatedAt: 'now' }, write)).toEqual([])
  })

  it('is corrupted when a written field has another value', () => {
    expect(readDocument({ id: 'o-1', name: 'Item 1?', size: 3 }, write)).toEqual(['corrupted'])
  })

  it('is read from lists: absent, once, or more than once', () => {
    const item = { id: 'o-1', name: 'Item 1', size: 3 }
    expect(readDocument({ items: [] }, write)).toBe('absent')
    expect(readDocument({ items: [{ id: 'o-2' }, item] }, write)).toEqual([])
    expect(readDocument([item, item], write)).toEqual(['duplicated'])
    expect(readDocument({ items: [{ ...item, size: 4 }] }, write)).toEqual(['corrupted'])
    expect(readDocument([item, { ...item, size: 4 }], write)).toEqual(['duplicated', 'corrupted'])
  })

  it('cannot be compared where nothing of it is JSON', () => {
    expect(readDocument('taken', { key: 'x', body: Buffer.from('a=1') })).toEqual([])
    expect(readDocument({ name: 'other' }, { key: 'x', body: null })).toEqual([])
  })
})
