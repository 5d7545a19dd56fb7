'use client'

import { type ReactElement, useMemo } from 'react'
import { parsePercent } from '#lib/core/units.ts'
import { parseCheck } from '#lib/plans/check-parser.ts'
import { downtimeBudget } from '#lib/plans/downtime.ts'
import { useText } from '../draft/draft-context.tsx'
import { useNamed } from '../draft/use-named.ts'
import { DraftField, DraftSelect } from '../fields/draft-field.tsx'
import { FieldGrid } from '../fields/field-grid.tsx'
import { readDuration, readPercent, sayDuration } from '../fields/reading.ts'
import { DocSection } from '../page/doc-section.tsx'
import { keyOptions } from './choices.ts'

const third = 'min-[560px]:col-span-2'
const half = 'min-[560px]:col-span-3'

/** How much of the time the system must answer, and what "answer" means. */
export function AvailabilitySection(): ReactElement {
  const operations = useNamed('operations')
  const path = (field: string): string[] => ['availability', field]
  return (
    <DocSection id="availability" title="Availability" meta="probed while a run goes on">
      <FieldGrid>
        <DraftField
          path={path('uptime')}
          label="Uptime"
          placeholder="99.9%"
          read={readPercent}
          mono
          className={third}
          help="The share of the time it must be up"
        />
        <DraftField
          path={path('rto')}
          label="Back within (RTO)"
          placeholder="2m"
          read={readDuration}
          mono
          className={third}
          help="Recovery time objective: how soon it is up again"
        />
        <DraftField
          path={path('rpo')}
          label="Data lost at most (RPO)"
          placeholder="0s"
          read={readDuration}
          mono
          className={third}
          help="Recovery point objective: how much of the last writes may be gone"
        />
        <DraftSelect
          path={path('probe')}
          label="Probe"
          options={keyOptions(operations, 'no operation yet')}
          className={third}
          help="The operation that asks whether it is up"
        />
        <DraftField
          path={path('interval')}
          label="Asked every"
          placeholder="10s"
          read={readDuration}
          mono
          className={third}
          help="How fine downtime is seen"
        />
        <DraftField
          path={path('success')}
          label="Up means"
          placeholder="status = 200"
          read={(text) => {
            const read = parseCheck(text)
            return read.ok ? { ok: true, value: 1, says: text.trim() } : { ok: false, message: read.problem.message }
          }}
          mono
          className={third}
          help="A check of the answer"
        />
        <div className={`${half} min-[560px]:col-span-6`}>
          <Budget />
        </div>
      </FieldGrid>
    </DocSection>
  )
}

/** What the uptime leaves. */
function Budget(): ReactElement | null {
  const uptime = useText(['availability', 'uptime'])
  const budget = useMemo(() => {
    const read = parsePercent(uptime)
    return read.ok && uptime.trim() ? downtimeBudget(read.value) : null
  }, [uptime])
  if (!budget) return null
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-md border border-line bg-sunken min-[560px]:grid-cols-4">
      {budget.map(({ per, ms }) => (
        <div key={per} className="grid gap-0.5 px-3 py-2">
          <dt className="text-2xs text-ink-3">Down at most, a {per}</dt>
          <dd className="num">{ms === 0 ? 'never' : sayDuration(ms)}</dd>
        </div>
      ))}
    </dl>
  )
}
