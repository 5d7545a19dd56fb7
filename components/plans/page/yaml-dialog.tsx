'use client'

import { Download, Upload } from 'lucide-react'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { notify } from '#components/ui/notify.ts'
import { useDraftWork, useSnapshot } from '../draft/draft-context.tsx'
import { documentUrl, readDocument, type Uploaded, uploadDocument } from './document-transfer.ts'
import { YamlProblems } from './yaml-problems.tsx'
import { goToLine, YamlText } from './yaml-text.tsx'

interface Props {
  planId: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

/** The plan as a file: download it, or put another in its place. */
export function YamlDialog({ planId, open, onOpenChange }: Props): ReactElement {
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="The plan as YAML"
      description="One document, and the whole of it: what has no form yet is edited here."
      className="max-w-[860px]"
    >
      <Editor planId={planId} onDone={() => onOpenChange(false)} />
    </Dialog>
  )
}

function Editor({ planId, onDone }: { planId: string; onDone: () => void }): ReactElement {
  const { store, canEdit } = useDraftWork()
  const isSaved = useSnapshot(({ save }) => save.kind === 'saved')
  const version = useSnapshot((snapshot) => snapshot.version)
  const area = useRef<HTMLTextAreaElement>(null)
  const [stored, setStored] = useState<string | null>(null)
  const [text, setText] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Extract<Uploaded, { ok: false }> | null>(null)

  useEffect(() => {
    if (!isSaved) return store.flush()
    let isCurrent = true
    readDocument(planId)
      .then((yaml) => {
        if (!isCurrent) return
        setText((typed) => typed || yaml)
        setStored(yaml)
      })
      .catch((error: Error) => setFailed({ ok: false, message: error.message, problems: [] }))
    return () => {
      isCurrent = false
    }
  }, [planId, isSaved, store])

  const replace = async (): Promise<void> => {
    setBusy(true)
    const answer = await uploadDocument(planId, version, text)
    setBusy(false)
    if (!answer.ok) return setFailed(answer)
    store.replace(answer.server)
    notify('The plan was replaced by the document', {}, 'success')
    onDone()
  }

  return (
    <>
      <YamlText
        area={area}
        label="The plan document as YAML"
        value={text}
        onChange={setText}
        readOnly={!canEdit || stored === null}
        placeholder="Reading the document…"
      />
      {failed ? <YamlProblems {...failed} onGo={(line, column) => goToLine(area.current, line, column)} /> : null}
      <DialogFooter>
        <Button kind="ghost" asChild>
          <a href={documentUrl(planId)} download>
            <Download aria-hidden />
            Download
          </a>
        </Button>
        {canEdit ? <FileButton onText={setText} /> : null}
        <span className="flex-1" />
        <Button onClick={onDone}>Close</Button>
        {canEdit ? (
          <Button
            kind="primary"
            busy={busy}
            disabled={stored === null || text === stored}
            onClick={() => void replace()}
          >
            Replace the plan
          </Button>
        ) : null}
      </DialogFooter>
    </>
  )
}

export function FileButton({ onText }: { onText: (text: string) => void }): ReactElement {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".yaml,.yml,.json,application/yaml,text/yaml"
        hidden
        aria-label="YAML file"
        onChange={(event) => {
          void event.target.files?.[0]?.text().then(onText)
          event.target.value = ''
        }}
      />
      <Button kind="ghost" onClick={() => input.current?.click()}>
        <Upload aria-hidden />
        Upload a file
      </Button>
    </>
  )
}
