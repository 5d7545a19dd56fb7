'use client'

import { startTransition, useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

const LATEST_MS = 500

/**
 * False on the server and while the page takes hold of what it was sent; true once the browser has nothing better to do, and on paper. What stands
 * far down a long page waits for it, so that a press is answered sooner. `isNeeded`: whether anything waits at all.
 */
export function useSettled(isNeeded: boolean): boolean {
  const [isSettled, setSettled] = useState(!isNeeded)
  useEffect(() => {
    if (isSettled) return
    const settle = (): void => startTransition(() => setSettled(true))
    const print = (): void => flushSync(() => setSettled(true))
    // Safari has no idle callbacks.
    const isIdleTold = 'requestIdleCallback' in window
    const waiting = isIdleTold ? requestIdleCallback(settle, { timeout: LATEST_MS }) : window.setTimeout(settle)
    window.addEventListener('beforeprint', print)
    return () => {
      if (isIdleTold) cancelIdleCallback(waiting)
      else clearTimeout(waiting)
      window.removeEventListener('beforeprint', print)
    }
  }, [isSettled])
  return isSettled
}
