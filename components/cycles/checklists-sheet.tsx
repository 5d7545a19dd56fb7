'use client'

import { Check, CircleDashed, CircleSlash, Minus, Paperclip, Radar } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/class-names.ts'
import { NothingYet, TitledSheet } from '#components/ui/titled-sheet.tsx'
import { showMoment } from '#lib/core/moment.ts'
import { CHECKLISTS, type ChecklistItem, type ChecklistName } from '#lib/cycles/schema.ts'
import { useCycle } from './cycle-context.tsx'

const MarkDialog = dynamic(() => import('./mark-dialog.tsx').then((file) => file.MarkDialog), { ssr: false })

const TITLES: Record<ChecklistName, string> = {
  before: 'Before the tests',
  during: 'During the tests',
  after: 'After the tests',
  success: 'Success that people confirm',
}

/** Checklists of the plan with who ticked what, when, with which note and file. */
export function ChecklistsSheet(): ReactElement {
  const { checklists } = useCycle()
  const [marked, setMarked] = useState<ChecklistItem | null>(null)
  const lists = CHECKLISTS.filter((list) => checklists[list].length > 0)
  const open = checklists.gate.open.length
  return (
    <TitledSheet
      id="checklists"
      title="Checklists"
      meta={open > 0 ? `${open} required ${open === 1 ? 'item holds' : 'items hold'} the start back` : undefined}
    >
      {lists.length === 0 ? (
        <NothingYet>The plan has no checklists.</NothingYet>
      ) : (
        lists.map((list) => <List key={list} list={list} items={checklists[list]} onMark={setMarked} />)
      )}
      {marked ? <MarkDialog item={marked} onClose={() => setMarked(null)} /> : null}
    </TitledSheet>
  )
}

interface ListProps {
  list: ChecklistName
  items: readonly ChecklistItem[]
  onMark: (item: ChecklistItem) => void
}

function List({ list, items, onMark }: ListProps): ReactElement {
  const done = items.filter(({ isOpen }) => !isOpen).length
  // Its last tick must not fold it up under who ticks.
  const [wasOpen] = useState(done < items.length)
  return (
    <details className="group border-t border-line first-of-type:border-t-0" open={wasOpen}>
      <summary className="grid cursor-pointer grid-cols-[minmax(0,1fr)_minmax(60px,1fr)_44px] items-center gap-2.5 px-4 py-2">
        <span className="font-medium">{TITLES[list]}</span>
        <span className="h-1 overflow-hidden rounded-full bg-n-200">
          <span className="block h-full bg-ink-2" style={{ width: `${(done / items.length) * 100}%` }} />
        </span>
        <span className="num text-right">
          {done} / {items.length}
        </span>
      </summary>
      <ul className="pb-2">
        {items.map((item) => (
          <Item key={item.key} item={item} onMark={onMark} />
        ))}
      </ul>
    </details>
  )
}

function Item({ item, onMark }: { item: ChecklistItem; onMark: (item: ChecklistItem) => void }): ReactElement {
  const { may, matrix } = useCycle()
  const { mark, isOpen, kind } = item
  const scenario = matrix.find(({ scenario: { key } }) => key === item.scenario)?.scenario.name || item.scenario
  const about = [
    mark && !(isOpen && mark.state === 'open')
      ? `${mark.state === 'overridden' ? 'overridden by ' : mark.state === 'not-applicable' ? 'not applicable, ' : ''}${mark.by}, ${showMoment(mark.at)}`
      : '',
    mark?.run?.label ?? '',
    mark?.note ?? '',
    item.finding ?? '',
  ].filter(Boolean)
  return (
    <li className="flex items-start gap-2 px-4 py-1">
      <StateMark item={item} />
      <div className="min-w-0 flex-1">
        <p className={cn('leading-[19px] break-words', !isOpen && 'text-ink-2')}>
          {scenario ? <span className="text-ink-3">{scenario}: </span> : null}
          {item.text}
          {item.required ? <span className="ml-1.5 text-2xs text-ink-3">required</span> : null}
        </p>
        {about.length > 0 ? <p className="text-xs text-pretty break-words text-ink-3">{about.join(' · ')}</p> : null}
        {mark?.attachment ? (
          <a
            href={`/api/v1/attachments/${mark.attachment.id}`}
            className="link inline-flex items-center gap-1 text-xs"
            download
          >
            <Paperclip aria-hidden className="size-3" />
            {mark.attachment.name}
          </a>
        ) : null}
      </div>
      {may.edit && kind === 'person' ? (
        <Button
          size="sm"
          kind={isOpen ? 'secondary' : 'ghost'}
          onClick={() => onMark(item)}
          aria-label={`${isOpen ? 'Tick' : 'Change'}: ${item.text}`}
        >
          {isOpen ? 'Tick' : 'Change'}
        </Button>
      ) : null}
    </li>
  )
}

function StateMark({ item }: { item: ChecklistItem }): ReactElement {
  const state = item.isOpen ? 'open' : (item.mark?.state ?? 'done')
  const [Icon, tone, word] = {
    open: [CircleDashed, 'text-ink-3', 'open'],
    done: item.kind === 'probe' ? ([Radar, 'text-pass', 'proven'] as const) : ([Check, 'text-pass', 'done'] as const),
    'not-applicable': [Minus, 'text-ink-3', 'not applicable'],
    overridden: [CircleSlash, 'text-warn', 'overridden'],
  }[state] as readonly [typeof Check, string, string]
  return <Icon role="img" aria-label={word} className={cn('mt-[3px] size-3.5 shrink-0', tone)} />
}
