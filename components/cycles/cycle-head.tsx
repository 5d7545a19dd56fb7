'use client'

import { Archive, ChevronRight, Ellipsis, FileText, GitCompareArrows, Share2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { type ReactElement, useState } from 'react'
import { PageHead } from '#components/layout/page.tsx'
import { Banner } from '#components/ui/banner.tsx'
import { Button, IconButton } from '#components/ui/button.tsx'
import { ConfirmDialog } from '#components/ui/confirm-dialog.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { api } from '#lib/api/client.ts'
import { sayDay } from '#lib/reports/report-format.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

const ShareDialog = dynamic(() => import('./share-dialog.tsx').then((file) => file.ShareDialog), { ssr: false })
const MoveDialog = dynamic(() => import('./move-dialog.tsx').then((file) => file.MoveDialog), { ssr: false })
const EditDialog = dynamic(() => import('./edit-dialog.tsx').then((file) => file.EditDialog), { ssr: false })

type Opened = 'share' | 'move' | 'edit' | 'close' | null

/** What is tested, where, on which revision; and what the plan says differently meanwhile. */
export function CycleHead(): ReactElement {
  const cycle = useCycle()
  const [dialog, setDialog] = useState<Opened>(null)
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
            {may.edit ? <MoreMenu onOpen={setDialog} /> : null}
          </>
        }
      />
      {cycle.state === 'closed' ? <ClosedBanner /> : null}
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
      {dialog === 'edit' ? <EditDialog onClose={() => setDialog(null)} /> : null}
      {dialog === 'close' ? <CloseDialog onClose={() => setDialog(null)} /> : null}
    </>
  )
}

function MoreMenu({ onOpen }: { onOpen: (dialog: Opened) => void }): ReactElement {
  const { may } = useCycle()
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="More about this cycle" kind="secondary" className="size-8 max-[720px]:flex-none!">
          <Ellipsis aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => onOpen('move')}>
        <GitCompareArrows aria-hidden />
        Move to a revision…
      </MenuItem>
      {may.close ? (
        <MenuItem onSelect={() => onOpen('close')}>
          <Archive aria-hidden />
          Close the cycle…
        </MenuItem>
      ) : null}
    </Menu>
  )
}

function CloseDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { id, name } = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  return (
    <ConfirmDialog
      title={`Close ${name}?`}
      description="It stays readable as it is. Nothing can be run, ticked, decided or signed in it until a lead opens it again."
      does="Close the cycle"
      keeps="Keep it open"
      busy={busy}
      problem={problem}
      onClose={onClose}
      onConfirm={() =>
        void attempt(async () => {
          await api.cycles.update({ id, state: 'closed' })
          onClose()
        })
      }
    />
  )
}

function ClosedBanner(): ReactElement {
  const { id, may } = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  return (
    <div className="mb-4">
      <Banner
        tone="inconclusive"
        icon={Archive}
        title="This cycle is closed"
        action={
          may.close ? (
            <Button
              size="sm"
              busy={busy !== null}
              onClick={() => void attempt(() => api.cycles.update({ id, state: 'open' }))}
            >
              Open again
            </Button>
          ) : undefined
        }
      >
        It stays as it is. {may.close ? 'Open it again to work on it.' : 'A lead of this project can open it again.'}
        <Problem>{problem}</Problem>
      </Banner>
    </div>
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
