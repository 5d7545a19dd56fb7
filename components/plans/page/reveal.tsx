'use client'

import { createContext, type ReactElement, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'

interface Opened {
  isOpen: (place: string) => boolean
  toggle: (place: string) => void
  /** An item got another key: it stays as open as it was. */
  rename: (before: string, after: string) => void
  /** Opens what holds a place of the document, scrolls there and puts the cursor in. */
  reveal: (place: string) => void
}

const Revealed = createContext<string | null>(null)

/** The place that was gone to last. */
export const useRevealed = (): string | null => useContext(Revealed)

const Context = createContext<Opened>({
  isOpen: () => true,
  toggle: () => undefined,
  rename: () => undefined,
  reveal: () => undefined,
})

export const useOpened = (): Opened => useContext(Context)

/** Which items (`scenarios.peak`) are unfolded. */
export function OpenedProvider({ initial, children }: { initial: string[]; children: ReactNode }): ReactElement {
  const [open, setOpen] = useState(() => new Set(initial))
  const [revealed, setRevealed] = useState<string | null>(null)
  const toggle = useCallback((place: string) => {
    setOpen((before) => {
      const after = new Set(before)
      if (!after.delete(place)) after.add(place)
      return after
    })
  }, [])
  const rename = useCallback((before: string, after: string) => {
    setOpen((places) => new Set([...places].map((place) => (place === before ? after : place))))
  }, [])
  const reveal = useCallback((place: string) => {
    const parts = place.split('.')
    setRevealed(place)
    setOpen((before) => new Set([...before, ...parts.map((_, index) => parts.slice(0, index + 1).join('.'))]))
    goOnceThere(place, FRAMES)
  }, [])
  const value = useMemo(
    () => ({ isOpen: (place: string) => open.has(place), toggle, rename, reveal }),
    [open, toggle, rename, reveal],
  )
  return (
    <Context.Provider value={value}>
      <Revealed.Provider value={revealed}>{children}</Revealed.Provider>
    </Context.Provider>
  )
}

/** An item that unfolds draws its form a moment later, or after its code has come. */
const FRAMES = 24

function goOnceThere(place: string, frames: number): void {
  requestAnimationFrame(() => {
    const name = CSS.escape(place)
    const isThere = frames < FRAMES && document.querySelector(`[data-place="${name}"], [data-place^="${name}."]`)
    if (isThere || frames === 0) goTo(place)
    else goOnceThere(place, frames - 1)
  })
}

/** The element of a place, else the first inside of it, else the nearest thing it lies in. */
function goTo(place: string): void {
  const parts = place.split('.')
  for (let length = parts.length; length > 0; length--) {
    const name = CSS.escape(parts.slice(0, length).join('.'))
    const inside = length === parts.length ? `, [data-place^="${name}."]` : ''
    const found = document.querySelector<HTMLElement>(`[data-place="${name}"]${inside}`)
    if (!found) continue
    found.scrollIntoView({ block: length === parts.length ? 'center' : 'start', behavior: 'smooth' })
    const control = found.matches('input,textarea,select') ? found : found.querySelector<HTMLElement>('input,textarea')
    return control?.focus({ preventScroll: true })
  }
}
