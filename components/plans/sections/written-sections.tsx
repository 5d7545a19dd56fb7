'use client'

import { type ReactElement, useMemo } from 'react'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { DocSection } from '../page/doc-section.tsx'
import { writtenSections } from '../page/outline-sections.ts'
import { documentText } from './document-text.ts'
import { AsWritten } from './rest-of.tsx'

/** The sections that have no form: shown as they are written, never lost. */
export function WrittenSections(): ReactElement {
  const draft = useDraft((one) => one)
  return (
    <>
      {writtenSections(draft).map(({ id, title, count }) => (
        <DocSection key={id} id={id} title={title} meta={count === null ? undefined : String(count)}>
          <Written value={draft[id as keyof PlanDraft]} title={title} />
        </DocSection>
      ))}
    </>
  )
}

function Written({ value, title }: { value: unknown; title: string }): ReactElement {
  const text = useMemo(() => documentText(value), [value])
  return <AsWritten text={text} label={title} />
}
