'use client'

import { Trash2 } from 'lucide-react'
import { Fragment, type ReactElement, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { Table, Td, Th } from '#components/ui/table.tsx'
import { say, showBytes, showCount } from '#lib/core/number-format.ts'
import type { DatasetFileView } from '#lib/plans/dataset-file.ts'
import { useEdits } from '../draft/edits.ts'
import { FileRows } from './file-rows.tsx'
import { useFiles } from './use-files.ts'

/** The CSV files of the project, for all of its plans. */
export function FilesTable(): ReactElement | null {
  const { files, remove } = useFiles()
  const { canEdit } = useEdits()
  const [shown, setShown] = useState<string | null>(null)
  const [leaving, setLeaving] = useState<DatasetFileView | null>(null)
  if (!files || files.length === 0) {
    return (
      <p className="rounded-md border border-dashed border-edge px-3 py-2 text-xs text-ink-3">
        {files
          ? 'None yet. A CSV file begins with the names of its columns, has at most 50 MB and is UTF-8.'
          : 'Looking…'}
      </p>
    )
  }
  return (
    <div className="sheet">
      <Table>
        <thead>
          <tr>
            <Th>File</Th>
            <Th className="text-right">Rows</Th>
            <Th>Columns</Th>
            <Th className="text-right">Size</Th>
            <Th aria-label="What can be done" />
          </tr>
        </thead>
        <tbody>
          {files.map((file) => (
            <Fragment key={file.id}>
              <tr>
                <Td className="font-mono text-xs whitespace-nowrap" title={`Uploaded by ${file.uploadedBy}`}>
                  {file.name}
                </Td>
                <Td className="num text-right whitespace-nowrap">{say(showCount(file.rows))}</Td>
                <Td className="w-full max-w-0 min-w-32 truncate font-mono text-xs" title={file.columns.join(', ')}>
                  {file.columns.join(', ')}
                </Td>
                <Td className="num text-right whitespace-nowrap">{say(showBytes(file.sizeBytes))}</Td>
                <Td>
                  <span className="flex items-center justify-end">
                    <Button
                      kind="ghost"
                      size="sm"
                      aria-expanded={shown === file.id}
                      aria-label={`${shown === file.id ? 'Hide' : 'Show'} rows of ${file.name}`}
                      onClick={() => setShown(shown === file.id ? null : file.id)}
                    >
                      {shown === file.id ? 'Hide' : 'Rows'}
                    </Button>
                    {canEdit ? (
                      <IconButton label={`Remove ${file.name}`} onClick={() => setLeaving(file)}>
                        <Trash2 aria-hidden />
                      </IconButton>
                    ) : null}
                  </span>
                </Td>
              </tr>
              {shown === file.id ? (
                <tr>
                  <Td colSpan={5} className="py-2">
                    <FileRows id={file.id} />
                  </Td>
                </tr>
              ) : null}
            </Fragment>
          ))}
        </tbody>
      </Table>
      <Dialog
        open={leaving !== null}
        onOpenChange={(open) => (open ? undefined : setLeaving(null))}
        title={`Remove ${leaving?.name ?? ''}?`}
        description="Plans that name it cannot start a run until it is uploaded again. Revisions that ran with it keep it."
      >
        <DialogFooter>
          <span className="flex-1" />
          <Button onClick={() => setLeaving(null)}>Keep it</Button>
          <Button
            kind="danger-solid"
            onClick={() => {
              if (leaving) void remove(leaving)
              setLeaving(null)
            }}
          >
            Remove the file
          </Button>
        </DialogFooter>
      </Dialog>
    </div>
  )
}
