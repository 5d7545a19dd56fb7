'use client'

import { Trash2 } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, useState } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'
import { useAttempt } from '#components/ui/use-attempt.ts'
import { api, apiProblem } from '#lib/api/client.ts'
import type { ProjectTemplate } from '#lib/plans/template-schema.ts'
import { TemplateRow } from './start-choice.tsx'

interface Props {
  templates: readonly ProjectTemplate[]
  mayDelete: boolean
  start: string
  onPick: (id: string) => void
}

/** What people of this project saved as the start of other plans. */
export function ProjectTemplates({ templates, mayDelete, start, onPick }: Props): ReactElement {
  const [asked, setAsked] = useState<ProjectTemplate | null>(null)
  return (
    <>
      {templates.map((template) => {
        const { id, name, description, createdBy, createdAt, contents } = template
        const day = new Date(createdAt).toLocaleDateString('en-GB', { dateStyle: 'medium' })
        return (
          <TemplateRow
            key={id}
            value={id}
            title={name}
            says={[description, `Saved by ${createdBy}, ${day}`].filter(Boolean).join(' – ')}
            contents={contents}
            isOn={start === id}
            onPick={() => onPick(id)}
            tools={
              mayDelete ? (
                <IconButton kind="ghost" label={`Delete the template ${name}`} onClick={() => setAsked(template)}>
                  <Trash2 aria-hidden />
                </IconButton>
              ) : null
            }
          />
        )
      })}
      {asked ? (
        <DeleteDialog
          template={asked}
          onClose={() => setAsked(null)}
          onDeleted={() => {
            if (start === asked.id) onPick('blank')
            setAsked(null)
          }}
        />
      ) : null}
    </>
  )
}

interface DialogProps {
  template: ProjectTemplate
  onClose: () => void
  onDeleted: () => void
}

function DeleteDialog({ template: { id, name }, onClose, onDeleted }: DialogProps): ReactElement {
  const router = useRouter()
  const { busy, problem, attempt } = useAttempt((thrown) => apiProblem(thrown).message)
  const remove = (): Promise<void> =>
    attempt(async () => {
      await api.templates.delete({ id })
      onDeleted()
      router.refresh()
    })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete the template ${name}?`}
      description="Plans made from it stay as they are. This cannot be undone."
    >
      {problem ? (
        <p role="alert" className="text-fail">
          {problem}
        </p>
      ) : null}
      <DialogFooter>
        <span className="flex-1" />
        <Button onClick={onClose}>Keep it</Button>
        <Button kind="danger-solid" busy={busy !== null} onClick={() => void remove()}>
          Delete the template
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
