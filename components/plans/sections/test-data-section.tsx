'use client'

import type { ReactElement } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import { say, showPercent } from '#lib/core/number-format.ts'
import { parsePercent } from '#lib/core/units.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { DatasetForm, isGenerated } from '../data/dataset-form.tsx'
import { FilesTable } from '../data/files-table.tsx'
import type { DatasetDraft } from '../data/generated-form.tsx'
import { UploadButton } from '../data/upload-button.tsx'
import { FilesProvider } from '../data/use-files.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { DraftField } from '../fields/draft-field.tsx'
import { FieldGrid, Part } from '../fields/field-grid.tsx'
import { readCount, readPayloadSize } from '../fields/reading.ts'
import { RecordField } from '../fields/record-field.tsx'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { useOpened } from '../page/reveal.tsx'
import { reads } from './choices.ts'

type Payload = NonNullable<NonNullable<PlanDraft['testData']>['payloads']>[number]

const NONE: readonly DatasetDraft[] = []
const NOTHING: Readonly<Record<string, string>> = {}

/** What requests are filled with, and what lies there before they come. */
export function TestDataSection({ projectId }: { projectId: string }): ReactElement {
  const count = useDraft((draft) => draft.testData?.datasets?.length ?? 0)
  const { canEdit } = useEdits()
  return (
    <FilesProvider value={projectId}>
      <DocSection
        id="testData"
        title="Test data"
        meta={count === 0 ? 'what requests are filled with' : `${count} data ${count === 1 ? 'set' : 'sets'}`}
      >
        <div className="grid gap-5">
          <Datasets />
          <Part title="Payload classes" help="sizes of bodies, filled in as {{ payload }}">
            <DraftGrid<Payload>
              list={['testData', 'payloads']}
              label="Payload classes"
              what="payload class"
              columns={PAYLOADS}
              fresh={(taken) => ({ key: freeKey('small', taken), size: '1KB', count: '1000' })}
              addLabel="Add a payload class"
              minWidth="380px"
            />
          </Part>
          <Accounts />
          <Part title="What lies there before" help="in words; the preload itself is sent by set-up">
            <FieldGrid>
              <DraftField
                path={['testData', 'preload', 'records']}
                label="Records"
                placeholder="1,000,000"
                read={readCount}
                mono
                className="min-[560px]:col-span-2"
              />
              <DraftField
                path={['testData', 'preload', 'distribution']}
                label="Distribution"
                placeholder="uniform"
                className="min-[560px]:col-span-2"
              />
              <DraftField
                path={['testData', 'preload', 'indexing']}
                label="Indexing"
                placeholder="by tenant"
                className="min-[560px]:col-span-2"
              />
            </FieldGrid>
          </Part>
          <div className="grid gap-1.5">
            <div className="flex items-end justify-between gap-2">
              <h3 className="text-xs font-semibold">
                Files of the project<span className="ml-1.5 font-normal text-ink-3">for all of its plans</span>
              </h3>
              {canEdit ? <UploadButton label="Upload a file" /> : null}
            </div>
            <FilesTable />
          </div>
        </div>
      </DocSection>
    </FilesProvider>
  )
}

function Datasets(): ReactElement {
  const datasets = useDraft((draft) => draft.testData?.datasets ?? NONE)
  const { insert, canEdit } = useEdits()
  const { reveal } = useOpened()
  const ids = useStableIds(datasets.map(({ key }) => key))
  const add = (): void => {
    const key = freeKey(
      'users',
      datasets.map((one) => one.key),
    )
    insert(['testData', 'datasets'], { key, file: `${key}.csv` })
    reveal(`testData.datasets.${key}.file`)
  }
  return (
    <Part title="Data sets" help="rows dealt out to requests, column by column">
      <div>
        {datasets.map((dataset, index) => (
          <ItemCard
            key={ids[index]}
            list="testData.datasets"
            itemKey={dataset.key}
            name={dataset.key}
            what="Data set"
            chip={<Chip look="outline">{isGenerated(dataset) ? 'generated' : 'file'}</Chip>}
            facts={<code className="min-w-0 truncate text-ink-2">{factsOf(dataset)}</code>}
          >
            <DatasetForm datasetKey={dataset.key} />
          </ItemCard>
        ))}
        {canEdit ? (
          <AddLine onClick={add} isFirst={datasets.length === 0}>
            Add a data set
          </AddLine>
        ) : null}
      </div>
    </Part>
  )
}

function factsOf({ generate, file }: DatasetDraft): string {
  if (generate) return generate.rows ? `${generate.rows} rows` : 'no rows yet'
  return file || 'no file yet'
}

function Accounts(): ReactElement {
  const shares = useDraft((draft) => draft.testData?.accounts?.distribution ?? NOTHING)
  const read = Object.values(shares).map(parsePercent)
  const sum = read.reduce((total, one) => total + (one.ok ? one.value : 0), 0)
  const isWhole = Math.abs(sum - 1) < 0.0005
  return (
    <Part title="Accounts" help="who the load is sent as">
      <FieldGrid>
        <DraftField
          path={['testData', 'accounts', 'count']}
          label="How many"
          placeholder="10,000"
          read={readCount}
          mono
          className="min-[560px]:col-span-2"
        />
        <div className="min-[560px]:col-span-4">
          <RecordField
            path={['testData', 'accounts', 'distribution']}
            label="Distribution"
            help="shares of the accounts"
            nameLabel="Kind of account"
            valueLabel="Share"
            namePlaceholder="active"
            valuePlaceholder="80%"
            addLabel="Add a kind"
            problemOf={problemOfShare}
          />
          {read.length > 0 ? (
            <p className={`mt-1 text-xs ${isWhole ? 'text-ink-3' : 'text-warn'}`}>
              {say(showPercent(sum, 1))} in all{isWhole ? '' : ', which is not 100 %'}
            </p>
          ) : null}
        </div>
      </FieldGrid>
    </Part>
  )
}

function problemOfShare(text: string): string | null {
  const read = parsePercent(text)
  return read.ok ? null : read.message
}

const PAYLOADS: readonly Column<Payload>[] = [
  { id: 'key', label: 'Class', kind: 'key', mono: true, help: 'As operations name it, e.g. medium' },
  {
    id: 'size',
    label: 'Size',
    placeholder: '5KB',
    mono: true,
    right: true,
    className: 'w-32',
    help: 'Of the whole body, for example 5KB, or a range, 1KB-4KB',
    read: ({ size }) => reads(readPayloadSize, size),
  },
  {
    id: 'count',
    label: 'Different bodies',
    placeholder: '1000',
    mono: true,
    right: true,
    className: 'w-36',
    help: 'How many are made before the run; requests take one of them',
    read: ({ count }) => reads(readCount, count),
  },
]
