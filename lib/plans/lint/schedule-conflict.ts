// Schedules among each other, and against the strategy: two tests of one environment at one time; a test planned and never dated; a date
// for a test nobody planned.

import { formatDuration } from '#lib/core/duration.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { SCENARIO_TYPES } from '../scenario-type.ts'
import { type CronLine, firstCommonDay, readCron } from './cron-days.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'schedule-conflict'
const MINUTE_MS = 60_000

export const scheduleConflict: LintRule = {
  name: NAME,
  check(draft, plan) {
    return [...(plan ? collisions(draft, plan) : []), ...undated(draft), ...unplanned(draft)]
  },
}

type Item = NonNullable<PlanDraft['schedule']>[number]

interface Dated {
  key: string
  environment: string
  timezone: string
  cron: CronLine
  lengthMs: number
}

function datedItems(draft: PlanDraft, plan: CompiledPlan): Dated[] {
  return (draft.schedule ?? []).flatMap((item): Dated[] => {
    const cron = readCron(item.cron ?? '')
    const scenario = plan.scenarios.find((one) => one.key === item.scenario?.trim())
    if (!cron || !scenario) return []
    const environment = item.environment?.trim() || scenario.environment || plan.environments[0]?.key || ''
    const timezone = item.timezone?.trim() || 'UTC'
    return [{ key: item.key, environment, timezone, cron, lengthMs: totalDurationMs(scenario.load) }]
  })
}

function collisions(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const items = datedItems(draft, plan)
  return items.flatMap((left, index) =>
    items.slice(index + 1).flatMap((right) => {
      if (left.environment !== right.environment || left.timezone !== right.timezone) return []
      const at = overlapAt(left, right)
      const day = at === null ? null : firstCommonDay(left.cron, right.cron)
      if (at === null || day === null) return []
      return [
        warning(NAME, [`schedule.${left.key}.cron`, `schedule.${right.key}.cron`], {
          message: `${left.key} and ${right.key} load ${left.environment} at the same time: each would spoil the other's figures`,
          arithmetic: `${day} ${at} ${left.timezone}: ${formatDuration(left.lengthMs)} and ${formatDuration(right.lengthMs)}`,
          fix: 'Let one begin after the other has ended, on another day, or in another environment',
        }),
      ]
    }),
  )
}

/** Time of day at which both run, as 06:00. */
function overlapAt(left: Dated, right: Dated): string | null {
  for (const mine of left.cron.minutes) {
    for (const yours of right.cron.minutes) {
      const later = Math.max(mine, yours)
      const first = mine <= yours ? left : right
      if (later - Math.min(mine, yours) < first.lengthMs / MINUTE_MS) {
        return `${String(Math.floor(later / 60)).padStart(2, '0')}:${String(later % 60).padStart(2, '0')}`
      }
    }
  }
  return null
}

/** Its scenario's type, else the type its key or cadence names. */
function typeOf(draft: PlanDraft, item: Item): string | null {
  const scenario = draft.scenarios?.find((one) => one.key === item.scenario?.trim())
  if (scenario) return scenario.type?.trim() || null
  const words = `${item.key} ${item.cadence ?? ''}`.toLowerCase()
  return SCENARIO_TYPES.find((type) => type !== 'custom' && words.includes(type)) ?? null
}

/** Where there are schedules, each planned type is expected to have one, or a cadence in words. */
function undated(draft: PlanDraft): Finding[] {
  const items = draft.schedule ?? []
  if (items.length === 0) return []
  const dated = new Set(items.map((item) => typeOf(draft, item)))
  return (draft.strategy ?? []).flatMap(({ type, cadence }, index) => {
    const name = type?.trim() ?? ''
    if (name === '' || cadence?.trim() || dated.has(name)) return []
    return [
      warning(NAME, [`strategy.${index}.type`, 'schedule'], {
        message: `The strategy has a ${name} test, the schedule has none`,
        arithmetic: `scheduled: ${[...dated].filter(Boolean).join(', ')}`,
        fix: `Add a date for it, or a cadence such as before each release`,
      }),
    ]
  })
}

function unplanned(draft: PlanDraft): Finding[] {
  const planned = new Set((draft.strategy ?? []).map(({ type }) => type?.trim()))
  if (planned.size === 0) return []
  return (draft.schedule ?? []).flatMap((item) => {
    const type = typeOf(draft, item)
    if (type === null || planned.has(type)) return []
    return [
      warning(NAME, [`schedule.${item.key}`, 'strategy'], {
        message: `${item.key} schedules a ${type} test, which the strategy does not describe`,
        arithmetic: `described: ${[...planned].filter(Boolean).join(', ')}`,
        fix: `Add { type: ${type}, purpose: …, duration: 5m } to the strategy`,
      }),
    ]
  })
}
