'use client'

import dynamic from 'next/dynamic'
import { memo, type ReactElement } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { OperationDraft } from '#lib/plans/document/plan.ts'
import { BenchButton } from '../bench/bench-context.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { Purpose } from '../fields/field-grid.tsx'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { useOpened } from '../page/reveal.tsx'
import { TryButton } from '../try/try-context.tsx'

const OperationForm = dynamic(() => import('../operations/operation-form.tsx').then((module) => module.OperationForm), {
  loading: () => null,
})

const NONE: readonly OperationDraft[] = []

export function OperationsSection(): ReactElement {
  const operations = useDraft((draft) => draft.operations ?? NONE)
  const { insert, canEdit } = useEdits()
  const { reveal } = useOpened()
  const add = (): void => {
    const key = freeKey(
      'operation',
      operations.map((one) => one.key),
    )
    insert(['operations'], { key, name: '', request: { method: 'GET', path: '/' }, checks: ['status = 200'] })
    reveal(`operations.${key}.name`)
  }
  const ids = useStableIds(operations.map(({ key }) => key))
  return (
    <DocSection id="operations" title="Operations" meta={`${operations.length}, one HTTP call each`}>
      {operations.length === 0 ? (
        <Purpose>
          One HTTP call each: what is sent, what its answer must be, and what is taken from it for the next.
        </Purpose>
      ) : null}
      {operations.map((operation, index) => (
        <OperationCard key={ids[index]} operation={operation} />
      ))}
      {canEdit ? (
        <AddLine onClick={add} isFirst={operations.length === 0}>
          Add an operation
        </AddLine>
      ) : null}
    </DocSection>
  )
}

/** Drawn again only when its own operation changes: a plan may have hundreds. */
const OperationCard = memo(function OperationCard({ operation }: { operation: OperationDraft }): ReactElement {
  const { key, request } = operation
  const name = operation.name || key
  return (
    <ItemCard
      list="operations"
      itemKey={key}
      name={name}
      what="Operation"
      chip={
        <Chip look="outline" className="font-mono">
          {request?.method || 'GET'}
        </Chip>
      }
      facts={<code className="min-w-0 truncate text-ink-2">{request?.path || 'no path yet'}</code>}
      end={
        <>
          <TryButton operation={key} name={name} />
          <BenchButton operation={key} name={name} />
        </>
      }
    >
      <OperationForm operationKey={key} />
    </ItemCard>
  )
})
