'use client'

import { RotateCcw } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { RunView } from '#lib/runs/schema.ts'

const RunAgainDialog = dynamic(() => import('./run-again-dialog.tsx').then((file) => file.RunAgainDialog), {
  ssr: false,
})

/** Starts the same scenario once more, after saying what that will do. */
export function RunAgain({ run }: { run: RunView['run'] }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <RotateCcw aria-hidden />
        Run again
      </Button>
      {isOpen ? <RunAgainDialog run={run} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
