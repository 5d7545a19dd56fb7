// A queue holds what came in and was not worked off: arrivals − drain rate × time. That must fit into the backlog allowed.

import { formatDuration, parseDuration } from '#lib/core/duration.ts'
import { formatRate } from '#lib/core/units.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { grouped, times } from './figures.ts'
import { measures, monitorObjectives } from './monitored.ts'
import { type LintRule, warning } from './rule.ts'
import { drainsOf, statedWork } from './stated-work.ts'
import { textsOfScenario } from './written-text.ts'

const NAME = 'queue-arithmetic'
const QUEUED = /\b(?:en)?queued\b.*?\bwithin\s+(\d[\d.,]*\s*[a-z]+)/i

export const queueArithmetic: LintRule = {
  name: NAME,
  check(draft, plan) {
    if (!plan) return []
    return (draft.scenarios ?? []).flatMap((scenario) => {
      const compiled = plan.scenarios.find((one) => one.key === scenario.key)
      const items = statedWork(scenario)
      return compiled && items !== null ? backlogFindings(draft, plan, { scenario, compiled, items }) : []
    })
  },
}

interface Work {
  scenario: ScenarioDraft
  compiled: CompiledScenario
  items: number
}

function backlogFindings(draft: PlanDraft, plan: CompiledPlan, work: Work): Finding[] {
  const { compiled, items } = work
  const { ms, place } = arrivalTime(work)
  const limits = monitorObjectives(plan).filter(
    ({ key, entry: { criterion } }) =>
      criterion.unit === 'count' && criterion.comparator.startsWith('<') && measures(draft, key, 'queue'),
  )
  return drainsOf(plan, compiled.key, compiled.type).flatMap((drain) => {
    const backlog = items - (drain.entry.target * ms) / 1000
    return limits
      .filter(({ entry }) => backlog > entry.limit)
      .map(({ objective, entry }) =>
        warning(NAME, [place, placeOf(objective)], {
          message: `${compiled.key} queues ${grouped(items)} in ${formatDuration(ms)}, worked off at ${formatRate(drain.entry.target)}: ${grouped(Math.round(backlog))} wait, ${grouped(entry.target)} may`,
          arithmetic: `${grouped(items)} − ${grouped(Math.round(items - backlog))} = ${grouped(Math.round(backlog))}, ${times(backlog / entry.target)} the target of ${grouped(entry.target)}`,
          fix: `Queue them over ${formatDuration(Math.round(((items - entry.target) / drain.entry.target) * 1000))}, work them off faster, or allow that backlog in ${compiled.key}`,
        }),
      )
  })
}

/** In which everything arrives: as its texts say, else as long as the load lasts. */
function arrivalTime({ scenario, compiled }: Work): { ms: number; place: string } {
  for (const { place, text } of textsOfScenario(scenario)) {
    const stated = parseDuration(QUEUED.exec(text)?.[1] ?? '')
    if (stated.ok) return { ms: stated.value, place }
  }
  return { ms: totalDurationMs(compiled.load), place: `scenarios.${scenario.key}.load` }
}
