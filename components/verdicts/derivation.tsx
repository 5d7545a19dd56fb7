'use client'

// Where a number comes from, on click: one card for a whole page, loaded by the first press, so that hundreds of numbers cost nothing.

import clsx from 'clsx'
import dynamic from 'next/dynamic'
import { createContext, type ReactElement, type ReactNode, useContext, useState } from 'react'
import type { Derivation } from '#lib/runs/verdict-schema.ts'
import css from './verdicts.module.css'

export interface Derived extends Derivation {
  /** What the number is, e.g. `p95 of Create order`. */
  name: string
  /** The number itself, as shown. */
  value: string
  /** More to say, e.g. the reason of a verdict. */
  note?: string
}

export interface OpenDerivation {
  anchor: HTMLElement
  derived: Derived
}

const loadCard = () => import('./derivation-card.tsx').then((file) => file.DerivationCard)
const DerivationCard = dynamic(loadCard, { ssr: false, loading: () => null })
const Open = createContext<((open: OpenDerivation) => void) | null>(null)

export function DerivationProvider({ children }: { children: ReactNode }): ReactElement {
  const [open, setOpen] = useState<OpenDerivation | null>(null)
  return (
    <Open value={setOpen}>
      {children}
      {open ? <DerivationCard key={open.derived.name} open={open} onClose={() => setOpen(null)} /> : null}
    </Open>
  )
}

/** For a part that opens the card itself, e.g. a table with one listener; null outside of a provider. */
export const useOpenDerivation = (): ((open: OpenDerivation) => void) | null => useContext(Open)

interface Props {
  of: () => Derived
  /** Reached by the pointer only: where a row has many numbers, one of them is enough for the keyboard. */
  quiet?: boolean
  className?: string
  children: ReactNode
}

/** A number that says on click where it comes from. Just the number outside of a provider. */
export function Derives({ of, quiet, className, children }: Props): ReactElement {
  const open = useContext(Open)
  if (!open) return <>{children}</>
  return (
    <button
      type="button"
      className={clsx(css.derives, className)}
      aria-haspopup="dialog"
      tabIndex={quiet ? -1 : undefined}
      title="Where this number comes from"
      onPointerEnter={() => void loadCard()}
      onClick={(event) => open({ anchor: event.currentTarget, derived: of() })}
    >
      {children}
    </button>
  )
}
