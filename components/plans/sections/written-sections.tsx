'use client'

import { type ReactElement, useMemo } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { documentText } from '#lib/plans/document-text.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { DocSection } from '../page/doc-section.tsx'
import { titleOf } from '../page/outline-sections.ts'
import { AsWritten } from './rest-of.tsx'

/** A section that has no form: shown as it is written, never lost; nothing while the document has none. */
export function WrittenSection({ id }: { id: keyof PlanDraft }): ReactElement | null {
  const value = useDraft((draft) => draft[id])
  const text = useMemo(() => (value === undefined ? '' : documentText(value)), [value])
  if (!text) return null
  const title = titleOf(id)
  return (
    <DocSection id={id} title={title} meta={Array.isArray(value) ? String(value.length) : undefined}>
      <AsWritten text={text} label={title} />
    </DocSection>
  )
}
