'use client'

import { type KeyboardEvent, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { type Completion, completeCriterion, type Offer, takeOffer } from './complete-criterion.ts'
import type { KnownKeys } from './read-criterion.ts'
import { LINE, type LineControl } from './text-lines.tsx'

/**
 * A criterion with what may come next below it: Arrow down goes into the list, Enter takes, Escape closes, Ctrl Space opens.
 * Nothing is chosen until an arrow is pressed, so that Enter and Tab do what they do elsewhere.
 */
export function CriterionInput({ known, ...line }: LineControl & { known: KnownKeys }): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  const list = useId()
  const [completion, setCompletion] = useState<Completion | null>(null)
  const [active, setActive] = useState(-1)
  const offers = completion?.offers ?? []
  const offered = (text: string, cursor: number | null): void => {
    setCompletion(line.readOnly ? null : completeCriterion(text, cursor ?? text.length, known))
    setActive(-1)
  }
  const take = (offer: Offer): void => {
    const control = input.current
    if (!completion || !control) return
    const taken = takeOffer(line.value, control.selectionStart ?? line.value.length, completion, offer)
    line.onChange(taken.text)
    offered(taken.text, taken.cursor)
    control.focus()
    // After React has put the text in.
    requestAnimationFrame(() => control.setSelectionRange(taken.cursor, taken.cursor))
  }
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { key } = event
    const chosen = offers[active]
    if (key === ' ' && event.ctrlKey) {
      event.preventDefault()
      offered(line.value, event.currentTarget.selectionStart)
    } else if ((key === 'ArrowDown' || key === 'ArrowUp') && !event.altKey) {
      event.preventDefault()
      if (offers.length === 0) return offered(line.value, event.currentTarget.selectionStart)
      const next = active + (key === 'ArrowDown' ? 1 : -1)
      setActive(next < -1 ? offers.length - 1 : next >= offers.length ? -1 : next)
    } else if (key === 'Enter' && chosen) {
      event.preventDefault()
      take(chosen)
    } else if (key === 'Enter' && line.onEnter) {
      event.preventDefault()
      setCompletion(null)
      line.onEnter()
    } else if (key === 'Escape' && offers.length > 0) {
      event.stopPropagation()
      setCompletion(null)
    }
  }
  return (
    <span className="relative min-w-0 flex-1">
      <input
        ref={input}
        role="combobox"
        aria-label={line.label}
        aria-invalid={line.isWrong || undefined}
        aria-expanded={offers.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={active < 0 ? undefined : `${list}-${active}`}
        data-place={line.place}
        value={line.value}
        placeholder={line.placeholder}
        readOnly={line.readOnly}
        spellCheck={false}
        autoComplete="off"
        onChange={({ target }) => {
          line.onChange(target.value)
          offered(target.value, target.selectionStart)
        }}
        onKeyDown={press}
        onBlur={() => {
          setCompletion(null)
          line.onLeave?.()
        }}
        className={LINE}
      />
      <Offers id={list} offers={offers} active={active} onTake={take} />
    </span>
  )
}

interface OffersProps {
  id: string
  offers: readonly Offer[]
  active: number
  onTake: (offer: Offer) => void
}

function Offers({ id, offers, active, onTake }: OffersProps): ReactElement {
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label="What may come next"
      hidden={offers.length === 0}
      className="absolute top-[calc(100%+4px)] -left-1.5 z-20 max-h-60 w-max overflow-y-auto min-w-52 max-w-[min(26rem,calc(100vw-3rem))] rounded-md border border-edge bg-raised p-1 shadow-mid"
    >
      {offers.map((offer, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text; aria-activedescendant says which is chosen
        // biome-ignore lint/a11y/useKeyWithClickEvents: keys are those of the text
        <div
          key={offer.label}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          // The text keeps the focus.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onTake(offer)}
          className={cn(
            'flex min-h-6 cursor-default items-baseline gap-3 rounded-sm px-2 py-0.5 text-xs hover:bg-hover',
            index === active && 'bg-accent-soft text-accent-ink',
          )}
        >
          <code className="min-w-0 truncate font-medium">{offer.label}</code>
          <span className="ml-auto min-w-0 truncate pl-2 text-2xs text-ink-3">{offer.about}</span>
        </div>
      ))}
    </div>
  )
}
