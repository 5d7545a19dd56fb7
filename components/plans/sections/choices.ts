// Words that several sections offer, and readers of their cells.

import { optionsOf } from '#components/ui/options.ts'
import type { Option } from '#components/ui/select.tsx'
import { parseCriterion, parseMetric } from '#lib/plans/criterion-parser.ts'
import { explainCriterion } from '#lib/plans/criterion-text.ts'
import { readValue, unitsOf } from '#lib/plans/criterion-unit.ts'
import { SCENARIO_TYPES } from '#lib/plans/scenario-type.ts'
import { type Reader, readerOf } from '../fields/reading.ts'
import type { CellReading } from '../grid/column.ts'

export const PRIORITIES = optionsOf(['high', 'medium', 'low'])
export const LEVELS = [{ value: '', label: '–' }, ...optionsOf(['low', 'medium', 'high'])]
export const TYPES = [{ value: '', label: '–' }, ...optionsOf(SCENARIO_TYPES)]

/** Which way of a value is good. */
export const COMPARATORS = [
  { value: '', label: 'as usual' },
  { value: '<', label: '< below' },
  { value: '<=', label: '≤ at most' },
  { value: '>', label: '> above' },
  { value: '>=', label: '≥ at least' },
  { value: '=', label: '= exactly' },
]

/** Items of the document to choose from, after "none of them". */
export const keyOptions = (
  items: readonly { key: string; name?: string | undefined }[] | undefined,
  none: string,
): Option[] => [
  { value: '', label: none },
  ...(items ?? []).map(({ key, name }) => ({ value: key, label: name || key })),
]

/** A cell read by a reader of quantities; blank says nothing. */
export function reads(reader: Reader, text: string | undefined): CellReading | null {
  if (!text?.trim()) return null
  const read = reader(text)
  return read.ok ? { ok: true, says: read.says } : read
}

export function readsCriterion(text: string | undefined): CellReading | null {
  if (!text?.trim()) return null
  const read = parseCriterion(text)
  return read.ok ? { ok: true, says: explainCriterion(read.criterion) } : { ok: false, message: read.problem.message }
}

/** A value in the unit its metric has. */
export function readsInUnit(metricText: string | undefined, text: string | undefined): CellReading | null {
  if (!text?.trim()) return null
  const metric = parseMetric(metricText ?? '')
  if (!metric.ok) return { ok: false, message: 'Choose the metric first: its unit says how to read this' }
  const read = readValue(text, unitsOf(metric.metric))
  if (!read.ok) return { ok: false, message: read.message }
  const shown = readerOf(read.unit)(text)
  return { ok: true, says: shown.ok ? shown.says : text }
}

/** Words of a list that name nothing in the plan. */
export function readsKeys(
  words: readonly string[] | undefined,
  known: readonly string[],
  what: string,
): CellReading | null {
  if (!words || words.length === 0) return null
  const unknown = words.filter((word) => !known.includes(word))
  if (unknown.length === 0) return { ok: true, says: `${words.length} ${what}` }
  const some = known.slice(0, 4).join(', ')
  return { ok: false, message: `There is no ${unknown.join(', ')}.${some ? ` There is: ${some}` : ''}` }
}
