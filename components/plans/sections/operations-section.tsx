'use client'

import type { ReactElement } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { OperationDraft } from '#lib/plans/document/plan.ts'
import { BenchButton } from '../bench/bench-context.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { BodyField } from '../fields/body-field.tsx'
import { CheckLines } from '../fields/check-lines.tsx'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { readDuration } from '../fields/reading.ts'
import { RecordField } from '../fields/record-field.tsx'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { useOpened } from '../page/reveal.tsx'

const NONE: readonly OperationDraft[] = []
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((value) => ({ value, label: value }))

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
      {operations.map((operation, index) => (
        <ItemCard
          key={ids[index]}
          list="operations"
          itemKey={operation.key}
          name={operation.name || operation.key}
          what="Operation"
          chip={
            <Chip look="outline" className="font-mono">
              {operation.request?.method || 'GET'}
            </Chip>
          }
          facts={<code className="min-w-0 truncate text-ink-2">{operation.request?.path || 'no path yet'}</code>}
          end={<BenchButton operation={operation.key} name={operation.name || operation.key} />}
        >
          <OperationForm operationKey={operation.key} />
        </ItemCard>
      ))}
      {canEdit ? <AddLine onClick={add}>Add an operation</AddLine> : null}
    </DocSection>
  )
}

function OperationForm({ operationKey }: { operationKey: string }): ReactElement {
  const path = ['operations', operationKey]
  return (
    <div className="grid gap-x-2.5 gap-y-3 min-[560px]:grid-cols-6">
      <NameField
        list={['operations']}
        itemKey={operationKey}
        stem="operation"
        placeholder="Create order"
        className="min-[560px]:col-span-3"
      />
      <KeyField list={['operations']} itemKey={operationKey} className="min-[560px]:col-span-3" />
      <DraftSelect path={[...path, 'request', 'method']} label="Method" options={METHODS} fallback="GET" />
      <DraftField
        path={[...path, 'request', 'path']}
        label="Path"
        placeholder="/orders/{{ orderId }}"
        help="Behind the base URL; {{ name }} takes a variable or what was extracted"
        mono
        className="min-[560px]:col-span-5"
      />
      <div className="min-[560px]:col-span-6">
        <RecordField
          path={[...path, 'request', 'headers']}
          label="Headers"
          nameLabel="Name of the header"
          valueLabel="Value"
          namePlaceholder="authorization"
          valuePlaceholder="Bearer {{ secret.API_TOKEN }}"
          addLabel="Add a header"
        />
      </div>
      <BodyField path={[...path, 'request', 'body']} className="min-[560px]:col-span-6" />
      <div className="min-[560px]:col-span-6">
        <CheckLines path={[...path, 'checks']} />
      </div>
      <div className="min-[560px]:col-span-6">
        <RecordField
          path={[...path, 'extract']}
          label="Extract"
          help="for the operations behind it in a flow"
          nameLabel="Name of what is extracted"
          valueLabel="Where from"
          namePlaceholder="orderId"
          valuePlaceholder="body $.id"
          addLabel="Add an extraction"
        />
      </div>
      <DraftField
        path={[...path, 'payload']}
        label="Payload class"
        note="optional"
        placeholder="medium"
        help="A key of test data; fills {{ payload }}"
        mono
        className="min-[560px]:col-span-3"
      />
      <DraftField
        path={[...path, 'timeout']}
        label="Timeout"
        note="optional"
        placeholder="10s"
        help="Later answers count as failed"
        read={readDuration}
        mono
        className="min-[560px]:col-span-3"
      />
    </div>
  )
}
