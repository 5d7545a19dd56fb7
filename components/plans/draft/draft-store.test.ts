import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { DraftOperation } from '#lib/plans/merge.ts'
import { DraftStore, type SafetyCopy, type SaveAnswer } from './draft-store.ts'

const set = (path: string, value: unknown): DraftOperation => ({ op: 'set', path: path.split('.'), value })
const PLAN: PlanDraft = { name: 'Orders', slas: [{ key: 'a', target: '1s' }] }

/** A server that answers when told to, and a clock that waits to be wound. */
function laboratory(draft: PlanDraft = PLAN) {
  const requests: { baseVersion: number; operations: readonly DraftOperation[]; answer: (a: SaveAnswer) => void }[] = []
  const timers: { run: () => void; ms: number }[] = []
  const told: string[] = []
  let kept: SafetyCopy | null = null
  const store = new DraftStore(
    { version: 3, draft, savedAt: null },
    {
      save: (baseVersion, operations) =>
        new Promise((answer) => void requests.push({ baseVersion, operations, answer })),
      keep: (copy) => {
        kept = copy
      },
      later: (run, ms) => {
        const timer = { run, ms }
        timers.push(timer)
        return () => void timers.splice(timers.indexOf(timer), 1)
      },
      tell: (message) => void told.push(message),
    },
  )
  return {
    store,
    requests,
    told,
    kept: () => kept,
    tick: () => timers.shift()?.run(),
    pause: () => timers[0]?.ms,
    answer: async (answer: SaveAnswer) => {
      requests.at(-1)?.answer(answer)
      await new Promise((done) => setTimeout(done))
    },
  }
}

const saved = (version: number, draft?: PlanDraft): SaveAnswer => ({
  kind: 'saved',
  version,
  savedAt: '2026-11-21T14:02:33Z',
  draft,
})

