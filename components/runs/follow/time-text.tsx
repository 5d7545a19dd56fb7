'use client'

// How seconds of a run are named on all of its page: elapsed since the start, or by the clock (UTC). Remembered for the next run.

import { createContext, type ReactElement, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { showClock } from '#lib/core/number-format.ts'

export type TimeKind = 'elapsed' | 'clock'

interface TimeText {
  kind: TimeKind
  setKind: (kind: TimeKind) => void
  show: (second: number) => string
  /** Without a start there is no clock to tell by. */
  hasClock: boolean
}

const STORED = 'headroom.run-time'
const Context = createContext<TimeText>({ kind: 'elapsed', setKind: () => {}, show: showClock, hasClock: false })

export function TimeTextProvider({
  startedAt,
  children,
}: {
  startedAt: string | null
  children: ReactNode
}): ReactElement {
  const [kind, setKind] = useState<TimeKind>('elapsed')
  // The server cannot know what this browser remembers.
  useEffect(() => {
    if (localStorage.getItem(STORED) === 'clock') setKind('clock')
  }, [])
  const value = useMemo<TimeText>(
    () => ({
      kind,
      hasClock: startedAt !== null,
      show: kind === 'clock' && startedAt !== null ? (second) => clockOf(startedAt, second) : showClock,
      setKind: (next) => {
        setKind(next)
        localStorage.setItem(STORED, next)
      },
    }),
    [kind, startedAt],
  )
  return <Context value={value}>{children}</Context>
}

export const useTimeText = (): TimeText => useContext(Context)

/** `14:05:30` UTC of a second of the run. */
function clockOf(startedAt: string, second: number): string {
  return new Date(new Date(startedAt).getTime() + second * 1000).toISOString().slice(11, 19)
}
