'use client'

import { ArrowDown, ArrowUp, ChevronDown, ChevronRight, Copy, Ellipsis, OctagonX, Trash2 } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuSeparator } from '#components/ui/menu.tsx'
import { useEdits } from '../draft/edits.ts'
import { useFindings } from './findings.tsx'
import { useOpened } from './reveal.tsx'

interface Props {
  /** Where it stands, e.g. `operations` or `testData.datasets`. */
  list: string
  itemKey: string
  name: string
  /** e.g. "Scenario", for what is said when it is removed. */
  what: string
  chip?: ReactNode
  /** The item in one line, while it is folded. */
  facts?: ReactNode
  end?: ReactNode
  children: ReactNode
}

/** One item of a list of the document: a line when folded, its form when unfolded. */
export function ItemCard({ list, itemKey, name, what, chip, facts, end, children }: Props): ReactElement {
  const place = `${list}.${itemKey}`
  const { isOpen, toggle } = useOpened()
  const { below } = useFindings()
  const open = isOpen(place)
  const errors = below(place).filter(({ severity }) => severity === 'error').length
  const Chevron = open ? ChevronDown : ChevronRight
  return (
    <article
      data-place={place}
      className={`mb-1.5 scroll-mt-28 border border-edge bg-panel ${open ? 'rounded-lg shadow-low' : 'rounded-md [contain-intrinsic-size:auto_46px] [content-visibility:auto]'}`}
    >
      <header className="flex min-h-11 flex-wrap items-center gap-x-2.5 gap-y-1 py-1.5 pr-3 pl-2.5">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => toggle(place)}
          className="flex min-h-7 min-w-0 items-center gap-2.5 rounded-md text-left"
        >
          <Chevron aria-hidden className="size-[15px] shrink-0 text-ink-3" />
          <h3 className={`min-w-15 truncate ${open ? 'text-md font-semibold tracking-[-0.012em]' : 'font-semibold'}`}>
            {name}
          </h3>
        </button>
        {chip}
        {open ? null : facts}
        <span className="ml-auto flex items-center gap-x-2.5">
          {errors > 0 ? (
            <span className="inline-flex items-center gap-1 text-xs font-medium text-fail">
              <OctagonX aria-hidden className="size-[13px]" />
              {errors === 1 ? '1 error' : `${errors} errors`}
            </span>
          ) : null}
          {end}
          <ItemTools list={list} itemKey={itemKey} name={name} what={what} />
        </span>
      </header>
      {open ? <div className="border-t border-line px-4 pt-3 pb-4">{children}</div> : null}
    </article>
  )
}

function ItemTools({
  list,
  itemKey,
  name,
  what,
}: Pick<Props, 'list' | 'itemKey' | 'name' | 'what'>): ReactElement | null {
  const { canEdit, duplicate, remove, shift } = useEdits()
  const { reveal } = useOpened()
  if (!canEdit) return null
  const path = list.split('.')
  const copy = (): void => reveal(`${list}.${duplicate(path, itemKey)}`)
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label={`More for ${name}`}>
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onSelect={copy}>
        <Copy aria-hidden />
        Duplicate
      </MenuItem>
      <MenuItem onSelect={() => shift(path, itemKey, -1)}>
        <ArrowUp aria-hidden />
        Move up
      </MenuItem>
      <MenuItem onSelect={() => shift(path, itemKey, 1)}>
        <ArrowDown aria-hidden />
        Move down
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger onSelect={() => remove(path, itemKey, `${what} ${name}`)}>
        <Trash2 aria-hidden />
        Remove
      </MenuItem>
    </Menu>
  )
}
