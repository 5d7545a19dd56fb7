import type { ReactElement, ReactNode } from 'react'
import { Button } from './button.tsx'
import { DialogFooter } from './dialog.tsx'
import { Problem } from './problem.tsx'

interface Props {
  problem: string | null | undefined
  isBusy: boolean
  onCancel: () => void
  /** What the button that sends the form says. */
  children: ReactNode
}

/** The end of a form in a dialog: why it was refused, the way back, and the way on. */
export function FormEnd({ problem, isBusy, onCancel, children }: Props): ReactElement {
  return (
    <>
      <Problem>{problem}</Problem>
      <DialogFooter>
        <span className="flex-1" />
        <Button onClick={onCancel}>Cancel</Button>
        <Button kind="primary" type="submit" busy={isBusy}>
          {children}
        </Button>
      </DialogFooter>
    </>
  )
}
