'use client'

import { Plus, Trash2 } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button, IconButton } from '#components/ui/button.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import type { Condition } from '#lib/decisions/schema.ts'

export const EMPTY: Condition = { text: '', owner: '', dueOn: '' }

/** What a conditional go depends on: each with who does it and by when. */
export function Conditions({
  conditions,
  onChange,
}: {
  conditions: readonly Condition[]
  onChange: (conditions: Condition[]) => void
}): ReactElement {
  const set = (at: number, part: Partial<Condition>): void =>
    onChange(conditions.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-xs font-semibold">Conditions</legend>
      {conditions.map((one, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no other name while it is written
        <div key={index} className="grid gap-1.5 rounded-md border border-line p-2">
          <Field label={`Condition ${index + 1}`} hideLabel>
            {(control) => (
              <Input
                {...control}
                required
                placeholder="What must be done"
                value={one.text}
                onChange={(e) => set(index, { text: e.target.value })}
              />
            )}
          </Field>
          <div className="grid grid-cols-[minmax(0,1fr)_132px_28px] items-center gap-1.5">
            <Field label="Owner" hideLabel>
              {(control) => (
                <Input
                  {...control}
                  required
                  placeholder="Who does it"
                  value={one.owner}
                  onChange={(e) => set(index, { owner: e.target.value })}
                />
              )}
            </Field>
            <Field label="Due on" hideLabel>
              {(control) => (
                <Input
                  {...control}
                  required
                  type="date"
                  value={one.dueOn}
                  onChange={(e) => set(index, { dueOn: e.target.value })}
                />
              )}
            </Field>
            <IconButton
              label="Remove this condition"
              onClick={() => onChange(conditions.filter((_, at) => at !== index))}
            >
              <Trash2 aria-hidden />
            </IconButton>
          </div>
        </div>
      ))}
      <Button size="sm" kind="ghost" className="justify-self-start" onClick={() => onChange([...conditions, EMPTY])}>
        <Plus aria-hidden />
        Add a condition
      </Button>
    </fieldset>
  )
}
