import type { ReactElement, ReactNode } from 'react'
import { BrandMark } from '#components/layout/brand-mark.tsx'

export default function AuthLayout({ children }: { children: ReactNode }): ReactElement {
  return (
    <main id="main" className="gutter mx-auto flex min-h-dvh max-w-[440px] flex-col justify-center py-10">
      <p className="mb-5 inline-flex items-center gap-2 text-md font-semibold tracking-[-0.012em]">
        <BrandMark className="size-6.5" />
        Headroom
      </p>
      {children}
    </main>
  )
}
