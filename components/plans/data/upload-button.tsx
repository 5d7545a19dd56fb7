'use client'

import { Upload } from 'lucide-react'
import { type ReactElement, useRef } from 'react'
import { Button } from '#components/ui/button.tsx'
import { useFiles } from './use-files.ts'

interface Props {
  label: string
  /** Under which it is kept; else the file's own name. */
  name?: string | undefined
  kind?: 'primary' | 'secondary'
  onDone?: (name: string) => void
}

export function UploadButton({ label, name, kind = 'secondary', onDone }: Props): ReactElement {
  const { upload, isUploading } = useFiles()
  const input = useRef<HTMLInputElement>(null)
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const kept = await upload(file, name)
    if (kept !== null) onDone?.(kept)
    if (input.current) input.current.value = ''
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".csv,text/csv"
        aria-label={`${label}: choose a file`}
        tabIndex={-1}
        className="sr-only"
        onChange={({ target }) => void take(target.files?.[0])}
      />
      <Button kind={kind} size="sm" busy={isUploading} onClick={() => input.current?.click()}>
        {isUploading ? null : <Upload aria-hidden />}
        {isUploading ? 'Uploading' : label}
      </Button>
    </>
  )
}
