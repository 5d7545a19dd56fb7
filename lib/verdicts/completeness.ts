// Completeness = seconds with data / planned seconds, over all shards. A part that came to its planned end, or goes on, was planned up to
// where it is; one that broke off owes the rest. Suspect below 99 %.

import { say, showPercent } from '#lib/core/number-format.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import { type Doubt, partName, timeAt } from './doubt.ts'
import type { Evidence, MeasuredPart, TimeRange } from './evidence.ts'
import { clockOf, lengthMs } from './judged-window.ts'

export const COMPLETENESS_SUSPECT = 0.99

interface PartSeconds {
  part: MeasuredPart
  planned: number
  /** Whole seconds inside of what was planned that hold data. */
  told: Set<number>
}

export function completenessOf(evidence: Evidence): number {
  const parts = secondsOfParts(evidence)
  const planned = parts.reduce((sum, part) => sum + part.planned, 0)
  if (planned === 0) return evidence.generator.length > 0 ? 1 : 0
  return parts.reduce((sum, { told }) => sum + told.size, 0) / planned
}

/** Share of the seconds of all parts within whole-second ranges that hold data, 0 – 1. */
export function coverageOf(evidence: Evidence, ranges: readonly TimeRange[]): number {
  const parts = secondsOfParts(evidence)
  const due = (lengthMs(ranges) / 1000) * parts.length
  if (due === 0) return 1
  const isInside = (second: number) =>
    ranges.some(({ fromMs, toMs }) => second * 1000 >= fromMs && second * 1000 < toMs)
  return parts.reduce((sum, { told }) => sum + [...told].filter(isInside).length, 0) / due
}

export function incomplete(evidence: Evidence, completeness: number): Doubt | null {
  if (evidence.generator.length === 0 || completeness >= COMPLETENESS_SUSPECT) return null
  const gaps = secondsOfParts(evidence).flatMap((part) => gapText(evidence, part))
  const why = [...brokenOff(evidence), ...gaps].join('; ')
  return {
    status: 'suspect',
    reason: `Only ${say(showPercent(completeness))} of the planned seconds hold data: ${why}.`,
  }
}

function brokenOff({ end, elapsedMs, load }: Evidence): string[] {
  if (end === 'completed' || end === null) return []
  return [`the run was ${end} at ${clockOf(elapsedMs)} of ${clockOf(totalDurationMs(load))}`]
}

/** What is missing although the part was there, or should have been. */
function gapText(evidence: Evidence, { part, planned, told }: PartSeconds): string[] {
  const due = Math.min(planned, Math.floor(evidence.elapsedMs / 1000))
  const missing = Array.from({ length: due }, (_, second) => second).filter((second) => !told.has(second))
  const first = missing[0]
  if (first === undefined) return []
  const whose = evidence.shards > 1 ? ` of ${partName(evidence, part.index)}` : ''
  const isSilent = told.size > 0 && missing.length === due - first
  if (isSilent && evidence.shards > 1)
    return [`${partName(evidence, part.index)}, told nothing from ${timeAt(evidence, first)} on`]
  return [
    `${missing.length} ${missing.length === 1 ? 'second' : 'seconds'}${whose} missing, the first at ${timeAt(evidence, first)}`,
  ]
}

function secondsOfParts(evidence: Evidence): PartSeconds[] {
  const parts = evidence.parts ?? alike(evidence)
  return parts.map((part) => {
    const planned = Math.floor(plannedMs(evidence, part) / 1000)
    const own = evidence.generator.filter(({ shardIndex }) => (shardIndex ?? 0) === part.index)
    return { part, planned, told: new Set(own.map(({ second }) => second).filter((second) => second < planned)) }
  })
}

function plannedMs({ load, elapsedMs, end }: Evidence, part: MeasuredPart): number {
  const total = totalDurationMs(load)
  const due = end === null ? Math.min(elapsedMs, total) : total
  return part.end === 'completed' ? Math.min(part.durationMs ?? elapsedMs, due) : due
}

const alike = ({ shards, end, elapsedMs }: Evidence): MeasuredPart[] =>
  Array.from({ length: shards }, (_, index) => ({ index, worker: null, end, durationMs: end && elapsedMs }))
