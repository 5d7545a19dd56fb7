// Criterion texts → entries with both thresholds.

import type { CriterionEntry, Priority } from '../criterion.ts'
import { PRIORITIES } from '../criterion.ts'
import { parseCriterion } from '../criterion-parser.ts'
import { readValue } from '../criterion-unit.ts'
import type { CriterionDraft } from '../document/scenario.ts'
import { type CompileLog, isBlank } from './compile-log.ts'

export interface ReadEntry {
  entry: CriterionEntry
  priority: Priority
}

/** A bare criterion has target = limit and high priority. null when blank or wrong, which is logged. */
export function readEntry(place: string, draft: CriterionDraft, log: CompileLog): ReadEntry | null {
  if (typeof draft === 'string') {
    const entry = readCriterion(place, draft, undefined, log)
    return entry && { entry, priority: 'high' }
  }
  const priority = log.choice(`${place}.priority`, draft.priority, PRIORITIES, 'high')
  if (draft.any && !isBlank(draft.judge)) {
    log.error('criterion', place, 'A criterion has either "judge" or "any", not both', 'Remove one of them')
  }
  if (draft.any) {
    const entries = readAlternatives(`${place}.any`, draft.any, log)
    return entries.length > 0 ? { entry: { kind: 'any', entries }, priority } : null
  }
  const judge = log.required(`${place}.judge`, draft.judge, 'The criterion', 'judge: "p95 < 200ms"')
  const entry =
    judge === '' ? null : readCriterion(`${place}.judge`, judge, { place: `${place}.limit`, text: draft.limit }, log)
  return entry && { entry, priority }
}

/** Blank alternatives are passed over; a list in which nothing is left, and nothing was told of, is told of. */
function readAlternatives(place: string, drafts: CriterionDraft[], log: CompileLog): CriterionEntry[] {
  const told = log.findings.length
  const entries = drafts.flatMap((draft, index) => readEntry(`${place}.${index}`, draft, log)?.entry ?? [])
  if (entries.length === 0 && log.findings.length === told) {
    log.error('criterion', place, 'The list of alternatives is empty', 'Write, for example, any: ["p95 < 200ms"]')
  }
  return entries
}

/** `limit` is in the unit of the criterion; without it the limit is the target. */
export function readCriterion(
  place: string,
  text: string,
  limit: { place: string; text: string | undefined } | undefined,
  log: CompileLog,
): CriterionEntry | null {
  if (isBlank(text)) return null
  const parsed = parseCriterion(text)
  if (!parsed.ok) {
    log.syntax(place, parsed.problem)
    return null
  }
  const { criterion } = parsed
  let most = criterion.value
  if (limit && !isBlank(limit.text)) {
    const read = readValue(limit.text ?? '', [criterion.unit])
    if (read.ok) most = read.value
    else log.error('unit', limit.place, read.message)
  }
  return { kind: 'criterion', criterion, target: criterion.value, limit: most }
}

export function readCriteria(place: string, texts: readonly string[] | undefined, log: CompileLog): CriterionEntry[] {
  return (texts ?? []).flatMap((text, index) => readCriterion(`${place}.${index}`, text, undefined, log) ?? [])
}
