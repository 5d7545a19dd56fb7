'use client'

import { useEffect } from 'react'
import { notify } from '#components/ui/notify.ts'
import type { DraftStore } from './draft-store.ts'

/** Ctrl or ⌘ Z takes the last edit of the plan back, with Shift (or Ctrl Y) it is done again. */
export function useUndoKeys(store: DraftStore): void {
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const letter = event.key.toLowerCase()
      if (!(event.ctrlKey || event.metaKey) || event.altKey || (letter !== 'z' && letter !== 'y')) return
      if (isOfItsOwn(event.target)) return
      event.preventDefault()
      const isRedo = letter === 'y' || event.shiftKey
      const place = isRedo ? store.redo() : store.undo()
      notify(
        place
          ? `${isRedo ? 'Done again' : 'Taken back'}: ${place.join(' ')}`
          : `Nothing to ${isRedo ? 'do again' : 'take back'}`,
        { durationMs: 2500 },
      )
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [store])
}

/** Texts that are no part of the document yet, such as the one of a dialog, take their own letters back. */
function isOfItsOwn(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false
  return target.dataset.place === undefined && !target.readOnly && target.value !== ''
}
