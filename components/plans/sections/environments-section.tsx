'use client'

import dynamic from 'next/dynamic'
import type { ReactElement } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { EnvironmentDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { Purpose } from '../fields/field-grid.tsx'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { useOpened } from '../page/reveal.tsx'

const EnvironmentForm = dynamic(() => import('./environment-form.tsx').then((module) => module.EnvironmentForm), {
  loading: () => null,
})

const NONE: readonly EnvironmentDraft[] = []

export function EnvironmentsSection(): ReactElement {
  const environments = useDraft((draft) => draft.environments ?? NONE)
  const { insert, canEdit } = useEdits()
  const { reveal } = useOpened()
  const add = (): void => {
    const key = freeKey(
      environments.length === 0 ? 'staging' : 'environment',
      environments.map((one) => one.key),
    )
    insert(['environments'], { key, name: '', kind: 'staging' })
    reveal(`environments.${key}.name`)
  }
  const ids = useStableIds(environments.map(({ key }) => key))
  return (
    <DocSection id="environments" title="Environments" meta={`${environments.length}, where the load goes`}>
      {environments.length === 0 ? (
        <Purpose>
          Where load goes: a base URL, and the variables and secrets that requests are filled with there.
        </Purpose>
      ) : null}
      {environments.map((environment, index) => (
        <ItemCard
          key={ids[index]}
          list="environments"
          itemKey={environment.key}
          name={environment.name || environment.key}
          what="Environment"
          chip={<Chip look="outline">{environment.kind || 'no kind'}</Chip>}
          facts={<code className="min-w-0 truncate text-ink-2">{environment.baseUrl || 'no base URL yet'}</code>}
        >
          <EnvironmentForm environmentKey={environment.key} />
        </ItemCard>
      ))}
      {canEdit ? (
        <AddLine onClick={add} isFirst={environments.length === 0}>
          Add an environment
        </AddLine>
      ) : null}
    </DocSection>
  )
}
