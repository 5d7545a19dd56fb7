'use client'

import { Tooltip as Primitive } from 'radix-ui'
import type { ReactElement, ReactNode } from 'react'

/** `children` must be able to take the focus. */
export function Tooltip({ content, children }: { content: ReactNode; children: ReactNode }): ReactElement {
  return (
    <Primitive.Provider delayDuration={300}>
      <Primitive.Root>
        <Primitive.Trigger asChild>{children}</Primitive.Trigger>
        <Primitive.Portal>
          <Primitive.Content
            sideOffset={6}
            collisionPadding={8}
            className="z-50 grid max-w-80 rounded-md border border-edge bg-raised px-[11px] pt-[7px] pb-2 text-xs leading-[17px] text-ink-2 shadow-mid [&_b]:text-ink"
          >
            {content}
          </Primitive.Content>
        </Primitive.Portal>
      </Primitive.Root>
    </Primitive.Provider>
  )
}
