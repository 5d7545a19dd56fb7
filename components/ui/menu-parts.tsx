'use client'

import { DropdownMenu as Primitive } from 'radix-ui'
import type { ComponentProps, ReactElement, ReactNode } from 'react'
import { cn } from './class-names.ts'

interface FrameProps {
  trigger: ReactNode
  children: ReactNode
  align: 'start' | 'end'
}

/** Opens as it appears: it is loaded by the press that asks for it. */
export function MenuFrame({ trigger, children, align }: FrameProps): ReactElement {
  return (
    <Primitive.Root modal={false} defaultOpen>
      <Primitive.Trigger asChild>{trigger}</Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] max-w-[min(360px,calc(100vw-16px))] min-w-54 overflow-y-auto rounded-[7px] border border-edge bg-raised p-1 shadow-mid outline-none"
        >
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

const ITEM =
  'flex min-h-[30px] cursor-pointer items-center gap-[9px] rounded px-2 py-1 text-ink outline-none select-none data-[disabled]:cursor-not-allowed data-[disabled]:text-ink-3 data-[highlighted]:bg-hover [&_svg]:size-[15px] [&_svg]:shrink-0 [&_svg]:text-ink-3'

export function MenuItemPart({
  danger,
  className,
  ...rest
}: ComponentProps<typeof Primitive.Item> & { danger?: boolean }): ReactElement {
  return <Primitive.Item className={cn(ITEM, danger && 'text-fail [&_svg]:text-fail', className)} {...rest} />
}

export function MenuLabelPart({ children }: { children: ReactNode }): ReactElement {
  return <Primitive.Label className="px-2 py-1 text-2xs text-ink-3">{children}</Primitive.Label>
}

export function MenuSeparatorPart(): ReactElement {
  return <Primitive.Separator className="-mx-1 my-1 border-t border-line" />
}
