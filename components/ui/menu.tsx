'use client'

import { Slot } from 'radix-ui'
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  useContext,
  useState,
} from 'react'

type Parts = typeof import('./menu-parts.tsx')

interface Props {
  trigger: ReactNode
  children: ReactNode
  align?: 'start' | 'end'
}

// Placing and driving a menu takes 35 KB of script, which no page needs before one is opened.
const load = (): Promise<Parts> => import('./menu-parts.tsx')
const Loaded = createContext<Parts | null>(null)

export function Menu({ trigger, children, align = 'start' }: Props): ReactElement {
  const [parts, setParts] = useState<Parts | null>(null)
  const open = async (): Promise<void> => {
    const loaded = await load().catch(() => null)
    if (loaded) setParts(loaded)
  }
  if (!parts) {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key !== 'ArrowDown') return
      event.preventDefault()
      void open()
    }
    return (
      <Slot.Root
        aria-haspopup="menu"
        aria-expanded={false}
        onPointerEnter={() => void load().catch(() => null)}
        onFocus={() => void load().catch(() => null)}
        onClick={() => void open()}
        onKeyDown={onKeyDown}
      >
        {trigger}
      </Slot.Root>
    )
  }
  return (
    <Loaded value={parts}>
      <parts.MenuFrame trigger={trigger} align={align}>
        {children}
      </parts.MenuFrame>
    </Loaded>
  )
}

export function MenuItem(props: ComponentProps<Parts['MenuItemPart']>): ReactElement | null {
  const parts = useContext(Loaded)
  return parts && <parts.MenuItemPart {...props} />
}

export function MenuLabel({ children }: { children: ReactNode }): ReactElement | null {
  const parts = useContext(Loaded)
  return parts && <parts.MenuLabelPart>{children}</parts.MenuLabelPart>
}

export function MenuSeparator(): ReactElement | null {
  const parts = useContext(Loaded)
  return parts && <parts.MenuSeparatorPart />
}
