'use client'

import { type ReactElement, useMemo } from 'react'
import { parseMetric } from '#lib/plans/criterion-parser.ts'
import { lowerIsBetter, readValue, unitsOf } from '#lib/plans/criterion-unit.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { useDraft } from '../draft/draft-context.tsx'
import { Purpose } from '../fields/field-grid.tsx'
import type { CellReading, Column } from '../grid/column.ts'
import { DraftGrid } from '../grid/draft-grid.tsx'
import { DocSection } from '../page/doc-section.tsx'
import { readsInUnit } from './choices.ts'

type Resource = NonNullable<PlanDraft['resources']>[number]
type Level = 'normal' | 'peak' | 'alert' | 'critical'

const LEVELS: readonly { id: Level; label: string; help: string; example: string; head?: string }[] = [
  { id: 'normal', label: 'normal', help: 'The target of most scenarios, for example 60%', example: '60%' },
  {
    id: 'peak',
    label: 'peak',
    help: 'The target of peak, stress and spike scenarios, for example 80%',
    example: '80%',
  },
  {
    id: 'alert',
    label: 'alert',
    help: 'From here on somebody is told, for example 85%',
    example: '85%',
    head: 'text-warn',
  },
  {
    id: 'critical',
    label: 'critical',
    help: 'The limit: beyond it a run fails, for example 95%',
    example: '95%',
    head: 'text-fail',
  },
]

const NONE: readonly NonNullable<PlanDraft['monitors']>[number][] = []

/** Limits of what is measured at the target, in four levels. */
export function ResourcesSection(): ReactElement {
  const count = useDraft((draft) => draft.resources?.length ?? 0)
  const monitors = useDraft((draft) => draft.monitors ?? NONE)
  const columns = useMemo(() => {
    const known = monitors.flatMap(({ metrics = [] }) => metrics.map(({ key }) => `monitor(${key})`))
    return columnsFor(known)
  }, [monitors])
  return (
    <DocSection id="resources" title="Resources" meta={`${count}, judged by what monitors measure`}>
      <Purpose>Four levels of processor, memory, pools and the like. They rise from left to right.</Purpose>
      <DraftGrid<Resource>
        list={['resources']}
        label="Resource limits"
        what="resource"
        columns={columns}
        fresh={() => ({ metric: '' })}
        addLabel="Add a resource, or paste rows from a spreadsheet"
      />
    </DocSection>
  )
}

function columnsFor(known: readonly string[]): readonly Column<Resource>[] {
  return [
    {
      id: 'metric',
      label: 'Metric',
      placeholder: 'monitor(cpu)',
      mono: true,
      className: 'min-w-44',
      suggestions: known,
      help: 'What a monitor measures, for example monitor(cpu)',
      read: ({ metric }) => readsResource(metric, known),
    },
    ...LEVELS.map(
      ({ id, label, help, example, head }): Column<Resource> => ({
        id,
        label,
        help,
        placeholder: example,
        mono: true,
        right: true,
        className: 'w-24',
        ...(head ? { headClassName: head } : {}),
        say: ({ metric }, index) => `${label} level of ${metric || `resource ${index + 1}`}`,
        read: (row) => readsLevel(row, id),
      }),
    ),
  ]
}

function readsResource(text: string | undefined, known: readonly string[]): CellReading | null {
  if (!text?.trim()) return null
  const metric = parseMetric(text)
  if (!metric.ok) return { ok: false, message: metric.problem.message }
  if (metric.metric.kind !== 'monitor' || known.includes(text.replaceAll(' ', ''))) return { ok: true, says: text }
  return { ok: true, says: text, aside: ', which no monitor of this plan measures yet' }
}

/** The level in its unit; wrong when it lies on the wrong side of the level before it. */
function readsLevel(row: Resource, level: Level): CellReading | null {
  const read = readsInUnit(row.metric, row[level])
  if (!read?.ok) return read
  const metric = parseMetric(row.metric ?? '')
  if (!metric.ok) return read
  const value = levelValue(row[level], metric.metric)
  const before = LEVELS.slice(
    0,
    LEVELS.findIndex(({ id }) => id === level),
  )
  const falls = lowerIsBetter(metric.metric) === false
  const other = before.find(({ id }) => {
    const one = levelValue(row[id], metric.metric)
    return one !== null && value !== null && (falls ? one < value : one > value)
  })
  return other ? { ok: false, message: `${level} lies ${falls ? 'above' : 'below'} ${other.id}` } : read
}

function levelValue(text: string | undefined, metric: Parameters<typeof unitsOf>[0]): number | null {
  const read = text?.trim() ? readValue(text, unitsOf(metric)) : null
  return read?.ok ? read.value : null
}
