// When the tests of plans are due, and which of them are late: due once, and not started since.

import type { CycleListItem } from '#lib/cycles/schema.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { dueDates } from '#lib/plans/due-dates.ts'
import type { ScheduledTest } from './overview-schema.ts'

export interface ScheduledPlan {
  id: string
  name: string
  /** When it was written last: nothing was due before. */
  since: string
  schedule: NonNullable<PlanDraft['schedule']>
  scenarios: { key: string; name?: string | undefined }[]
  /** By scenario: when its last run was asked for. */
  lastRuns: Record<string, string>
}

/** A test may be started a little before the clock. */
const EARLY_MS = 3_600_000

/** Overdue ones first, then by date, those without a date last. */
export function scheduledTests(plans: readonly ScheduledPlan[], nowMs: number): ScheduledTest[] {
  return byDate(plans.flatMap((plan) => plan.schedule.map((item) => scheduledTest(plan, item, nowMs))))
}

export const byDate = (tests: readonly ScheduledTest[]): ScheduledTest[] =>
  tests.toSorted((a, b) => Number(b.isOverdue) - Number(a.isOverdue) || (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9'))

/** Cycles whose tests are to begin on a day and have not: late once that day is over. */
export function scheduledCycles(cycles: readonly CycleListItem[], nowMs: number): ScheduledTest[] {
  const today = new Date(nowMs).toISOString().slice(0, 10)
  return cycles.flatMap(({ startsOn, state, scenarios, ...cycle }) =>
    startsOn === null || state !== 'open' || scenarios.run > 0
      ? []
      : [
          {
            key: cycle.id,
            planId: cycle.plan.id,
            planName: cycle.plan.name,
            scenario: { key: '', name: '' },
            cycle: { id: cycle.id, name: cycle.name },
            environment: cycle.environment.key,
            dueAt: `${startsOn}T00:00:00.000Z`,
            isOverdue: startsOn < today,
            cadence: '',
          },
        ],
  )
}

function scheduledTest(plan: ScheduledPlan, item: ScheduledPlan['schedule'][number], nowMs: number): ScheduledTest {
  const key = item.scenario ?? ''
  const due = item.cron ? dueDates(item.cron, item.timezone || 'UTC', nowMs) : null
  const last = Date.parse(plan.lastRuns[key] ?? '') || 0
  const isOverdue = due !== null && due.lastMs > Date.parse(plan.since) && last < due.lastMs - EARLY_MS
  const at = due && (isOverdue ? due.lastMs : due.nextMs)
  return {
    key: `${plan.id}/${item.key}`,
    planId: plan.id,
    planName: plan.name,
    scenario: { key, name: plan.scenarios.find((one) => one.key === key)?.name || key },
    cycle: null,
    environment: item.environment || null,
    dueAt: at === null ? null : new Date(at).toISOString(),
    isOverdue,
    cadence: item.cadence ?? '',
  }
}
