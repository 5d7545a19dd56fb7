'use client'

import type { ReactElement } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { parseCheck, parseExtraction } from '#lib/plans/check-parser.ts'
import type { OperationDraft } from '#lib/plans/document/plan.ts'
import { valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useNamed } from '../draft/use-named.ts'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid, Part } from '../fields/field-grid.tsx'
import { FlagField } from '../fields/flag-field.tsx'
import { type Reader, readDuration } from '../fields/reading.ts'
import { asSentence } from '../fields/suggest.ts'
import type { CellReading, Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { sayCheck } from './say-check.ts'

type Metric = NonNullable<OperationDraft['metrics']>[number]

const REDIRECTS = [
  { value: 'none', label: 'told as they are' },
  { value: 'follow', label: 'followed, to allowed hosts only' },
]
const METRIC_KINDS = ['trend', 'rate', 'counter'].map((value) => ({ value, label: value }))
const half = 'min-[560px]:col-span-3'

export function isFurtherUsed(operation: OperationDraft | undefined): boolean {
  if (!operation) return false
  const { poll, metrics, redirects, write, verbatim } = operation
  return Boolean(poll || metrics?.length || redirects || write || verbatim)
}

export function FurtherForm({ path }: { path: string[] }): ReactElement {
  const operations = useNamed('operations')
  return (
    <div className="grid gap-4 pt-2.5">
      <PollForm path={[...path, 'poll']} />
      <Part title="Metrics of its own" help="numbers taken from each answer, judged as custom(key)">
        <DraftGrid<Metric>
          list={[...path, 'metrics']}
          label="Metrics of the operation"
          what="metric"
          columns={METRICS}
          fresh={(taken) => ({ key: freeKey('metric-1', taken), kind: 'trend' })}
          addLabel="Add a metric"
          minWidth="520px"
        />
      </Part>
      <FieldGrid>
        <DraftSelect
          path={[...path, 'redirects']}
          label="Redirects are"
          options={REDIRECTS}
          fallback="none"
          className={half}
        />
        <FlagField
          path={[...path, 'verbatim']}
          label="Sent byte for byte"
          help="as it is written, however malformed"
          className={`${half} self-center`}
        />
        <DraftField
          path={[...path, 'write', 'key']}
          label="Writes"
          note="optional"
          placeholder="{{ orderId }}"
          help="What identifies the record an answer acknowledges"
          mono
          className={half}
        />
        <DraftSelect
          path={[...path, 'write', 'readBack']}
          label="Read back by"
          options={[
            { value: '', label: 'nothing' },
            ...operations.map(({ key, name }) => ({ value: key, label: name || key })),
          ]}
          help="After the run each record is read once: absent is lost, different is corrupted"
          className={half}
        />
      </FieldGrid>
    </div>
  )
}

function PollForm({ path }: { path: string[] }): ReactElement {
  const isPolled = useDraft((draft) => valueAt(draft, path) !== undefined)
  const { set, canEdit } = useEdits()
  return (
    <div className="grid gap-2" data-place={path.join('.')}>
      <Checkbox
        checked={isPolled}
        disabled={!canEdit}
        onCheckedChange={(on) => set(path, on === true ? {} : undefined)}
      >
        Wait until what it began is done
        <span className="ml-1.5 text-2xs text-ink-3">
          an import, a report: its whole time is judged beside the answer
        </span>
      </Checkbox>
      {isPolled ? (
        <FieldGrid>
          <DraftField
            path={[...path, 'path']}
            label="Ask at"
            placeholder="/imports/{{ job }}"
            help="GET, with what the answer gave"
            mono
            className={half}
          />
          <DraftField
            path={[...path, 'until']}
            label="Until"
            placeholder="body $.status = done"
            help="A check, as above"
            read={readCheck}
            mono
            className={half}
          />
          <DraftField
            path={[...path, 'every']}
            label="Every"
            placeholder="1s"
            read={readDuration}
            mono
            className={half}
          />
          <DraftField
            path={[...path, 'timeout']}
            label="For at most"
            placeholder="10m"
            help="After this it has failed"
            read={readDuration}
            mono
            className={half}
          />
        </FieldGrid>
      ) : null}
    </div>
  )
}

const readCheck: Reader = (text) => {
  const read = parseCheck(text)
  return read.ok
    ? { ok: true, value: 0, says: sayCheck(read.check) }
    : { ok: false, message: asSentence(read.problem.message) }
}

const METRICS: readonly Column<Metric>[] = [
  {
    id: 'key',
    label: 'Key',
    kind: 'key',
    mono: true,
    className: 'w-32',
    help: 'As criteria name it, e.g. rows-per-second',
  },
  { id: 'label', label: 'Label', placeholder: 'Rows a second' },
  {
    id: 'kind',
    label: 'Kind',
    kind: 'choice',
    options: METRIC_KINDS,
    fallback: 'trend',
    className: 'w-24',
    help: 'A trend has percentiles, a rate counts what is true, a counter adds up',
  },
  { id: 'unit', label: 'Unit', placeholder: '1/s', className: 'w-16' },
  {
    id: 'take',
    label: 'Taken from',
    mono: true,
    placeholder: 'body $.rowsPerSecond',
    help: 'body, header, cookie or pattern, as in extractions',
    read: ({ take }) => readsExtraction(take),
  },
]

function readsExtraction(text: string | undefined): CellReading | null {
  if (!text?.trim()) return null
  const read = parseExtraction(text)
  return read.ok ? { ok: true, says: text } : { ok: false, message: asSentence(read.problem.message) }
}
