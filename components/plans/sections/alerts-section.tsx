'use client'

import { type ReactElement, useMemo } from 'react'
import { Chip } from '#components/ui/chip.tsx'
import { optionsOf } from '#components/ui/options.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { freeKey } from '../draft/free-key.ts'
import { useStableIds } from '../draft/use-stable-ids.ts'
import { CriterionLines } from '../fields/criterion-lines.tsx'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid, Purpose } from '../fields/field-grid.tsx'
import { KeyField } from '../fields/key-field.tsx'
import { ListField } from '../fields/list-field.tsx'
import { NameField } from '../fields/name-field.tsx'
import { AddLine, DocSection } from '../page/doc-section.tsx'
import { ItemCard } from '../page/item-card.tsx'
import { useOpened } from '../page/reveal.tsx'

type Alert = NonNullable<PlanDraft['alerts']>[number]
type Contact = NonNullable<PlanDraft['contacts']>[number]

const NONE: readonly Alert[] = []
const NOBODY: readonly Contact[] = []
const SEVERITIES = optionsOf(['info', 'warning', 'critical'])

/** What people are told of while a run goes on, and what they then do. */
export function AlertsSection(): ReactElement {
  const alerts = useDraft((draft) => draft.alerts ?? NONE)
  const { insert, canEdit } = useEdits()
  const { reveal } = useOpened()
  const ids = useStableIds(alerts.map(({ key }) => key))
  const add = (): void => {
    const key = freeKey(
      'alert',
      alerts.map((one) => one.key),
    )
    insert(['alerts'], { key, severity: 'warning', notify: ['team'] })
    reveal(`alerts.${key}.name`)
  }
  return (
    <DocSection id="alerts" title="Alerts" meta={`${alerts.length}, told while a run goes on`}>
      {alerts.length === 0 ? (
        <Purpose>What people are told of while a run goes on, and what they then do.</Purpose>
      ) : null}
      {alerts.map((alert, index) => (
        <ItemCard
          key={ids[index]}
          list="alerts"
          itemKey={alert.key}
          name={alert.name || alert.key}
          what="Alert"
          chip={<Chip look="outline">{alert.severity || 'no severity'}</Chip>}
          facts={
            <code className="min-w-0 truncate text-ink-2">{alert.when?.join('  or  ') || 'no condition yet'}</code>
          }
        >
          <AlertForm alertKey={alert.key} />
        </ItemCard>
      ))}
      {canEdit ? (
        <AddLine onClick={add} isFirst={alerts.length === 0}>
          Add an alert
        </AddLine>
      ) : null}
    </DocSection>
  )
}

function AlertForm({ alertKey }: { alertKey: string }): ReactElement {
  const path = ['alerts', alertKey]
  return (
    <div className="grid gap-3.5">
      <FieldGrid>
        <NameField
          list={['alerts']}
          itemKey={alertKey}
          stem="alert"
          placeholder="High latency"
          className="min-[560px]:col-span-2"
        />
        <KeyField list={['alerts']} itemKey={alertKey} className="min-[560px]:col-span-2" />
        <DraftSelect
          path={[...path, 'severity']}
          label="Severity"
          options={SEVERITIES}
          fallback="warning"
          className="min-[560px]:col-span-2"
        />
      </FieldGrid>
      <CriterionLines
        path={[...path, 'when']}
        label="When"
        what="condition"
        help="any of them is enough"
        placeholder="p95 > 2s for 2m"
        example="p95 > 2s for 5m"
      />
      <Notified alertKey={alertKey} />
      <DraftField
        path={[...path, 'procedure']}
        label="What to do"
        placeholder="Acknowledge within 15 minutes, look at the slowest queries, …"
        help="The response procedure, shown to whoever gets the alert"
        multiline
      />
    </div>
  )
}

/** Recipients: roles of contacts, a channel, or the whole team. */
function Notified({ alertKey }: { alertKey: string }): ReactElement {
  const path = ['alerts', alertKey, 'notify']
  const contacts = useDraft((draft) => draft.contacts ?? NOBODY)
  const notify = useDraft((draft) => draft.alerts?.find(({ key }) => key === alertKey)?.notify)
  const { set, canEdit } = useEdits()
  const offered = useMemo(() => {
    const names = ['team', ...contacts.flatMap(({ key, role }) => key || role || [])]
    return [...new Set(names)].filter((name) => !(notify ?? []).includes(name))
  }, [contacts, notify])
  return (
    <div className="grid gap-1">
      <span className="text-xs text-ink-2">
        Told to <span className="text-2xs text-ink-3">a contact's role, a channel, or team for everybody</span>
      </span>
      <ListField path={path} label="Add a recipient" placeholder="team" />
      {canEdit && offered.length > 0 ? (
        <span className="flex flex-wrap gap-1">
          {offered.slice(0, 8).map((name) => (
            <button
              key={name}
              type="button"
              onClick={() => set(path, [...(notify ?? []), name])}
              className="min-h-6 rounded-sm px-1.5 text-xs text-accent-ink hover:underline"
            >
              + {name}
            </button>
          ))}
        </span>
      ) : null}
    </div>
  )
}
