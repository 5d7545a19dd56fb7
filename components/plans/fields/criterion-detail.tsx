'use client'

import { Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Field, Input } from '#components/ui/field.tsx'
import { Select } from '#components/ui/select.tsx'
import { parseCriterion } from '#lib/plans/criterion-parser.ts'
import { readValue } from '#lib/plans/criterion-unit.ts'
import type { JudgeDraft } from '#lib/plans/document/scenario.ts'
import { useEdits } from '../draft/edits.ts'

const PRIORITIES = ['high', 'medium', 'low'].map((value) => ({ value, label: value }))

/** What a criterion may have beside its sentence; one that has none of it is written as its sentence alone. */
export function CriterionDetail({ line, place }: { line: JudgeDraft; place: string[] }): ReactElement {
  const { set, canEdit } = useEdits()
  const { judge, limit, priority, any } = line
  const change = (next: JudgeDraft): void => {
    const filled = Object.fromEntries(Object.entries(next).filter(([, value]) => value))
    set(place, Object.keys(filled).length === 1 && typeof filled.judge === 'string' ? filled.judge : filled)
  }
  const alternatives = any ?? [judge ?? '']
  return (
    <div className="grid items-start gap-x-2.5 gap-y-2 border-t border-line bg-sunken px-3 py-2.5 min-[560px]:grid-cols-[10rem_10rem_1fr]">
      {any ? null : (
        <Field label="Limit" help="A miss up to here is a warning" error={problemOf(judge ?? '', limit ?? '')}>
          {(control) => (
            <Input
              {...control}
              mono
              value={limit ?? ''}
              placeholder="as target"
              readOnly={!canEdit}
              data-place={[...place, 'limit'].join('.')}
              onChange={({ target }) => change({ judge, limit: target.value, priority })}
            />
          )}
        </Field>
      )}
      <Field label="Priority" help="Missed, high fails a run; others warn">
        {(control) => (
          <Select
            {...control}
            value={priority || 'high'}
            options={PRIORITIES}
            disabled={!canEdit}
            data-place={[...place, 'priority'].join('.')}
            onChange={({ target }) =>
              change({ judge, limit, any, priority: target.value === 'high' ? undefined : target.value })
            }
          />
        )}
      </Field>
      {canEdit ? (
        <Button
          kind="ghost"
          size="sm"
          className="mt-[18px] justify-self-start"
          onClick={() => change({ priority, any: [...alternatives, ''] })}
        >
          <Plus aria-hidden />
          or something else
        </Button>
      ) : null}
    </div>
  )
}

/** The limit is in the unit of what is judged. */
function problemOf(judge: string, limit: string): string | undefined {
  const read = parseCriterion(judge)
  if (!limit.trim() || !read.ok) return undefined
  const value = readValue(limit, [read.criterion.unit])
  return value.ok ? undefined : value.message
}
