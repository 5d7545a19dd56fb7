// What a plan states of how its system grows with load. Units: per second or users; milliseconds.

import { parseDuration } from '#lib/core/duration.ts'
import { parseCount, parseRate } from '#lib/core/units.ts'
import type { PlanDraft } from './document/plan.ts'

export interface ExpectedScaling {
  /** As stated. */
  text: { load: string; units: string; time: string; impact: string }
  load: { value: number; model: 'rate' | 'users' }
  least: number
  most: number
  /** From when the load is there until the units are; null where none is stated. */
  timeMs: [least: number, most: number] | null
}

export interface ScalingStatement {
  unit: string
  min: number | null
  max: number | null
  expected: ExpectedScaling[]
}

/** null where the plan states nothing that can be read. */
export function readScaling(scaling: PlanDraft['scaling']): ScalingStatement | null {
  if (!scaling) return null
  const { policy } = scaling
  const expected = (scaling.expected ?? []).flatMap((row) => readRow(row) ?? [])
  const [min, max] = [policy?.min, policy?.max].map((text) => {
    const read = parseCount(text ?? '')
    return read.ok ? read.value : null
  })
  if (expected.length === 0 && min === null && max === null) return null
  return { unit: policy?.unit ?? 'units', min: min ?? null, max: max ?? null, expected }
}

type Row = NonNullable<NonNullable<PlanDraft['scaling']>['expected']>[number]

function readRow({ load = '', units = '', time = '', impact = '' }: Row): ExpectedScaling | null {
  const level = readLoad(load)
  const bounds = rangeOf(units, (text) => parseCount(text.replace(/[a-z]+$/i, '').trim()))
  if (!level || !bounds) return null
  const isAtOnce = /at once|immediate|instant/i.test(time)
  const timeMs = isAtOnce ? ([0, 0] as [number, number]) : rangeOf(time, parseDuration)
  return { text: { load, units, time, impact }, load: level, least: bounds[0], most: bounds[1], timeMs }
}

function readLoad(text: string): ExpectedScaling['load'] | null {
  const rate = parseRate(text)
  if (rate.ok) return { value: rate.value, model: 'rate' }
  const users = parseCount(text.replace(/\s*(?:concurrent\s+)?users?$/i, ''))
  return users.ok ? { value: users.value, model: 'users' } : null
}

/** `8-12`, `1m-2m`, `4`; one value is both ends. */
function rangeOf(
  text: string,
  read: (part: string) => { ok: true; value: number } | { ok: false },
): [number, number] | null {
  const parts = text.split(/\s*(?:-|–|\bto\b)\s*/).map(read)
  const [first, last] = [parts[0], parts.at(-1)]
  return first?.ok && last?.ok ? [first.value, last.value] : null
}
