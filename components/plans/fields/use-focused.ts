'use client'

import { useEffect, useRef, useState } from 'react'

/** Longer than a press of a mouse button. */
const LEAVE_MS = 250

interface Focused {
  focused: boolean
  onFocus: () => void
  onBlur: () => void
}

/**
 * Whether a field has the cursor. It is left a moment late: what then goes or comes below it would otherwise move the button that
 * is being pressed away from under the pointer, and the press would be lost.
 */
export function useFocused(): Focused {
  const [focused, setFocused] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return {
    focused,
    onFocus: () => {
      clearTimeout(timer.current)
      setFocused(true)
    },
    onBlur: () => {
      timer.current = setTimeout(() => setFocused(false), LEAVE_MS)
    },
  }
}
