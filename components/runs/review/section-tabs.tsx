'use client'

import { Crosshair, X } from 'lucide-react'
import { type ReactElement, type ReactNode, useEffect, useState } from 'react'
import css from '../runs.module.css'
import review from './review.module.css'

export interface SectionLink {
  id: string
  name: string
  count?: string
}

/** One thing the page is narrowed to, and the way back. */
export interface Narrowed {
  text: string
  /** What the button that takes it back does. */
  reset: string
  onReset: () => void
}

interface Props {
  sections: readonly SectionLink[]
  /** The selected stretch in words; null = the whole run. */
  selection: string | null
  onWhole: () => void
  /** What else is selected: an operation, a part of the run. */
  narrowed: readonly Narrowed[]
  /** Right end: what else filters what is below. */
  tools?: ReactNode
}

/** Sticky: where one is on the page, and the one time selection that filters everything below it. */
export function SectionTabs({ sections, selection, onWhole, narrowed, tools }: Props): ReactElement {
  const [current, setCurrent] = useState(sections[0]?.id)
  useEffect(() => {
    const seen = new Map<string, boolean>()
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) seen.set(entry.target.id, entry.isIntersecting)
        const begin = sections[0] && document.getElementById(sections[0].id)
        // Above all of them, at the top of the page, it is the first.
        const isAbove = (begin?.getBoundingClientRect().top ?? 0) > 0
        const first = sections.find((s) => seen.get(s.id)) ?? (isAbove ? sections[0] : undefined)
        if (first) setCurrent(first.id)
      },
      { rootMargin: '-56px 0px -60% 0px' },
    )
    for (const section of sections) {
      const element = document.getElementById(section.id)
      if (element) observer.observe(element)
    }
    return () => observer.disconnect()
  }, [sections])
  return (
    <div className={review.subnav}>
      <nav className={review.tabs} aria-label="Sections">
        {sections.map((section) => (
          <a key={section.id} href={`#${section.id}`} aria-current={section.id === current ? 'true' : undefined}>
            {section.name}
            {section.count ? <span className={review.n}>{section.count}</span> : null}
          </a>
        ))}
      </nav>
      <span className={css.grow} />
      <span className={review.selections} role="status" aria-live="polite">
        {selection ? (
          <Chip lead="Everything below: " text={selection} reset="Show the whole run" onReset={onWhole} />
        ) : null}
        {narrowed.map((one) => (
          <Chip key={one.reset} {...one} />
        ))}
      </span>
      {tools ? <span className={review.subnavTools}>{tools}</span> : null}
    </div>
  )
}

function Chip({ lead, text, reset, onReset }: Narrowed & { lead?: string }): ReactElement {
  return (
    <span className={review.selection}>
      {lead ? <Crosshair aria-hidden /> : null}
      <span title={text}>
        {lead}
        <b>{text}</b>
      </span>
      <button type="button" aria-label={reset} title={reset} onClick={onReset}>
        <X aria-hidden />
      </button>
    </span>
  )
}
