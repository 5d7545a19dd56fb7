'use client'

import { useEffect, useState } from 'react'
import { notify } from '#components/ui/notify.ts'
import type { PlanView } from '#lib/plans/schema.ts'
import { DraftStore } from './draft-store.ts'
import { keepCopy, takeCopies } from './safety-copy.ts'
import { saveDraft } from './save-draft.ts'

/** The store of one open plan: takes up what could not be sent before, and warns before unsent work is left behind. */
export function useDraftStore(plan: PlanView): DraftStore {
  const [store] = useState(() => createStore(plan))

  useEffect(() => {
    const copy = takeCopies(plan.id)
    if (copy) {
      store.restore(copy)
      notify('Edits that were not saved before are back', { description: 'They are being saved now.' })
    }
    const online = (): void => store.flush()
    const hidden = (): void => {
      if (document.visibilityState === 'hidden') store.flush()
    }
    const leave = (event: BeforeUnloadEvent): void => {
      if (store.isSettled) return
      store.flush()
      event.preventDefault()
    }
    window.addEventListener('online', online)
    document.addEventListener('visibilitychange', hidden)
    window.addEventListener('beforeunload', leave)
    return () => {
      window.removeEventListener('online', online)
      document.removeEventListener('visibilitychange', hidden)
      window.removeEventListener('beforeunload', leave)
      store.flush()
    }
  }, [store, plan.id])

  return store
}

function createStore(plan: PlanView): DraftStore {
  const windowName = Math.random().toString(36).slice(2)
  return new DraftStore(
    { version: plan.version, draft: plan.draft, savedAt: plan.updatedAt },
    {
      save: (baseVersion, operations) => saveDraft(plan.id, baseVersion, operations),
      keep: (copy) => keepCopy(plan.id, windowName, copy),
      later: (run, ms) => {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
      tell: (message) => notify('Not saved', { description: message, durationMs: 12_000 }, 'error'),
    },
  )
}
