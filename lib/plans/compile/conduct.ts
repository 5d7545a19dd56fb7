// Sections that are kept and shown, and executed later: what is written in the languages of the plan must already be readable.

import { parsePercent } from '#lib/core/units.ts'
import type { CompiledAvailability } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { CompileLog } from './compile-log.ts'
import { readCriteria } from './criteria.ts'
import { readCheck } from './operations.ts'

export function readConduct(draft: PlanDraft, log: CompileLog): { availability?: CompiledAvailability } {
  for (const alert of draft.alerts ?? []) readCriteria(`alerts.${alert.key}.when`, alert.when, log)
  for (const drill of draft.drills ?? []) readCriteria(`drills.${drill.key}.expect`, drill.expect, log)
  return readAvailability(draft, log)
}

function readAvailability({ availability }: PlanDraft, log: CompileLog): { availability?: CompiledAvailability } {
  if (!availability) return {}
  log.duration('availability.interval', availability.interval)
  const rtoMs = log.duration('availability.rto', availability.rto)
  const rpoMs = log.duration('availability.rpo', availability.rpo)
  readCheck('availability.success', availability.success, log)
  const uptime = parsePercent(availability.uptime ?? '')
  return { availability: { uptime: uptime.ok ? uptime.value : null, rtoMs, rpoMs } }
}
