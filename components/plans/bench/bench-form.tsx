'use client'

import type { ReactElement } from 'react'
import { Field, Input } from '#components/ui/field.tsx'
import { Segments } from '#components/ui/segments.tsx'
import { Select } from '#components/ui/select.tsx'
import { useDraft } from '../draft/draft-context.tsx'
import { type BenchKind, type BenchTyped, FIELDS } from './read-ask.ts'

interface Props {
  typed: BenchTyped
  onTyped: (typed: BenchTyped) => void
  problems: Partial<Record<string, string>>
  environment: string
  onEnvironment: (key: string) => void
}

const NONE: readonly { key: string; name?: string | undefined }[] = []
const KINDS = [
  { value: 'requests', label: 'So many requests' },
  { value: 'duration', label: 'For a time' },
  { value: 'rate', label: 'At a rate' },
]
const SAYS: Record<BenchKind, string> = {
  requests: 'Each connection sends its next request when the last one was answered, until all are sent.',
  duration: 'Each connection sends its next request when the last one was answered, until the time is over.',
  rate: 'Requests leave on schedule, whether or not the earlier ones were answered.',
}
const LABELS = {
  requests: ['Requests', 'up to 100,000'],
  connections: ['Connections', 'requests on their way at once'],
  duration: ['Duration', 'up to 60 s'],
  rate: ['Rate', 'for example 100/s or 5000/min'],
} as const

export function BenchForm({ typed, onTyped, problems, environment, onEnvironment }: Props): ReactElement {
  const environments = useDraft((draft) => draft.environments ?? NONE)
  return (
    <div className="grid gap-3.5 px-5 py-4">
      <div>
        <Segments
          label="What ends it"
          value={typed.kind}
          options={KINDS}
          onChange={(kind) => onTyped({ ...typed, kind: kind as BenchKind })}
        />
        <p className="mt-1.5 text-xs text-ink-2">{SAYS[typed.kind]}</p>
      </div>
      <div className="grid gap-2.5 min-[480px]:grid-cols-2">
        {FIELDS[typed.kind].map((field) => (
          <Field key={field} label={LABELS[field][0]} help={LABELS[field][1]} error={problems[field]}>
            {(control) => (
              <Input
                {...control}
                mono
                value={typed[field]}
                onChange={(event) => onTyped({ ...typed, [field]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field label="Environment" className="min-[480px]:col-span-2">
          {(control) => (
            <Select
              {...control}
              value={environment}
              options={environments.map(({ key, name }) => ({ value: key, label: name || key }))}
              onChange={(event) => onEnvironment(event.target.value)}
            />
          )}
        </Field>
      </div>
    </div>
  )
}
