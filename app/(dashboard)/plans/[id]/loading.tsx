import type { ReactElement } from 'react'
import { Main } from '#components/layout/page.tsx'
import { Skeleton } from '#components/ui/skeleton.tsx'

export default function PlanLoading(): ReactElement {
  return (
    <Main className="pt-0">
      <div role="status" aria-label="Reading the plan">
        <div className="-mx-[var(--gutter)] grid h-20 content-center gap-2 border-b border-edge px-[var(--gutter)]">
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-5 w-72" />
        </div>
        <div className="grid grid-cols-[188px_minmax(0,1fr)_312px] gap-7 pt-5 max-[1180px]:grid-cols-[188px_minmax(0,1fr)] max-[860px]:grid-cols-1">
          <div className="grid content-start gap-3.5 max-[860px]:hidden">
            {[1, 2, 3, 4, 5, 6].map((row) => (
              <Skeleton key={row} className="w-36" />
            ))}
          </div>
          <div className="grid content-start gap-3">
            <Skeleton className="h-6 w-40" />
            <Skeleton className="w-full max-w-[74ch]" />
            <Skeleton className="w-4/5 max-w-[60ch]" />
            <Skeleton className="mt-6 h-11 w-full" />
            <Skeleton className="h-11 w-full" />
            <Skeleton className="mt-6 h-56 w-full" />
          </div>
          <div className="grid content-start gap-2 max-[1180px]:hidden">
            <Skeleton className="w-20" />
            <Skeleton className="h-24 w-full" />
          </div>
        </div>
      </div>
    </Main>
  )
}
