import Link from 'next/link'
import type { ReactElement } from 'react'

/** Goes to the run when there is one, else to the list of them. */
export function LivePill({ runs }: { runs: readonly { id: string }[] }): ReactElement | null {
  if (runs.length === 0) return null
  return (
    <Link
      href={runs.length === 1 ? `/runs/${runs[0]?.id}` : '/runs'}
      className="inline-flex items-center gap-[7px] rounded-full px-2 py-[3px] text-xs whitespace-nowrap text-ink-2 hover:bg-hover"
    >
      <span className="pulse-dot motion-safe:animate-pulse" />
      {runs.length} live
    </Link>
  )
}
