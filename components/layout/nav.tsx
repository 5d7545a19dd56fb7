'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactElement } from 'react'
import { cn } from '#components/ui/class-names.ts'

/** Only pages that exist. */
export const PAGES = [
  { href: '/', label: 'Overview' },
  { href: '/plans', label: 'Plans' },
  { href: '/runs', label: 'Runs' },
  { href: '/cycles', label: 'Cycles' },
  { href: '/settings', label: 'Settings' },
] as const

export const isAt = (path: string, href: string): boolean =>
  href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`)

export function Nav(): ReactElement {
  const path = usePathname()
  return (
    <nav aria-label="Main" className="ml-3 flex h-full gap-0.5 max-[720px]:hidden">
      {PAGES.map(({ href, label }) => (
        <Link
          key={href}
          href={href}
          aria-current={isAt(path, href) ? 'page' : undefined}
          className={cn(
            'relative inline-flex items-center px-2.5 text-ink-3 hover:text-ink',
            'aria-[current]:font-medium aria-[current]:text-ink aria-[current]:after:absolute aria-[current]:after:inset-x-2.5 aria-[current]:after:-bottom-px aria-[current]:after:h-0.5 aria-[current]:after:bg-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