describe('a draft in the browser', () => {
  it('shows an edit at once, sends it after a pause, and says when it is saved', async () => {
    const lab = laboratory()
    lab.store.edit(set('name', 'Orders API'))
    expect(lab.store.snapshot().draft.name).toBe('Orders API')
    expect(lab.store.snapshot().save.kind).toBe('saving')
    expect(lab.requests).toHaveLength(0)
    lab.tick()
    expect(lab.requests[0]).toMatchObject({ baseVersion: 3, operations: [set('name', 'Orders API')] })
    await lab.answer(saved(4))
    expect(lab.store.snapshot()).toMatchObject({ version: 4, save: { kind: 'saved', at: '2026-11-21T14:02:33Z' } })
    expect(lab.kept()).toBeNull()
  })

  it('keeps what is untouched the same object', () => {
    const lab = laboratory()
    const before = lab.store.snapshot().draft.slas
    lab.store.edit(set('name', 'x'))
    expect(lab.store.snapshot().draft.slas).toBe(before)
  })

  it('sends what was typed meanwhile after the answer, against the new version', async () => {
    const lab = laboratory()
    lab.store.edit(set('name', 'a'))
    lab.tick()
    lab.store.edit(set('name', 'b'))
    lab.tick()
    expect(lab.requests).toHaveLength(1)
    await lab.answer(saved(4))
    lab.tick()
    expect(lab.requests[1]).toMatchObject({ baseVersion: 4, operations: [set('name', 'b')] })
    expect(lab.store.snapshot().draft.name).toBe('b')
  })

  it('keeps edits while the server cannot be reached, and tries again', async () => {
    const lab = laboratory()
    lab.store.edit(set('name', 'a'))
    lab.tick()
    await lab.answer({ kind: 'unreachable' })
    expect(lab.store.snapshot().save.kind).toBe('offline')
    expect(lab.kept()).toEqual({ baseVersion: 3, operations: [set('name', 'a')] })
    lab.tick()
    await lab.answer(saved(4))
    expect(lab.store.snapshot().save.kind).toBe('saved')
    expect(lab.kept()).toBeNull()
  })

  it('takes up what an earlier page could not send', async () => {
    const lab = laboratory()
    lab.store.restore({ baseVersion: 2, operations: [set('name', 'typed on the train')] })
    expect(lab.store.snapshot().draft.name).toBe('typed on the train')
    lab.tick()
    expect(lab.requests[0]?.baseVersion).toBe(2)
  })

  it('takes over what others changed, without losing its own', async () => {
    const lab = laboratory()
    lab.store.edit(set('name', 'mine'))
    lab.tick()
    lab.store.edit(set('version', '2'))
    await lab.answer(saved(9, { name: 'mine', summary: 'theirs' }))
    expect(lab.store.snapshot().draft).toEqual({ name: 'mine', summary: 'theirs', version: '2' })
  })

  it('asks when two people changed one field, and sends the choice', async () => {
    const lab = laboratory()
    lab.store.edit(set('slas.a.target', '2s'))
    lab.tick()
    const fields = [{ path: ['slas', 'a', 'target'], yours: '2s', theirs: '3s' }]
    const now = { version: 7, draft: { name: 'Orders', slas: [{ key: 'a', target: '3s' }] } }
    await lab.answer({ kind: 'conflict', fields, now })
    expect(lab.store.snapshot()).toMatchObject({ save: { kind: 'conflict' }, conflicts: fields })
    expect(lab.requests).toHaveLength(1)
    lab.store.resolve(new Set(['slas.a.target']))
    expect(lab.requests[1]).toMatchObject({ baseVersion: 7, operations: [set('slas.a.target', '2s')] })
    await lab.answer(saved(8))
    expect(lab.store.snapshot().draft.slas?.[0]?.target).toBe('2s')
  })

  it('takes theirs when asked to', async () => {
    const lab = laboratory()
    lab.store.edit(set('slas.a.target', '2s'))
    lab.tick()
    const fields = [{ path: ['slas', 'a', 'target'], yours: '2s', theirs: '3s' }]
    const now = { version: 7, draft: { name: 'Orders', slas: [{ key: 'a', target: '3s' }] } }
    await lab.answer({ kind: 'conflict', fields, now })
    lab.store.resolve(new Set())
    expect(lab.store.snapshot().draft.slas?.[0]?.target).toBe('3s')
    expect(lab.requests).toHaveLength(1)
    expect(lab.store.snapshot().save.kind).toBe('saved')
  })

  it('finds the one edit that is refused, takes it back and saves the others', async () => {
    const lab = laboratory()
    lab.store.edit(set('slas.a.key', 'Not A Key'))
    lab.store.edit(set('name', 'fine'))
    lab.tick()
    await lab.answer({ kind: 'refused', message: 'A key is lower-case', isFinal: false })
    lab.tick()
    await lab.answer({ kind: 'refused', message: 'A key is lower-case', isFinal: false })
    expect(lab.told).toEqual(['A key is lower-case'])
    lab.tick()
    expect(lab.requests.at(-1)?.operations).toEqual([set('name', 'fine')])
    await lab.answer(saved(4))
    expect(lab.store.snapshot().draft).toMatchObject({ name: 'fine', slas: [{ key: 'a' }] })
    expect(lab.store.snapshot().save.kind).toBe('saved')
  })

  it('stops, and keeps everything here, when it may no longer write', async () => {
    const lab = laboratory()
    lab.store.edit(set('name', 'a'))
    lab.tick()
    await lab.answer({ kind: 'refused', message: 'Sign in again', isFinal: true })
    expect(lab.store.snapshot().save).toEqual({ kind: 'stopped', message: 'Sign in again' })
    expect(lab.kept()?.operations).toHaveLength(1)
  })

  it('takes the last edit back and does it again, as edits that are saved like any other', () => {
    const lab = laboratory()
    for (const name of ['P', 'Pa', 'Pay']) lab.store.edit(set('name', name))
    lab.store.edit({ op: 'remove', path: ['slas', 'a'] })
    lab.store.undo()
    expect(lab.store.snapshot().draft).toEqual({ name: 'Orders', slas: [{ key: 'a', target: '1s' }] })
    lab.store.redo()
    expect(lab.store.snapshot().draft).toEqual({ name: 'Pay', slas: [] })
    expect(lab.store.undo()).not.toBeNull()
    expect(lab.store.undo()).toBeNull()
    lab.tick()
    expect(lab.requests).toHaveLength(1)
  })

  it('takes back what was typed in one field as a whole, and leaves the field before it', async () => {
    const lab = laboratory()
    lab.store.edit(set('summary', 'Why'))
    await Promise.resolve()
    for (const text of ['2', '2s']) {
      lab.store.edit(set('slas.a.target', text))
      await Promise.resolve()
    }
    expect(lab.store.undo()).toEqual(['slas', 'a', 'target'])
    expect(lab.store.snapshot().draft).toEqual({ name: 'Orders', summary: 'Why', slas: [{ key: 'a', target: '1s' }] })
    lab.store.undo()
    expect(lab.store.snapshot().draft.summary).toBeUndefined()
  })

  it('takes back new items, new keys and new parts as if they had never been', async () => {
    const lab = laboratory()
    const acts: DraftOperation[][] = [
      [{ op: 'insert', path: ['slas'], value: { key: 'b' } }],
      [{ op: 'insert', path: ['risks'], value: { key: 'r' } }],
      [set('ticket.id', 'FM-5')],
      [set('slas.a.key', 'first'), set('slas.first.target', '3s')],
      [{ op: 'insert', path: ['contacts'], value: { role: 'Test lead' } }],
      [{ op: 'move', path: ['slas', 'b'], before: 'first' }],
    ]
    for (const edits of acts) {
      lab.store.editAll(edits)
      await Promise.resolve()
    }
    for (const _ of acts) lab.store.undo()
    expect(lab.store.snapshot().draft).toEqual(PLAN)
  })

  it('sends no more at once than the server takes', async () => {
    const lab = laboratory()
    lab.store.editAll(
      Array.from({ length: 600 }, (_, n) => ({ op: 'insert', path: ['slas'], value: { key: `k-${n}` } })),
    )
    lab.tick()
    expect(lab.requests[0]?.operations).toHaveLength(500)
    await lab.answer(saved(4))
    lab.tick()
    expect(lab.requests[1]?.operations).toHaveLength(100)
    expect(lab.store.snapshot().draft.slas).toHaveLength(601)
  })
})
