'use client'

import dynamic from 'next/dynamic'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import type { EnvironmentDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { ListField } from '../fields/list-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { RecordField } from '../fields/record-field.tsx'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { useOpened } from '../page/reveal.tsx'

const Topology = dynamic(() => import('./topology.tsx').then((module) => module.Topology), { loading: () => null })

const NONE: readonly EnvironmentDraft[] = []
const KINDS = ['staging', 'pre-production', 'production-like', 'production'].map((value) => ({ value, label: value }))

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
      {canEdit ? <AddLine onClick={add}>Add an environment</AddLine> : null}
    </DocSection>
  )
}

function EnvironmentForm({ environmentKey }: { environmentKey: string }): ReactElement {
  const path = ['environments', environmentKey]
  return (
    <div className="grid gap-x-2.5 gap-y-3 min-[560px]:grid-cols-6">
      <NameField
        list={['environments']}
        itemKey={environmentKey}
        stem="(staging|environment)"
        placeholder="Staging EU"
        className="min-[560px]:col-span-2"
      />
      <KeyField list={['environments']} itemKey={environmentKey} className="min-[560px]:col-span-2" />
      <DraftSelect
        path={[...path, 'kind']}
        label="Kind"
        options={KINDS}
        fallback="staging"
        className="min-[560px]:col-span-2"
      />
      <DraftField
        path={[...path, 'baseUrl']}
        label="Base URL"
        placeholder="http://127.0.0.1:4010"
        help="Paths of operations are put behind it"
        mono
        className="min-[560px]:col-span-6"
      />
      <div className="min-[560px]:col-span-6">
        <RecordField
          path={[...path, 'variables']}
          label="Variables"
          help="used as {{ name }}"
          nameLabel="Name of the variable"
          valueLabel="Value"
          namePlaceholder="tenant"
          valuePlaceholder="acme"
          addLabel="Add a variable"
        />
      </div>
      <div className="grid gap-1 min-[560px]:col-span-6">
        <span className="text-xs text-ink-2">
          Secrets{' '}
          <span className="text-2xs text-ink-3">
            names only; used as {'{{ secret.NAME }}'}; values are given in{' '}
            <Link href="/settings" className="link">
              Settings
            </Link>
          </span>
        </span>
        <ListField path={[...path, 'secrets']} label="Add a secret" placeholder="API_TOKEN" mono />
      </div>
      <div className="min-[560px]:col-span-6">
        <RecordField
          path={[...path, 'services']}
          label="Further services"
          help="base URLs by name; an operation names one"
          nameLabel="Name of the service"
          valueLabel="Base URL"
          namePlaceholder="reports"
          valuePlaceholder="http://127.0.0.1:9091"
          addLabel="Add a service"
        />
      </div>
      <div className="min-[560px]:col-span-6">
        <Topology path={path} />
      </div>
    </div>
  )
}
