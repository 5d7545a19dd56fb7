'use client'

import type { ReactElement } from 'react'
import type { EnvironmentDraft } from '#lib/plans/document/plan.ts'
import { DraftField } from '../fields/draft-field.tsx'
import { FieldGrid, Part } from '../fields/field-grid.tsx'
import { FlagField } from '../fields/flag-field.tsx'
import { readCount, readDuration, readPercent, readRate } from '../fields/reading.ts'
import type { Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { reads } from './choices.ts'

type Component = NonNullable<EnvironmentDraft['components']>[number]
type NetworkLink = NonNullable<EnvironmentDraft['links']>[number]
type Generator = NonNullable<EnvironmentDraft['loadGenerators']>[number]

const COMPONENTS: readonly Column<Component>[] = [
  { id: 'name', label: 'Component', placeholder: 'api-gateway', className: 'min-w-24' },
  {
    id: 'type',
    label: 'Type',
    kind: 'prose',
    placeholder: 'PostgreSQL 18',
    className: 'min-w-24',
    help: 'What it is, with its version, for example PostgreSQL 18',
  },
  {
    id: 'instances',
    label: 'Instances',
    placeholder: '2',
    mono: true,
    right: true,
    className: 'w-18',
    read: ({ instances }) => reads(readCount, instances),
  },
  {
    id: 'resources',
    label: 'Resources',
    kind: 'prose',
    placeholder: '2 vCPU, 4 GB',
    className: 'min-w-24',
    help: 'What each instance has, for example 2 vCPU, 4 GB',
  },
  {
    id: 'configuration',
    label: 'Configuration',
    kind: 'prose',
    placeholder: 'pool 50, keep-alive 60s',
    className: 'min-w-28',
  },
  {
    id: 'maxConnections',
    label: 'Connections',
    placeholder: '200',
    mono: true,
    right: true,
    className: 'w-22',
    help: 'The most connections it takes; a plan that goes beyond is warned of',
    read: ({ maxConnections }) => reads(readCount, maxConnections),
  },
  {
    id: 'maxUsers',
    label: 'Users',
    placeholder: '1000',
    mono: true,
    right: true,
    className: 'w-16',
    help: 'The most users at once it is built for',
    read: ({ maxUsers }) => reads(readCount, maxUsers),
  },
  {
    id: 'maxRate',
    label: 'Rate',
    placeholder: '1000/s',
    mono: true,
    right: true,
    className: 'w-20',
    help: 'The most requests it takes, for example 1000/s',
    read: ({ maxRate }) => reads(readRate, maxRate),
  },
]

const LINKS: readonly Column<NetworkLink>[] = [
  { id: 'from', label: 'From', placeholder: 'load generator', className: 'min-w-28' },
  { id: 'to', label: 'To', placeholder: 'api-gateway', className: 'min-w-28' },
  { id: 'bandwidth', label: 'Bandwidth', placeholder: '1 Gbps', mono: true, right: true, className: 'w-24' },
  {
    id: 'latency',
    label: 'Latency',
    placeholder: '2ms',
    mono: true,
    right: true,
    className: 'w-20',
    help: 'One way and back; the pre-flight warns when connecting takes more than twice as long',
    read: ({ latency }) => reads(readDuration, latency),
  },
  {
    id: 'packetLoss',
    label: 'Loss',
    placeholder: '0.1%',
    mono: true,
    right: true,
    className: 'w-20',
    help: 'Packets that never arrive',
    read: ({ packetLoss }) => reads(readPercent, packetLoss),
  },
  {
    id: 'jitter',
    label: 'Jitter',
    placeholder: '1ms',
    mono: true,
    right: true,
    className: 'w-20',
    help: 'How much the latency varies',
    read: ({ jitter }) => reads(readDuration, jitter),
  },
]

const GENERATORS: readonly Column<Generator>[] = [
  { id: 'location', label: 'Where', placeholder: 'same host', className: 'min-w-32' },
  { id: 'capacity', label: 'Capacity', placeholder: '2 cores', className: 'min-w-28' },
  {
    id: 'specification',
    label: 'Specification',
    kind: 'prose',
    placeholder: 'c6i.large, Debian 13',
    className: 'min-w-40',
  },
  {
    id: 'tool',
    label: 'Tool',
    placeholder: 'Headroom',
    className: 'min-w-28',
    help: 'What sends the load there, with its version; Headroom where nothing is said',
  },
]

/** What stands in an environment, and how it is tied together. Nothing of it is emulated. */
export function Topology({ path }: { path: readonly string[] }): ReactElement {
  const none = (): Record<string, unknown> => ({})
  return (
    <div className="grid gap-4">
      <Part title="Components" help="what the load meets">
        <DraftGrid<Component>
          list={[...path, 'components']}
          label="Components"
          what="component"
          columns={COMPONENTS}
          fresh={none}
          addLabel="Add a component"
          minWidth="720px"
        />
      </Part>
      <Part title="Network links" help="as they are stated; nothing is emulated">
        <DraftGrid<NetworkLink>
          list={[...path, 'links']}
          label="Network links"
          what="link"
          columns={LINKS}
          fresh={none}
          addLabel="Add a link"
        />
      </Part>
      <Part title="Load generators" help="where the load comes from">
        <DraftGrid<Generator>
          list={[...path, 'loadGenerators']}
          label="Load generators"
          what="generator"
          columns={GENERATORS}
          fresh={none}
          addLabel="Add a load generator"
          minWidth="560px"
        />
      </Part>
      <Part title="TLS" help="only for addresses that begin with https">
        <FieldGrid>
          <FlagField
            path={[...path, 'tls', 'verify']}
            label="Check the certificate"
            help="off accepts any certificate, for test systems that sign their own"
            fallback
            className="min-[560px]:col-span-6"
          />
          <DraftField
            path={[...path, 'tls', 'serverName']}
            label="Server name"
            note="optional"
            placeholder="orders.example.test"
            help="Asked for in place of the host of the base URL"
            mono
            className="min-[560px]:col-span-3"
          />
          <DraftField
            path={[...path, 'tls', 'ca']}
            label="Certificate to trust"
            note="optional"
            placeholder="-----BEGIN CERTIFICATE-----"
            help="As PEM text; not the private key"
            mono
            multiline
            className="min-[560px]:col-span-6"
          />
        </FieldGrid>
      </Part>
    </div>
  )
}
