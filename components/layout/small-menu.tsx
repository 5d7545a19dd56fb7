'use client'

import { Menu as MenuIcon } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'

// Most visits never open it.
const SmallNav = dynamic(() => import('./small-nav.tsx').then((module) => module.SmallNav), { ssr: false })

/** The navigation of narrow screens. */
export function SmallMenu(): ReactElement {
  const [open, setOpen] = useState(false)
  return (
    <span className="hidden max-[720px]:block">
      <IconButton label="Menu" onClick={() => setOpen(true)}>
        <MenuIcon aria-hidden />
      </IconButton>
      {open ? <SmallNav onClose={() => setOpen(false)} /> : null}
    </span>
  )
}
