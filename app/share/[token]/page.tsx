import { LinkIcon } from 'lucide-react'
import type { Metadata } from 'next'
import { cache, type ReactElement } from 'react'
import { BrandMark } from '#components/layout/brand-mark.tsx'
import { Main } from '#components/layout/page.tsx'
import { SharedReport } from '#components/reports/shared-report.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'
import { openShareLink } from '#lib/cycles/commands/share-link.ts'
import { getDb } from '#lib/db/client.ts'
import { publicReport } from '#lib/reports/public-report.ts'
import { getCycleReport } from '#lib/reports/queries/cycle-report.ts'

export const dynamic = 'force-dynamic'
export const metadata: Metadata = {
  title: 'Shared report',
  robots: { index: false, follow: false, noarchive: true },
  referrer: 'no-referrer',
}

const sharedBy = cache(async (token: string) => {
  const ctx = { db: getDb(), now: new Date() }
  const link = await openShareLink(ctx, token)
  if (!link) return null
  const { model } = await getCycleReport({ ...ctx, actor: { kind: 'system', name: 'Share link' } }, link.cycleId)
  return { model: publicReport(model), expiresAt: link.expiresAt.toISOString() }
})

export default async function SharePage({ params }: { params: Promise<{ token: string }> }): Promise<ReactElement> {
  const shared = await sharedBy((await params).token)
  return (
    <Main className="pt-5 print:p-0">
      {shared ? (
        <SharedReport {...shared} />
      ) : (
        <div className="mx-auto max-w-[640px] pt-10">
          <p className="mb-4 flex items-center justify-center gap-2 font-semibold">
            <BrandMark className="size-5" />
            Headroom
          </p>
          <EmptyState
            level={1}
            icon={<LinkIcon aria-hidden className="size-7" strokeWidth={1.5} />}
            title="This link opens nothing"
          >
            It has expired, was revoked, or is not complete. Ask whoever sent it to you for a new one.
          </EmptyState>
        </div>
      )}
    </Main>
  )
}
