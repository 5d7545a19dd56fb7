import type { DraftStore, SaveState } from './draft-store.ts'

/** Sends what waits; resolves with null when the server has all of it, else with the reason why not. */
export function allSaved(store: Pick<DraftStore, 'snapshot' | 'subscribe' | 'flush'>): Promise<string | null> {
  return new Promise((resolve) => {
    let leave: (() => void) | undefined
    const look = (): boolean => {
      const { save } = store.snapshot()
      if (save.kind === 'saving') return false
      leave?.()
      resolve(whyNot(save))
      return true
    }
    if (look()) return
    leave = store.subscribe(look)
    store.flush()
  })
}

function whyNot(save: SaveState): string | null {
  if (save.kind === 'offline') return 'Your last edits did not reach the server yet. Try again when they are saved.'
  if (save.kind === 'conflict') return 'Somebody else changed the same field. Choose one of both values first.'
  return save.kind === 'stopped' ? save.message : null
}
