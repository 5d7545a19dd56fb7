'use client'

import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import { type ReactElement, type ReactNode, useRef } from 'react'
import { IconButton } from './button.tsx'
import { cn } from './class-names.ts'

interface Props {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  /** Under the title: what this is about. */
  description?: ReactNode
  children: ReactNode
  className?: string
}

/** Asks one question and names what follows from each answer. */
export function Dialog({ open, onOpenChange, title, description, children, className }: Props): ReactElement {
  const before = useRef<Element | null>(null)
  // Looked up before it is drawn: a field that takes the focus by itself has it before the primitive asks.
  if (open && before.current === null && typeof document !== 'undefined') before.current = document.activeElement
  // A press beside it must not throw away what was typed into its form.
  const isTyped = useRef(false)
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          {...(description ? {} : { 'aria-describedby': undefined })}
          onOpenAutoFocus={() => {
            isTyped.current = false
          }}
          onInput={({ target }) => {
            if (target instanceof Element && target.closest('form')) isTyped.current = true
          }}
          onInteractOutside={(event) => {
            if (isTyped.current) event.preventDefault()
          }}
          // Who opened it is no trigger the primitive would know.
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true })
            before.current = null
          }}
          className={cn(
            'fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-32px)] w-[calc(100vw-24px)] max-w-[560px] -translate-x-1/2 -translate-y-1/2 flex-col rounded-xl border border-edge bg-raised px-5 pt-4.5 pb-4 shadow-high outline-none',
            className,
          )}
        >
          <header className="mb-2 flex items-start justify-between gap-3">
            <div className="min-w-0">
              <Primitive.Title className="text-md font-semibold tracking-[-0.012em] break-words">
                {title}
              </Primitive.Title>
              {description ? <Primitive.Description className="text-ink-2">{description}</Primitive.Description> : null}
            </div>
            <Primitive.Close asChild>
              <IconButton label="Close">
                <X aria-hidden />
              </IconButton>
            </Primitive.Close>
          </header>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

export function DialogFooter({ children }: { children: ReactNode }): ReactElement {
  return <footer className="mt-4 flex flex-wrap items-center gap-2">{children}</footer>
}
