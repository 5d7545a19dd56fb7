'use client'

import { type ReactElement, useRef } from 'react'
import { Segments } from '#components/ui/segments.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { FileForm } from './file-form.tsx'
import { type DatasetDraft, GeneratedForm } from './generated-form.tsx'

const SOURCES = [
  { value: 'generate', label: 'Generated' },
  { value: 'file', label: 'A file' },
]
const PICKS = [
  { value: 'sequential', label: 'one after the other, and again from the first' },
  { value: 'random', label: 'at random' },
  { value: 'unique', label: 'each once, over all users and workers' },
]

export const isGenerated = (dataset: DatasetDraft): boolean => dataset.generate !== undefined

export function DatasetForm({ datasetKey }: { datasetKey: string }): ReactElement | null {
  const path = ['testData', 'datasets', datasetKey]
  const dataset = useDraft((draft) => draft.testData?.datasets?.find(({ key }) => key === datasetKey))
  const { set, canEdit } = useEdits()
  const before = useRef<Pick<DatasetDraft, 'file' | 'columns' | 'generate'>>({})
  if (!dataset) return null

  const choose = (source: string): void => {
    const { file, columns, generate, ...rest } = dataset
    before.current = { ...before.current, ...(generate ? { generate } : { file, columns }) }
    const kept = before.current
    set(
      path,
      source === 'generate'
        ? { ...rest, generate: kept.generate ?? { kind: 'csv', rows: '1000' } }
        : { ...rest, ...(kept.file ? { file: kept.file } : {}), ...(kept.columns ? { columns: kept.columns } : {}) },
    )
  }
  return (
    <div className="grid gap-3">
      <FieldGrid>
        <KeyField list={['testData', 'datasets']} itemKey={datasetKey} className="min-[560px]:col-span-3" />
        <DraftSelect
          path={[...path, 'pick']}
          label="Rows are taken"
          options={PICKS}
          fallback="sequential"
          help={`As {{ column }}, or {{ ${datasetKey}.column }}`}
          className="min-[560px]:col-span-3"
        />
      </FieldGrid>
      {canEdit ? (
        <span>
          <Segments
            label="Where the rows come from"
            value={isGenerated(dataset) ? 'generate' : 'file'}
            options={SOURCES}
            onChange={choose}
          />
        </span>
      ) : null}
      {isGenerated(dataset) ? <GeneratedForm dataset={dataset} /> : <FileForm dataset={dataset} />}
    </div>
  )
}
