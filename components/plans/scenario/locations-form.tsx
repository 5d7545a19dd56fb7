'use client'

import { Plus, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Input } from '#components/ui/field.tsx'
import type { ScenarioDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { useEdits } from '../draft/edits.ts'
import { useFindings } from '../page/findings.tsx'

type Location = NonNullable<ScenarioDraft['locations']>[number]

const NONE: readonly Location[] = []
const COLUMNS = 'grid grid-cols-[minmax(0,1fr)_72px_28px] items-center gap-1.5'

/** Labels that workers must carry, one worker each, with their parts of the load. */
export function LocationsForm({ scenarioKey }: { scenarioKey: string }): ReactElement {
  const path = ['scenarios', scenarioKey, 'locations']
  const locations = useDraft((draft) => draft.scenarios?.find(({ key }) => key === scenarioKey)?.locations ?? NONE)
  const { set, canEdit } = useEdits()
  const finding = useFindings().at(path.join('.'))
  const rows = locations.map((one) => (typeof one === 'string' ? { label: one } : one))
  const even = rows.every(({ share }) => !share)
  const store = (next: { label?: string | undefined; share?: string | undefined }[]): void =>
    set(path, next.length === 0 ? undefined : next.map(({ label = '', share }) => (share ? { label, share } : label)))
  const change = (index: number, part: { label?: string; share?: string }): void =>
    store(rows.map((row, at) => (at === index ? { ...row, ...part } : row)))
  return (
    <fieldset className="grid min-w-0 content-start gap-1" data-place={path.join('.')}>
      <legend className="mb-1 text-xs text-ink-2">
        Locations <span className="text-2xs text-ink-3">labels of workers, one each</span>
      </legend>
      {rows.map(({ label = '', share = '' }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place is what a row is known by
        <div key={index} className={COLUMNS}>
          <Input
            mono
            aria-label={`Label of location ${index + 1}`}
            value={label}
            placeholder="eu-west"
            readOnly={!canEdit}
            onChange={(event) => change(index, { label: event.target.value })}
          />
          <Input
            mono
            aria-label={`Share of location ${index + 1}`}
            value={share}
            placeholder={even ? `${Math.round(1000 / rows.length) / 10}%` : '0%'}
            readOnly={!canEdit}
            onChange={(event) => change(index, { share: event.target.value })}
            className="text-right"
          />
          {canEdit ? (
            <IconButton
              label={`Remove location ${label || index + 1}`}
              onClick={() => store(rows.filter((_, at) => at !== index))}
            >
              <X aria-hidden />
            </IconButton>
          ) : null}
        </div>
      ))}
      {finding ? <p className="text-[11.5px] leading-[15px] text-fail">{finding.message}</p> : null}
      {canEdit ? (
        <span>
          <Button kind="ghost" size="sm" className="-ml-2" onClick={() => store([...rows, { label: '' }])}>
            <Plus aria-hidden />
            Add a location
          </Button>
        </span>
      ) : rows.length === 0 ? (
        <span className="text-xs text-ink-3">any worker</span>
      ) : null}
    </fieldset>
  )
}
