import { describe, expect, it } from 'vitest'
import type { DraftOperation } from '#lib/plans/merge.ts'
import { addEdit, allEdits, EMPTY_QUEUE, putBack, resolveField, settle, takeAll, takeOne } from './edit-queue.ts'

const set = (path: string, value: unknown): DraftOperation => ({ op: 'set', path: path.split('.'), value })
const queued = (...edits: DraftOperation[]) => edits.reduce(addEdit, EMPTY_QUEUE)

describe('the queue of edits', () => {
  it('keeps one edit of a field that is typed letter by letter', () => {
    const queue = queued(set('name', 'O'), set('version', '1'), set('name', 'Or'), set('name', 'Ord'))
    expect(queue.waiting).toEqual([set('name', 'Ord'), set('version', '1')])
  })

  it('does not pull an edit in front of the removal of what it is in', () => {
    const removal: DraftOperation = { op: 'remove', path: ['slas', 'a'] }
    const again: DraftOperation = { op: 'insert', path: ['slas'], value: { key: 'a' } }
    const queue = queued(set('slas.a.target', '1s'), removal, again, set('slas.a.target', '2s'))
    expect(queue.waiting).toEqual([set('slas.a.target', '1s'), removal, again, set('slas.a.target', '2s')])
  })

  it('leaves alone what is already on its way', () => {
    const sending = takeAll(queued(set('name', 'a')))
    const queue = addEdit(sending, set('name', 'b'))
    expect(queue).toEqual({ sent: [set('name', 'a')], waiting: [set('name', 'b')] })
    expect(takeAll(queue)).toBe(queue)
    expect(settle(queue)).toEqual({ sent: [], waiting: [set('name', 'b')] })
  })

  it('puts a failed request back in front, with later values kept', () => {
    const queue = addEdit(takeAll(queued(set('name', 'a'), set('version', '1'))), set('name', 'b'))
    expect(putBack(queue)).toEqual({ sent: [], waiting: [set('name', 'b'), set('version', '1')] })
  })

  it('sends one edit alone to find the one that is refused', () => {
    const queue = takeOne(queued(set('name', 'a'), set('version', '1')))
    expect(queue.sent).toEqual([set('name', 'a')])
    expect(allEdits(queue)).toHaveLength(2)
  })

  it('sets my value again, or drops it for theirs', () => {
    const conflict = { path: ['name'], yours: 'mine', theirs: 'theirs' }
    const queue = queued(set('name', 'mine'), set('version', '1'))
    expect(resolveField(queue, conflict, true).waiting).toEqual([set('name', 'mine'), set('version', '1')])
    expect(resolveField(queue, conflict, false).waiting).toEqual([set('version', '1')])
  })
})
