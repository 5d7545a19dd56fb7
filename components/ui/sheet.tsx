'use client'

import { X } from 'lucide-react'
import { Dialog as Primitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'
import { IconButton } from './button.tsx'

interface Props {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  children: ReactNode
}

/** Comes in from the right edge over the page: navigation on a phone, details beside a list. */
export function SideSheet({ open, onOpenChange, title, children }: Props): ReactElement {
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className="fixed inset-0 z-40 bg-scrim" />
        <Primitive.Content
          aria-describedby={undefined}
          className="fixed inset-y-0 right-0 z-50 flex w-[min(360px,88vw)] flex-col gap-3 overflow-y-auto border-l border-edge bg-raised p-4 shadow-high outline-none"
        >
          <header className="flex items-center justify-between">
            <Primitive.Title className="text-md font-semibold tracking-[-0.012em]">{title}</Primitive.Title>
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
