'use client'

import { Menu as MenuIcon } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { type ReactElement, useState } from 'react'
import { IconButton } from '#components/ui/button.tsx'
import { SideSheet } from '#components/ui/sheet.tsx'
import { isAt, PAGES } from './nav.tsx'

/** The navigation of narrow screens. */
export function SmallMenu(): ReactElement {
  const [open, setOpen] = useState(false)
  const path = usePathname()
  return (
    <span className="hidden max-[720px]:block">
      <IconButton label="Menu" onClick={() => setOpen(true)}>
        <MenuIcon aria-hidden />
      </IconButton>
      <SideSheet open={open} onOpenChange={setOpen} title="Headroom">
        <nav aria-label="Pages" className="grid gap-1">
          {PAGES.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              onClick={() => setOpen(false)}
              aria-current={isAt(path, href) ? 'page' : undefined}
              className="flex h-10 items-center rounded-md px-3 text-base text-ink-2 hover:bg-hover aria-[current]:bg-n-200 aria-[current]:font-medium aria-[current]:text-ink"
            >
              {label}
            </Link>
          ))}
        </nav>
      </SideSheet>
    </span>
  )
}
