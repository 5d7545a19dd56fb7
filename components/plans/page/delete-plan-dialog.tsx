'use client'

import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog, DialogFooter } from '#components/ui/dialog.tsx'

interface Props {
  name: string
  onClose: () => void
  onDelete: () => void
}

export function DeletePlanDialog({ name, onClose, onDelete }: Props): ReactElement {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${name}?`}
      description="Its revisions, its runs and their results go with it. This cannot be undone."
    >
      <DialogFooter>
        <span className="flex-1" />
        <Button onClick={onClose}>Keep it</Button>
        <Button kind="danger-solid" onClick={onDelete}>
          Delete the plan
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
