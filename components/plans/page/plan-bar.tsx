'use client'

import { BookOpenText, Braces, ChevronDown, ChevronRight, OctagonX, PencilLine, Play, Server } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { NewCycleButton } from '#components/cycles/new-cycle-button.tsx'
import { Button } from '#components/ui/button.tsx'
import { Chip } from '#components/ui/chip.tsx'
import { Menu, MenuItem, MenuLabel } from '#components/ui/menu.tsx'
import type { PlanStatus } from '#lib/plans/schema.ts'
import { allSaved } from '../draft/all-saved.ts'
import { useDraft, useDraftWork, useSnapshot } from '../draft/draft-context.tsx'
import { useFindings } from './findings.tsx'
import { PlanMenu } from './plan-menu.tsx'
import { SaveStatus } from './save-status.tsx'
import { StatusMenu } from './status-menu.tsx'

const ConflictDialog = dynamic(() => import('./conflict-dialog.tsx').then((module) => module.ConflictDialog), {
  ssr: false,
})

interface Props {
  planId: string
  lastRevision: number
  can: { edit: boolean; start: boolean; remove: boolean }
  environment: string
  onEnvironment: (key: string) => void
  onYaml: () => void
  onStart: () => void
  onRevisions: () => void
  status: PlanStatus
  /** The document is shown to be read, not edited. */
  isRead: boolean
  onRead: (isRead: boolean) => void
}

export function PlanBar(props: Props): ReactElement {
  const name = useDraft((draft) => draft.name) || 'Untitled plan'
  const version = useDraft((draft) => draft.version)
  const hasConflict = useSnapshot(({ conflicts }) => conflicts.length > 0)
  const { planId, lastRevision, can, onYaml, onStart } = props
  const { store } = useDraftWork()
  return (
    <div className="gutter sticky top-0 z-[8] -mx-[var(--gutter)] flex flex-wrap items-end gap-2 border-b border-edge bg-canvas pt-3.5 pb-3 max-[860px]:static print:hidden">
      <div className="min-w-0 flex-1 basis-80">
        <nav aria-label="Path" className="mb-0.5 flex items-center gap-1.5 text-xs text-ink-3">
          <Link href="/plans" className="hover:text-ink hover:underline">
            Plans
          </Link>
          <ChevronRight aria-hidden className="size-3" />
          <span className="truncate">{name}</span>
        </nav>
        <div className="flex flex-wrap items-center gap-2">
          <h1
            title={name}
            className="max-w-full min-w-0 text-lg font-semibold tracking-[-0.017em] break-words min-[860px]:max-w-[44ch] min-[860px]:truncate"
          >
            {name}
          </h1>
          {version ? <Chip className="max-w-40">{version}</Chip> : null}
          <StatusMenu planId={planId} status={props.status} />
          <button
            type="button"
            onClick={props.onRevisions}
            className="inline-flex min-h-6 items-center rounded-sm px-1 text-xs text-ink-3 hover:text-ink hover:underline"
          >
            {lastRevision > 0 ? `on revision ${lastRevision}` : 'no revision yet'}
          </button>
          {can.edit ? <SaveStatus /> : <Chip look="outline">You may view</Chip>}
          {hasConflict ? <ConflictDialog /> : null}
        </div>
      </div>
      <ErrorsLink />
      <Button kind="ghost" aria-pressed={props.isRead} onClick={() => props.onRead(!props.isRead)}>
        {props.isRead ? <PencilLine aria-hidden /> : <BookOpenText aria-hidden />}
        <span className="max-[480px]:sr-only">{props.isRead ? 'Edit' : 'Read'}</span>
      </Button>
      <Button kind="ghost" onClick={onYaml}>
        <Braces aria-hidden />
        <span className="max-[480px]:sr-only">YAML</span>
      </Button>
      {can.start ? <NewCycleButton plans={[{ id: planId, name }]} kind="ghost" /> : null}
      <EnvironmentMenu environment={props.environment} onEnvironment={props.onEnvironment} />
      {can.start ? (
        <Button kind="primary" onClick={onStart}>
          <Play aria-hidden />
          Start run
        </Button>
      ) : null}
      <PlanMenu planId={planId} name={name} can={can} settle={() => allSaved(store)} />
    </div>
  )
}

function ErrorsLink(): ReactElement | null {
  const errors = useFindings().lint?.errors ?? 0
  if (errors === 0) return null
  return (
    <a
      href="#checks"
      className="inline-flex h-8 items-center gap-[5px] px-2 text-xs font-medium text-fail hover:underline"
    >
      <OctagonX aria-hidden className="size-[13px]" />
      {errors === 1 ? '1 error stops a run' : `${errors} errors stop a run`}
    </a>
  )
}

const NONE: readonly { key: string; name?: string | undefined }[] = []

function EnvironmentMenu({
  environment,
  onEnvironment,
}: Pick<Props, 'environment' | 'onEnvironment'>): ReactElement | null {
  const environments = useDraft((draft) => draft.environments ?? NONE)
  if (environments.length === 0) return null
  const current = environments.find(({ key }) => key === environment) ?? environments[0]
  return (
    <Menu
      align="end"
      trigger={
        <Button aria-label={`Environment: ${current?.name || current?.key}`}>
          <Server aria-hidden />
          <span className="max-w-44 truncate">{current?.name || current?.key}</span>
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      <MenuLabel>Where runs go</MenuLabel>
      {environments.map(({ key, name }) => (
        <MenuItem key={key} onSelect={() => onEnvironment(key)}>
          <span className="min-w-0 flex-1 truncate">{name || key}</span>
          <code className="text-2xs text-ink-3">{key}</code>
        </MenuItem>
      ))}
    </Menu>
  )
}
