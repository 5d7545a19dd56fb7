'use client'

import { type RefObject, useEffect, useState } from 'react'

/** Tables up to this many rows are drawn as a whole. */
export const MANY = 80
export const ROW_PX = 37
const BEYOND = 16

interface Span {
  first: number
  last: number
}

/** Rows on the screen: the part of [top, bottom) of the table that the window shows, and a few beyond. */
export function visibleSpan(count: number, top: number, windowPx: number): Span {
  const first = Math.max(0, Math.floor(-top / ROW_PX) - BEYOND)
  const last = Math.min(count, Math.ceil((windowPx - top) / ROW_PX) + BEYOND)
  return { first: Math.min(first, Math.max(0, count - 1)), last: Math.max(last, Math.min(count, BEYOND)) }
}

/** Which rows of a long table are drawn; follows the window as it scrolls. */
export function useVisibleRows(body: RefObject<HTMLElement | null>, count: number): Span {
  const isLong = count > MANY
  const [span, setSpan] = useState<Span>({ first: 0, last: BEYOND * 3 })
  useEffect(() => {
    if (!isLong) return
    let frame = 0
    const look = (): void => {
      frame = 0
      const top = body.current?.getBoundingClientRect().top ?? 0
      const next = visibleSpan(count, top, window.innerHeight)
      setSpan((before) => (before.first === next.first && before.last === next.last ? before : next))
    }
    const soon = (): void => {
      frame ||= requestAnimationFrame(look)
    }
    look()
    window.addEventListener('scroll', soon, { passive: true })
    window.addEventListener('resize', soon)
    return () => {
      cancelAnimationFrame(frame)
      window.removeEventListener('scroll', soon)
      window.removeEventListener('resize', soon)
    }
  }, [body, count, isLong])
  return isLong ? { first: span.first, last: Math.min(span.last, count) } : { first: 0, last: count }
}
