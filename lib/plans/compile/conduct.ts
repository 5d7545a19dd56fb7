// Sections that are kept and shown, and executed later: what is written in the languages of the plan must already be readable.

import type { PlanDraft } from '../document/plan.ts'
import type { CompileLog } from './compile-log.ts'
import { readCriteria } from './criteria.ts'
import { readCheck } from './operations.ts'

export function readConduct(draft: PlanDraft, log: CompileLog): void {
  for (const alert of draft.alerts ?? []) readCriteria(`alerts.${alert.key}.when`, alert.when, log)
  for (const drill of draft.drills ?? []) readCriteria(`drills.${drill.key}.expect`, drill.expect, log)
  for (const monitor of draft.monitors ?? []) log.duration(`monitors.${monitor.key}.interval`, monitor.interval)
  readAvailability(draft, log)
}

function readAvailability({ availability }: PlanDraft, log: CompileLog): void {
  if (!availability) return
  log.duration('availability.interval', availability.interval)
  log.duration('availability.rto', availability.rto)
  log.duration('availability.rpo', availability.rpo)
  readCheck('availability.success', availability.success, log)
}
