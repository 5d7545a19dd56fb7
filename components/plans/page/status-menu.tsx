'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Archive, ChevronDown, CircleCheck, Eye, PencilLine } from 'lucide-react'
import type { ReactElement } from 'react'
import { Menu, MenuItem, MenuLabel } from '#components/ui/menu.tsx'
import { notify } from '#components/ui/notify.ts'
import { api, apiProblem } from '#lib/api/client.ts'
import type { PlanStatus, StatusView } from '#lib/plans/schema.ts'
import { useDraftWork, useSnapshot } from '../draft/draft-context.tsx'

const STATUSES = {
  draft: { word: 'Draft', Icon: PencilLine, tone: 'text-ink-3' },
  review: { word: 'In review', Icon: Eye, tone: 'text-warn' },
  approved: { word: 'Approved', Icon: CircleCheck, tone: 'text-pass' },
  archived: { word: 'Archived', Icon: Archive, tone: 'text-ink-3' },
} as const

const CHIP =
  'inline-flex h-5 items-center gap-1 rounded-sm px-[7px] text-[11.5px] leading-none text-ink-2 shadow-[inset_0_0_0_1px_var(--edge)]'

/** How far the plan is agreed on; who said so, and whether it was edited since. */
export function StatusMenu({ planId, status }: { planId: string; status: PlanStatus }): ReactElement {
  const { store, canEdit } = useDraftWork()
  const version = useSnapshot((snapshot) => snapshot.version)
  const cache = useQueryClient()
  const { data } = useQuery({ queryKey: ['plan-status', planId], queryFn: () => api.plans.status({ id: planId }) })
  const shown = data?.status ?? status
  const { word, Icon, tone } = STATUSES[shown]
  const isEdited = shown !== 'draft' && data?.version != null && version > data.version
  const choose = async (next: PlanStatus): Promise<void> => {
    try {
      const now = await api.plans.edit({ id: planId, baseVersion: version, operations: [], status: next })
      store.moveOn(now.version, now.draft)
      await cache.invalidateQueries({ queryKey: ['plan-status', planId] })
    } catch (thrown) {
      notify('The status was not changed', { description: apiProblem(thrown).message }, 'error')
    }
  }
  const face = (
    <>
      <Icon aria-hidden className={`size-3 ${tone}`} />
      {word}
      {isEdited ? <span className="text-warn">, edited since</span> : null}
    </>
  )
  if (!canEdit) {
    return (
      <span className={CHIP} title={says(data)}>
        {face}
      </span>
    )
  }
  return (
    <Menu
      align="start"
      trigger={
        <button
          type="button"
          title={says(data)}
          aria-label={`Status: ${word}${isEdited ? ', edited since' : ''}`}
          className={`${CHIP} min-h-6 hover:bg-hover`}
        >
          {face}
          <ChevronDown aria-hidden className="size-3" />
        </button>
      }
    >
      <MenuLabel>{says(data)}</MenuLabel>
      {(Object.keys(STATUSES) as PlanStatus[]).map((one) => {
        const { word: name, Icon: Mark, tone: colour } = STATUSES[one]
        return (
          <MenuItem key={one} onSelect={() => void choose(one)}>
            <Mark aria-hidden className={colour} />
            {name}
          </MenuItem>
        )
      })}
    </Menu>
  )
}

function says(status: StatusView | undefined): string {
  if (!status?.at || !status.by) return 'Nobody has set a status yet'
  const at = new Date(status.at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  return `${STATUSES[status.status].word}, by ${status.by}, ${at}`
}
