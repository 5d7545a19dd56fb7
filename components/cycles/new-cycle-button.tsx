'use client'

import { Plus } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, useState } from 'react'
import { Button, type ButtonProps } from '#components/ui/button.tsx'

const NewCycleDialog = dynamic(() => import('./new-cycle-dialog.tsx').then((file) => file.NewCycleDialog), {
  ssr: false,
})

interface Props {
  /** The plan it is of, or those to choose from. */
  plans: readonly { id: string; name: string }[]
  kind?: ButtonProps['kind']
  size?: ButtonProps['size']
}

export function NewCycleButton({ plans, kind = 'primary', size = 'md' }: Props): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button kind={kind} size={size} onClick={() => setOpen(true)}>
        <Plus aria-hidden />
        New cycle
      </Button>
      {isOpen ? <NewCycleDialog plans={plans} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
