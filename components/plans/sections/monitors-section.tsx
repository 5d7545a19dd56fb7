'use client'

import type { ReactElement } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import { ADDRESS_EXAMPLES } from '#lib/plans/compile/monitors.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid, Part, Purpose } from '../fields/field-grid.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { ListField } from '../fields/list-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { readDuration } from '../fields/reading.ts'
import { RecordField } from '../fields/record-field.tsx'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { useOpened } from '../page/reveal.tsx'
import { type Kind, kindOf, METRIC_COLUMNS, type Metric, type Monitor } from './monitor-columns.ts'

const NONE: readonly Monitor[] = []
const KINDS = [
  { value: 'prometheus-endpoint', label: 'prometheus-endpoint – a page of metrics' },
  { value: 'prometheus-query', label: 'prometheus-query – a Prometheus server' },
  { value: 'json', label: 'json – any address that answers JSON' },
  { value: 'postgres', label: 'postgres – a database' },
  { value: 'host', label: 'host – the machine the worker runs on' },
]

/** Where what happens inside the target is read. */
export function MonitorsSection(): ReactElement {
  const monitors = useDraft((draft) => draft.monitors ?? NONE)
  const { insert, canEdit } = useEdits()
  const { reveal } = useOpened()
  const ids = useStableIds(monitors.map(({ key }) => key))
  const add = (): void => {
    const key = freeKey(
      'monitor',
      monitors.map((one) => one.key),
    )
    insert(['monitors'], { key, kind: 'prometheus-endpoint', interval: '10s' })
    reveal(`monitors.${key}.name`)
  }
  return (
    <DocSection id="monitors" title="Monitors" meta={`${monitors.length}, read while a run goes on`}>
      <Purpose>
        What the target says of itself. A metric with the key cpu is judged as <code>monitor(cpu)</code>.
      </Purpose>
      {monitors.map((monitor, index) => (
        <ItemCard
          key={ids[index]}
          list="monitors"
          itemKey={monitor.key}
          name={monitor.name || monitor.key}
          what="Monitor"
          chip={<Chip look="outline">{monitor.kind || 'no kind'}</Chip>}
          facts={
            <span className="min-w-0 truncate text-xs text-ink-2">
              {monitor.metrics?.length ?? 0} metrics{monitor.url ? <code className="ml-2">{monitor.url}</code> : null}
            </span>
          }
        >
          <MonitorForm monitorKey={monitor.key} />
        </ItemCard>
      ))}
      {canEdit ? (
        <AddLine onClick={add} isFirst={monitors.length === 0}>
          Add a monitor
        </AddLine>
      ) : null}
    </DocSection>
  )
}

function MonitorForm({ monitorKey }: { monitorKey: string }): ReactElement {
  const path = ['monitors', monitorKey]
  const kind = useDraft(({ monitors }) => kindOf(monitors?.find(({ key }) => key === monitorKey)))
  const example = ADDRESS_EXAMPLES[kind]
  const third = 'min-[560px]:col-span-2'
  return (
    <div className="grid gap-4">
      <FieldGrid>
        <NameField
          list={['monitors']}
          itemKey={monitorKey}
          stem="monitor"
          placeholder="Application"
          className={third}
        />
        <KeyField list={['monitors']} itemKey={monitorKey} className={third} />
        <DraftField
          path={[...path, 'interval']}
          label="Read every"
          placeholder="10s"
          read={readDuration}
          mono
          className={third}
        />
        <DraftSelect
          path={[...path, 'kind']}
          label="Kind"
          options={KINDS}
          fallback="prometheus-endpoint"
          className="min-[560px]:col-span-3"
        />
        <DraftField
          path={[...path, 'tool']}
          label="Tool"
          note="optional"
          placeholder="Grafana"
          help="Where people look at it"
          className="min-[560px]:col-span-3"
        />
        {example === null ? null : (
          <DraftField
            path={[...path, 'url']}
            label="Address"
            placeholder={example}
            help={ADDRESS_HELP[kind]}
            mono
            className="min-[560px]:col-span-6"
          />
        )}
        <div className={kind === 'postgres' || kind === 'host' ? 'hidden' : 'min-[560px]:col-span-6'}>
          <RecordField
            path={[...path, 'headers']}
            label="Headers"
            help="sent when it is read; {{ secret.NAME }} takes a secret"
            nameLabel="Name of the header"
            valueLabel="Value"
            namePlaceholder="authorization"
            valuePlaceholder="Bearer {{ secret.METRICS_TOKEN }}"
            addLabel="Add a header"
          />
        </div>
      </FieldGrid>
      <Part title="Metrics" help="what is taken from it">
        <DraftGrid<Metric>
          list={[...path, 'metrics']}
          label={`Metrics of ${monitorKey}`}
          what="metric"
          columns={METRIC_COLUMNS[kind]}
          fresh={(taken) => ({ key: freeKey('metric', taken) })}
          addLabel="Add a metric"
          detail={(_, metric) => <MetricDetail path={metric} />}
          minWidth="720px"
        />
      </Part>
    </div>
  )
}

const WITHIN_TARGET = 'One that begins with / is of the target itself'
const ADDRESS_HELP: Partial<Record<Kind, string>> = {
  'prometheus-endpoint': WITHIN_TARGET,
  json: WITHIN_TARGET,
  postgres: 'The password as a secret of the environment; ?sslmode=require for TLS',
}

/** What few metrics have. */
function MetricDetail({ path }: { path: readonly string[] }): ReactElement {
  return (
    <div className="grid gap-x-6 gap-y-3 min-[560px]:grid-cols-2">
      <Part title="Labels" help="what divides it, such as method">
        <ListField path={[...path, 'labels']} label="Add a label" placeholder="method" mono />
      </Part>
      <Part title="Buckets" help="of a histogram, their upper ends">
        <ListField path={[...path, 'buckets']} label="Add a bucket" placeholder="50, 100, 500" mono />
      </Part>
      <Part
        title="Counts"
        help="operations this counter of the target counts: what was acknowledged is compared with it"
      >
        <ListField path={[...path, 'counts']} label="Add an operation" placeholder="create-order" mono />
      </Part>
      <Part title="Ends as" help="metrics by which that work ended: together they come to this counter">
        <ListField path={[...path, 'balance']} label="Add a metric" placeholder="delivered, bounced" mono />
      </Part>
    </div>
  )
}
