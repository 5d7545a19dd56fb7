'use client'

import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'
import css from './runs.module.css'

interface Props {
  id: string
  /** About what it will take, in pixels, so that the page does not jump. */
  height: number
  children: ReactNode
}

/** A part of a long page that is made, and read from the server, once it is about to be seen. */
export function WhenSeen({ id, height, children }: Props): ReactElement {
  const [isNear, setNear] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = place.current
    if (!element || isNear) return
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true)
      },
      { rootMargin: '500px 0px' },
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [isNear])
  return (
    <div id={id} ref={place} className={css.block} style={isNear ? undefined : { minHeight: height }}>
      {isNear ? children : null}
    </div>
  )
}
