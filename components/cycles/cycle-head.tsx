'use client'

import { ChevronRight, FileText, GitCompareArrows, Share2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { PageHead } from '#components/layout/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button } from '#components/ui/button.tsx'
import { sayDay } from '#lib/reports/report-format.ts'
import { useCycle } from './cycle-context.tsx'

const ShareDialog = dynamic(() => import('./share-dialog.tsx').then((file) => file.ShareDialog), { ssr: false })
const MoveDialog = dynamic(() => import('./move-dialog.tsx').then((file) => file.MoveDialog), { ssr: false })
const EditDialog = dynamic(() => import('./edit-dialog.tsx').then((file) => file.EditDialog), { ssr: false })

/** What is tested, where, on which revision; and what the plan says differently meanwhile. */
export function CycleHead(): ReactElement {
  const cycle = useCycle()
  const [dialog, setDialog] = useState<'share' | 'move' | 'edit' | null>(null)
  const { planChangedSince: changed, may } = cycle
  return (
    <>
      <nav
        aria-label="Path"
        className="mb-1 flex items-center gap-1.5 text-xs text-ink-3 [&_a:hover]:underline [&_svg]:size-3"
      >
        <Link href={`/plans/${cycle.plan.id}`}>{cycle.plan.name}</Link>
        <ChevronRight aria-hidden />
        <Link href="/cycles">Cycles</Link>
        <ChevronRight aria-hidden />
        <span>{cycle.number}</span>
      </nav>
      <PageHead
        title={cycle.name}
        sentence={sentenceOf(cycle)}
        actions={
          <>
            {may.edit ? <Button onClick={() => setDialog('edit')}>Edit</Button> : null}
            {may.share ? (
              <Button onClick={() => setDialog('share')}>
                <Share2 aria-hidden />
                Share
              </Button>
            ) : null}
            <Button asChild>
              <Link href={`/reports/${cycle.id}`}>
                <FileText aria-hidden />
                Report
              </Link>
            </Button>
          </>
        }
      />
      {changed ? (
        <div className="mb-4">
          <Banner
            tone="inconclusive"
            icon={GitCompareArrows}
            title={`The plan has changed since r${cycle.revision.number}`}
            action={
              may.edit ? (
                <Button size="sm" onClick={() => setDialog('move')}>
                  Move to another revision…
                </Button>
              ) : undefined
            }
          >
            {changed.text} What was run, judged and signed here stays as it is until the cycle is moved.
          </Banner>
        </div>
      ) : null}
      {dialog === 'share' ? <ShareDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'move' ? <MoveDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'edit' ? <EditDialog onClose={() => setDialog(null)} onMove={() => setDialog('move')} /> : null}
    </>
  )
}

function sentenceOf(cycle: ReturnType<typeof useCycle>): string {
  const { versionUnderTest, revision, environment, createdAt, createdBy, endsOn } = cycle
  const what = [
    versionUnderTest && `Build ${versionUnderTest}`,
    `revision ${revision.number}`,
    environment.name || environment.key,
  ]
    .filter(Boolean)
    .join(', ')
  const due = endsOn ? ` Release on ${sayDay(endsOn)}.` : ''
  return `${what.charAt(0).toUpperCase()}${what.slice(1)}. Opened ${sayDay(createdAt)} by ${createdBy}.${due}`
}
