'use client'

import { useRef, useState } from 'react'

export interface Attempt {
  /** What is under way; null while nothing is. */
  busy: string | null
  /** Why the last one failed, for the reader. */
  problem: string | null
  setProblem: (problem: string | null) => void
  /** Never throws: what went wrong is `problem`. While the same is under way, asking again does nothing. */
  attempt: (call: () => Promise<unknown>, what?: string) => Promise<void>
}

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : 'That did not work. Try again.'

/** A call a person made: which one is under way, and why the last one failed. */
export function useAttempt(explain: (thrown: unknown) => string = messageOf): Attempt {
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // A second press of Enter comes before the first is drawn.
  const under = useRef(new Set<string>())
  const attempt = async (call: () => Promise<unknown>, what = 'call'): Promise<void> => {
    if (under.current.has(what)) return
    under.current.add(what)
    setBusy(what)
    setProblem(null)
    try {
      await call()
    } catch (thrown) {
      setProblem(explain(thrown))
    } finally {
      under.current.delete(what)
      setBusy(null)
    }
  }
  return { busy, problem, setProblem, attempt }
}
