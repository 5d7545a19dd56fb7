import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { BrandMark } from './brand-mark.tsx'

/** A page outside of the workplace: only the name of the product, which leads back. */
export function LonePage({ children }: { children: ReactNode }): ReactElement {
  return (
    <>
      <header className="gutter flex h-12 items-center border-b border-edge">
        <Link href="/" className="inline-flex items-center gap-2 font-semibold tracking-[-0.012em]">
          <BrandMark className="size-5" />
          Headroom
        </Link>
      </header>
      {children}
    </>
  )
}
