'use client'

import { Check, CloudOff, GitPullRequestArrow, LoaderCircle, OctagonX } from 'lucide-react'
import { type ReactElement, useSyncExternalStore } from 'react'
import { useSnapshot } from '../draft/draft-context.tsx'
import type { SaveState } from '../draft/draft-store.ts'

const clock = (at: string): string => new Date(at).toLocaleTimeString('en-GB')

/** Times are of this browser's clock, so the server leaves them out. */
const useIsBrowser = (): boolean =>
  useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )

export function wordsOf(save: SaveState, canTellTime: boolean): string {
  switch (save.kind) {
    case 'saved':
      return save.at && canTellTime ? `Saved ${clock(save.at)}` : 'Saved'
    case 'saving':
      return 'Saving…'
    case 'offline':
      return 'Offline – kept here'
    case 'conflict':
      return 'Conflict'
    case 'stopped':
      return `Not saved: ${save.message}`
  }
}

const ICONS = {
  saved: [Check, 'text-pass'],
  saving: [LoaderCircle, 'motion-safe:animate-spin'],
  offline: [CloudOff, 'text-warn'],
  conflict: [GitPullRequestArrow, 'text-fail'],
  stopped: [OctagonX, 'text-fail'],
} as const

/** Where the last keystroke is: on the server, on its way, or only here. */
export function SaveStatus(): ReactElement {
  const save = useSnapshot((snapshot) => snapshot.save)
  const [Icon, tone] = ICONS[save.kind]
  return (
    <span role="status" data-save={save.kind} className="ml-1 inline-flex items-center gap-1 text-xs text-ink-3">
      <Icon aria-hidden className={`size-[13px] shrink-0 ${tone}`} />
      <span className="tabular-nums">{wordsOf(save, useIsBrowser())}</span>
    </span>
  )
}
