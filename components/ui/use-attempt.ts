'use client'

import { useState } from 'react'

export interface Attempt {
  /** What is under way; null while nothing is. */
  busy: string | null
  /** Why the last one failed, for the reader. */
  problem: string | null
  setProblem: (problem: string | null) => void
  /** Never throws: what went wrong is `problem`. */
  attempt: (call: () => Promise<unknown>, what?: string) => Promise<void>
}

const messageOf = (thrown: unknown): string =>
  thrown instanceof Error ? thrown.message : 'That did not work. Try again.'

/** A call a person made: which one is under way, and why the last one failed. */
export function useAttempt(explain: (thrown: unknown) => string = messageOf): Attempt {
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const attempt = async (call: () => Promise<unknown>, what = 'call'): Promise<void> => {
    setBusy(what)
    setProblem(null)
    try {
      await call()
    } catch (thrown) {
      setProblem(explain(thrown))
    } finally {
      setBusy(null)
    }
  }
  return { busy, problem, setProblem, attempt }
}
