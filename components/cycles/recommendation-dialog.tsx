'use client'

import type { FormEvent, ReactElement } from 'react'
import { Dialog } from '#components/ui/dialog.tsx'
import { Field, Input, Textarea } from '#components/ui/field.tsx'
import { FormEnd } from '#components/ui/form-end.tsx'
import { textOf } from '#components/ui/form-text.ts'
import { optionsOf } from '#components/ui/options.ts'
import { Select } from '#components/ui/select.tsx'
import { api } from '#lib/api/client.ts'
import {
  HORIZONS,
  RECOMMENDATION_PRIORITIES,
  RECOMMENDATION_STATUSES,
  type RecommendationView,
} from '#lib/improvement/schema.ts'
import { useCycle, useCycleCall } from './cycle-context.tsx'

export function RecommendationDialog({
  one,
  onClose,
}: {
  one: RecommendationView | null
  onClose: () => void
}): ReactElement {
  const cycle = useCycle()
  const { busy, problem, attempt } = useCycleCall()
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault()
    const text = textOf(event.currentTarget)
    const said = {
      ...{
        text: text('text'),
        effort: text('effort'),
        impact: text('impact'),
        timeline: text('timeline'),
        owner: text('owner'),
      },
      horizon: text('horizon') as RecommendationView['horizon'],
      priority: text('priority') as RecommendationView['priority'],
      status: text('status') as RecommendationView['status'],
      dueOn: text('dueOn') || null,
      finding: text('finding') || null,
    }
    void attempt(async () => {
      if (one) await api.recommendations.update({ id: one.id, ...said })
      else await api.cycles.addRecommendation({ id: cycle.id, ...said })
      onClose()
    })
  }
  const findings = [
    { value: '', label: 'No finding' },
    ...cycle.findings.map(({ id, label, title }) => ({ value: id, label: `${label} ${title}` })),
  ]
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={one ? 'Recommendation' : 'Add a recommendation'}>
      <form onSubmit={submit} className="grid gap-3 overflow-y-auto">
        <Field label="What is to be done">
          {(control) => (
            <Textarea
              {...control}
              name="text"
              required
              autoFocus
              rows={2}
              maxLength={5000}
              defaultValue={one?.text}
              placeholder="Raise the connection pool to 260"
            />
          )}
        </Field>
        <div className="grid grid-cols-3 gap-3">
          <Field label="Horizon">
            {(control) => (
              <Select
                {...control}
                name="horizon"
                defaultValue={one?.horizon ?? 'immediate'}
                options={optionsOf(HORIZONS)}
              />
            )}
          </Field>
          <Field label="Priority">
            {(control) => (
              <Select
                {...control}
                name="priority"
                defaultValue={one?.priority ?? 'P1'}
                options={optionsOf(RECOMMENDATION_PRIORITIES)}
              />
            )}
          </Field>
          <Field label="Status">
            {(control) => (
              <Select
                {...control}
                name="status"
                defaultValue={one?.status ?? 'open'}
                options={optionsOf(RECOMMENDATION_STATUSES)}
              />
            )}
          </Field>
          <Field label="Effort" note="optional">
            {(control) => (
              <Input {...control} name="effort" maxLength={500} defaultValue={one?.effort} placeholder="1 day" />
            )}
          </Field>
          <Field label="Impact" note="optional">
            {(control) => (
              <Input {...control} name="impact" maxLength={2000} defaultValue={one?.impact} placeholder="p95 − 20 %" />
            )}
          </Field>
          <Field label="Timeline" note="optional">
            {(control) => (
              <Input
                {...control}
                name="timeline"
                maxLength={500}
                defaultValue={one?.timeline}
                placeholder="before the sale"
              />
            )}
          </Field>
          <Field label="Owner" note="optional">
            {(control) => <Input {...control} name="owner" maxLength={200} defaultValue={one?.owner} />}
          </Field>
          <Field label="Due" note="optional">
            {(control) => <Input {...control} name="dueOn" type="date" defaultValue={one?.dueOn ?? ''} />}
          </Field>
          <Field label="Finding">
            {(control) => (
              <Select {...control} name="finding" defaultValue={one?.finding?.id ?? ''} options={findings} />
            )}
          </Field>
        </div>
        <FormEnd problem={problem} isBusy={busy !== null} onCancel={onClose}>
          Save
        </FormEnd>
      </form>
    </Dialog>
  )
}
