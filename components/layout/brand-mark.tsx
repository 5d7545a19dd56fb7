import type { ReactElement } from 'react'

/** A limit, and what stands below it. */
export function BrandMark({ className = 'size-[22px]' }: { className?: string }): ReactElement {
  return (
    <svg viewBox="0 0 22 22" className={className} fill="none" strokeLinecap="round" aria-hidden="true">
      <path d="M2.5 4.5h17" stroke="var(--fail-solid)" strokeWidth="2" />
      <path d="M4.5 18.5v-5M9 18.5v-8M13.5 18.5v-6.5M18 18.5v-3.5" stroke="var(--ink)" strokeWidth="2.4" />
    </svg>
  )
}
