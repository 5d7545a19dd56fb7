import type { ReactElement, ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog, DialogFooter } from './dialog.tsx'
import { Problem } from './problem.tsx'
import type { Attempt } from './use-attempt.ts'

interface Props extends Pick<Attempt, 'busy' | 'problem'> {
  title: string
  /** What follows from it. */
  description: ReactNode
  /** What the button that does it says. */
  does: string
  /** What the button that leaves all as it is says. */
  keeps: string
  onConfirm: () => void
  onClose: () => void
}

/** Asks before something is lost: what, and what follows. The way back has the focus. */
export function ConfirmDialog({
  title,
  description,
  does,
  keeps,
  busy,
  problem,
  onConfirm,
  onClose,
}: Props): ReactElement {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      className="max-w-[440px]"
    >
      <Problem>{problem}</Problem>
      <DialogFooter>
        <span className="flex-1" />
        <Button autoFocus onClick={onClose}>
          {keeps}
        </Button>
        <Button kind="danger-solid" busy={busy !== null} onClick={onConfirm}>
          {does}
        </Button>
      </DialogFooter>
    </Dialog>
  )
}
