'use client'

import { Scale } from 'lucide-react'
import dynamic from 'next/dynamic'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { RunView } from '#lib/runs/schema.ts'

const JudgeForm = dynamic(() => import('./judge-form.tsx'), { ssr: false, loading: () => null })

/** For a lead: the same measurements against what another revision of the plan demands. */
export function JudgeAgain({ view }: { view: RunView }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Scale aria-hidden />
        Judge again
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Judge this run by another revision"
        description="The same measurements against other objectives; no load is sent. Only revisions that ask for the same load of its scenario can judge it."
      >
        {isOpen ? <JudgeForm view={view} onClose={() => setOpen(false)} /> : null}
      </Dialog>
    </>
  )
}
