'use client'

import { Scale } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { RunView } from '#lib/runs/schema.ts'

const JudgeDialog = dynamic(() => import('./judge-dialog.tsx').then((file) => file.JudgeDialog), { ssr: false })

/** For a lead: the same measurements against what another revision of the plan demands. */
export function JudgeAgain({ view }: { view: RunView }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Scale aria-hidden />
        Judge again
      </Button>
      {isOpen ? <JudgeDialog view={view} onClose={() => setOpen(false)} /> : null}
    </>
  )
}
