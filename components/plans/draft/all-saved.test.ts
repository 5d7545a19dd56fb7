import { describe, expect, it } from 'vitest'
import { allSaved } from './all-saved.ts'
import { DraftStore, type SaveAnswer } from './draft-store.ts'

function storeThat(answer: SaveAnswer) {
  const store = new DraftStore(
    { version: 1, draft: { name: 'Orders' }, savedAt: null },
    { save: async () => answer, keep: () => {}, later: () => () => {}, tell: () => {} },
  )
  return store
}

const edit = { op: 'set' as const, path: ['summary'], value: 'Typed just now' }

describe('waiting until all is saved', () => {
  it('is over at once when nothing waits', async () => {
    expect(await allSaved(storeThat({ kind: 'unreachable' }))).toBeNull()
  })

  it('sends what waits, without the pause after the last keystroke', async () => {
    const store = storeThat({ kind: 'saved', version: 2, savedAt: '2026-11-21T10:00:00Z' })
    store.edit(edit)
    expect(await allSaved(store)).toBeNull()
    expect(store.snapshot().version).toBe(2)
  })

  it('says why when the server does not get it', async () => {
    const store = storeThat({ kind: 'unreachable' })
    store.edit(edit)
    expect(await allSaved(store)).toContain('did not reach the server')
  })
})
