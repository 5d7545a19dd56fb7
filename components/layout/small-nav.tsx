'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactElement } from 'react'
import { SideSheet } from '#components/ui/sheet.tsx'
import { isAt, PAGES } from './nav.tsx'

export function SmallNav({ onClose }: { onClose: () => void }): ReactElement {
  const path = usePathname()
  return (
    <SideSheet open onOpenChange={(open) => !open && onClose()} title="Headroom">
      <nav aria-label="Pages" className="grid gap-1">
        {PAGES.map(({ href, label }) => (
          <Link
            key={href}
            href={href}
            onClick={onClose}
            aria-current={isAt(path, href) ? 'page' : undefined}
            className="flex h-10 items-center rounded-md px-3 text-base text-ink-2 hover:bg-hover aria-[current]:bg-n-200 aria-[current]:font-medium aria-[current]:text-ink"
          >
            {label}
          </Link>
        ))}
      </nav>
    </SideSheet>
  )
}
