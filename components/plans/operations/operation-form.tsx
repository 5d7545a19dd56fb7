'use client'

import { memo, type ReactElement, useState } from 'react'
import { parseExtraction } from '#lib/plans/check-parser.ts'
import { useDraft, useDraftWork, useText } from '../draft/draft-context.tsx'
import { CheckLines } from '../fields/check-lines.tsx'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { readDuration } from '../fields/reading.ts'
import { RecordField } from '../fields/record-field.tsx'
import { asSentence } from '../fields/suggest.ts'
import { BodyForm } from './body-form.tsx'
import { FurtherForm, isFurtherUsed } from './further-form.tsx'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((value) => ({ value, label: value }))
const half = 'min-[560px]:col-span-3'
const whole = 'min-[560px]:col-span-6'
const NONE: readonly { key: string }[] = []

/** One HTTP call: what is sent, what its answer must be, and what is taken from it. */
export const OperationForm = memo(function OperationForm({ operationKey }: { operationKey: string }): ReactElement {
  const path = ['operations', operationKey]
  const method = useText([...path, 'request', 'method'])
  return (
    <FieldGrid>
      <NameField
        list={['operations']}
        itemKey={operationKey}
        stem="operation"
        placeholder="Create order"
        className={half}
      />
      <KeyField list={['operations']} itemKey={operationKey} className={half} />
      <DraftSelect path={[...path, 'request', 'method']} label="Method" options={METHODS} fallback="GET" />
      <DraftField
        path={[...path, 'request', 'path']}
        label="Path"
        placeholder="/orders/{{ orderId }}"
        help="Behind the base URL; {{ name }} takes a variable or what was extracted"
        mono
        className="min-[560px]:col-span-3"
      />
      <ServiceField path={[...path, 'request', 'service']} />
      <div className={whole}>
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
      <BodyForm path={[...path, 'request', 'body']} method={method} className={whole} />
      <div className={whole}>
        <CheckLines path={[...path, 'checks']} />
      </div>
      <div className={whole}>
        <RecordField
          path={[...path, 'extract']}
          label="Extract"
          help="for the operations behind it: body $.id, header location, cookie session, or a pattern with one group"
          nameLabel="Name of what is extracted"
          valueLabel="Where from"
          namePlaceholder="orderId"
          valuePlaceholder="body $.id"
          addLabel="Add an extraction"
          problemOf={problemOfExtraction}
        />
      </div>
      <PayloadField path={[...path, 'payload']} />
      <DraftField
        path={[...path, 'timeout']}
        label="Timeout"
        note="optional"
        placeholder="10s"
        help="Later answers count as failed"
        read={readDuration}
        mono
        className={half}
      />
      <Further path={path} />
    </FieldGrid>
  )
})

function problemOfExtraction(text: string): string | null {
  const read = parseExtraction(text)
  return read.ok ? null : asSentence(read.problem.message)
}

/** Only where an environment has services to choose from. */
function ServiceField({ path }: { path: readonly string[] }): ReactElement {
  const environments = useDraft((draft) => draft.environments)
  const names = new Set((environments ?? []).flatMap(({ services }) => Object.keys(services ?? {})))
  const options = [{ value: '', label: 'the base URL' }, ...[...names].map((value) => ({ value, label: value }))]
  return (
    <DraftSelect
      path={path}
      label="Sent to"
      options={options}
      help={names.size === 0 ? 'Services of environments can be chosen here' : undefined}
      className="min-[560px]:col-span-2"
    />
  )
}

function PayloadField({ path }: { path: readonly string[] }): ReactElement {
  const payloads = useDraft((draft) => draft.testData?.payloads ?? NONE)
  return (
    <DraftSelect
      path={path}
      label="Payload class"
      options={[{ value: '', label: 'none' }, ...payloads.map(({ key }) => ({ value: key, label: key }))]}
      help="Of test data; fills {{ payload }}"
      className={half}
    />
  )
}

/** What few operations need stays folded until one does. */
function Further({ path }: { path: string[] }): ReactElement {
  const { store } = useDraftWork()
  const [isOpen, setOpen] = useState(() =>
    isFurtherUsed(store.snapshot().draft.operations?.find(({ key }) => key === path[1])),
  )
  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)} className={whole}>
      <summary className="min-h-6 cursor-pointer text-xs font-medium text-ink-2 hover:text-ink">
        Further: polling, metrics of its own, redirects, written data, verbatim
      </summary>
      {isOpen ? <FurtherForm path={path} /> : null}
    </details>
  )
}
