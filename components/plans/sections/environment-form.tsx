'use client'

import Link from 'next/link'
import type { ReactElement } from 'react'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { ListField } from '../fields/list-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { RecordField } from '../fields/record-field.tsx'
import { Topology } from './topology.tsx'

const KINDS = ['staging', 'pre-production', 'production-like', 'production'].map((value) => ({ value, label: value }))

/** Where load goes: its address, what requests are filled with there, and what stands behind it. */
export function EnvironmentForm({ environmentKey }: { environmentKey: string }): ReactElement {
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
