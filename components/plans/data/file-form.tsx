'use client'

import { CircleAlert, FileText } from 'lucide-react'
import { type ReactElement, useId, useState } from 'react'
import { say, showBytes, showCount } from '#lib/core/number-format.ts'
import { useEdits } from '../draft/edits.ts'
import { DraftField } from '../fields/draft-field.tsx'
import { ListField } from '../fields/list-field.tsx'
import { FileRows } from './file-rows.tsx'
import type { DatasetDraft } from './generated-form.tsx'
import { UploadButton } from './upload-button.tsx'
import { useFiles } from './use-files.ts'

/** Rows of a file: uploaded for the project, or beside the plan's file when it is run from the command line. */
export function FileForm({ dataset }: { dataset: DatasetDraft }): ReactElement {
  const path = ['testData', 'datasets', dataset.key]
  const { files } = useFiles()
  const { set, canEdit } = useEdits()
  const [isShown, setShown] = useState(false)
  const list = useId()
  const name = dataset.file?.trim() ?? ''
  const file = files?.find((one) => one.name === name)
  return (
    <div className="grid gap-2.5">
      <div className="flex flex-wrap items-end gap-2.5">
        <DraftField
          path={[...path, 'file']}
          label="File"
          placeholder="users.csv"
          mono
          list={list}
          className="min-w-50 flex-1"
        />
        <datalist id={list}>
          {files?.map((one) => (
            <option key={one.id} value={one.name} />
          ))}
        </datalist>
        {canEdit ? (
          <UploadButton
            label={file ? 'Replace the file' : 'Upload a CSV file'}
            kind={file ? 'secondary' : 'primary'}
            name={name || undefined}
            onDone={(kept) => (kept === name ? undefined : set([...path, 'file'], kept))}
          />
        ) : null}
      </div>
      {file ? (
        <>
          <p className="flex flex-wrap items-baseline gap-x-1.5 text-xs text-ink-2">
            <FileText aria-hidden className="size-3.5 self-center text-ink-3" />
            {say(showCount(file.rows))} {file.rows === 1 ? 'row' : 'rows'}, {say(showBytes(file.sizeBytes))}, with the
            columns <code>{file.columns.join(', ')}</code>
            <button type="button" className="link min-h-6" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
              {isShown ? 'Hide the rows' : 'Show the first rows'}
            </button>
          </p>
          {isShown ? <FileRows id={file.id} /> : null}
        </>
      ) : files && name ? (
        <>
          <p className="flex items-start gap-1.5 text-xs text-warn">
            <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
            <span>
              {name} is not uploaded: runs can start from the command line only, with the file beside the plan.
            </span>
          </p>
          <div className="grid gap-1">
            <span className="text-xs text-ink-2">
              Columns <span className="text-2xs text-ink-3">so that a mistyped name is found before a run</span>
            </span>
            <ListField path={[...path, 'columns']} label="Add a column" placeholder="email" mono />
          </div>
        </>
      ) : null}
    </div>
  )
}
