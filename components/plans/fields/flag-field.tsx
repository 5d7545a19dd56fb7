'use client'

import type { ReactElement } from 'react'
import { Checkbox } from '#components/ui/checkbox.tsx'
import { valueAt } from '#lib/plans/draft-path.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'

interface Props {
  path: readonly string[]
  label: string
  help?: string
  className?: string
  /** What holds while nothing is said. */
  fallback?: boolean
}

/** Yes or no; what holds anyway is not written into the document. */
export function FlagField({ path, label, help, className, fallback = false }: Props): ReactElement {
  const value = useDraft((draft) => valueAt(draft, path))
  const { set, canEdit } = useEdits()
  return (
    <div className={className}>
      <Checkbox
        data-place={path.join('.')}
        checked={typeof value === 'boolean' ? value : fallback}
        disabled={!canEdit}
        onCheckedChange={(on) => set(path, (on === true) === fallback ? undefined : on === true)}
      >
        {label}
        {help ? <span className="ml-1.5 text-2xs text-ink-3">{help}</span> : null}
      </Checkbox>
    </div>
  )
}
