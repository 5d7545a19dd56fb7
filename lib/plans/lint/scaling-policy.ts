// How the system is to grow, against itself and against the tests that show it: cooldowns, expected units, and whether it can be seen.

import { formatDuration, parseDuration } from '#lib/core/duration.ts'
import { formatRate, parseCount, parseRate } from '#lib/core/units.ts'
import { peakOffered, totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { agree } from './figures.ts'
import { measures, monitorObjectives } from './monitored.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'scaling-policy'

export const scalingPolicy: LintRule = {
  name: NAME,
  check(draft, plan) {
    return [
      ...cooldowns(draft),
      ...fewerForMore(draft),
      ...(plan ? downOutsideTest(draft, plan) : []),
      ...(plan ? acceptedUnits(draft, plan) : []),
    ]
  },
}

/** `cooldown 5m` in a component's configuration, not `up` or `down` cooldown, which have fields of their own. */
const COOLDOWN = /(?<!up[- ])(?<!down[- ])\bcooldown\b[^0-9,;]*(\d[\d.]*\s*[a-z]+)/i

function cooldowns(draft: PlanDraft): Finding[] {
  const up = parseDuration(draft.scaling?.policy?.up ?? '')
  if (!up.ok) return []
  const components = (draft.environments ?? []).flatMap((environment) =>
    (environment.components ?? []).map(({ name, configuration }, index) => ({
      place: `environments.${environment.key}.components.${index}.configuration`,
      name: name ?? '',
      stated: parseDuration(COOLDOWN.exec(configuration ?? '')?.[1] ?? ''),
    })),
  )
  const general = {
    place: 'scaling.policy.cooldown',
    name: 'The policy',
    stated: parseDuration(draft.scaling?.policy?.cooldown ?? ''),
  }
  return [general, ...components].flatMap(({ place, name, stated }) => {
    if (!stated.ok || stated.value === up.value) return []
    const [general, policy] = [formatDuration(stated.value), formatDuration(up.value)]
    return [
      warning(NAME, [place, 'scaling.policy.up'], {
        message: `${name} is configured to wait ${general} between changes, the policy scales up after ${policy}`,
        arithmetic: `${general} ≠ ${policy}`,
        fix: `Write which holds: the cooldown for going up is ${policy}, or ${general}`,
      }),
    ]
  })
}

interface Row {
  place: string
  rate: number
  least: number
  most: number
}

function rowsOf(draft: PlanDraft): Row[] {
  return (draft.scaling?.expected ?? []).flatMap(({ load, units }, index) => {
    const rate = parseRate(load ?? '')
    const [least, most] = (units ?? '')
      .split(/\s*(?:-|–|to)\s*/)
      .map((text) => parseCount(text.replace(/[a-z]+$/i, '').trim()))
    if (!rate.ok || !least?.ok || (most && !most.ok)) return []
    return [
      {
        place: `scaling.expected.${index}.units`,
        rate: rate.value,
        least: least.value,
        most: most?.value ?? least.value,
      },
    ]
  })
}

const range = ({ least, most }: Row) => (least === most ? `${least}` : `${least}–${most}`)

function fewerForMore(draft: PlanDraft): Finding[] {
  const rows = rowsOf(draft)
  return rows.flatMap((low) =>
    rows
      .filter((high) => high.rate > low.rate && (high.most < low.most || high.least < low.least))
      .map((high) =>
        warning(NAME, [low.place, high.place], {
          message: `${formatRate(low.rate)} is expected to need ${range(low)} units, the higher ${formatRate(high.rate)} fewer: ${range(high)}`,
          arithmetic: `${formatRate(high.rate)} > ${formatRate(low.rate)}, but ${range(high)} < ${range(low)}`,
          fix: `Expect at least ${range(low)} units at ${formatRate(high.rate)}`,
        }),
      ),
  )
}

/** After the highest load, the run must last longer than the wait before going down. */
function downOutsideTest(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const down = parseDuration(draft.scaling?.policy?.down ?? '')
  if (!down.ok) return []
  return plan.scenarios.flatMap(({ key, type, load }) => {
    const peak = peakOffered(load)
    const last = load.stages.findLast((stage) => Math.max(stage.from, stage.to) === peak)
    if (type !== 'spike' || !last) return []
    const rest = totalDurationMs(load) - last.startMs - last.durationMs
    if (rest > down.value) return []
    return [
      warning(NAME, ['scaling.policy.down', `scenarios.${key}.load`], {
        message: `${key} ends ${formatDuration(rest)} after its highest load, scaling down begins after ${formatDuration(down.value)}: it would not be seen`,
        arithmetic: `${formatDuration(rest)} ≤ ${formatDuration(down.value)}`,
        fix: `Go on at the lower load for more than ${formatDuration(down.value)}`,
      }),
    ]
  })
}

/** What must be reached, and what is expected at the load it is measured at. */
function acceptedUnits(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return monitorObjectives(plan)
    .filter(({ key, entry }) => entry.criterion.comparator.startsWith('>') && measures(draft, key, 'units'))
    .flatMap(({ objective, entry }) => {
      const scenario = plan.scenarios.find(({ key }) => key === objective.scenario)
      if (scenario?.load.model !== 'rate') return []
      const row = rowsOf(draft).find(({ rate }) => agree(rate, peakOffered(scenario.load)))
      if (!row || row.least >= entry.limit) return []
      return [
        warning(NAME, [row.place, placeOf(objective)], {
          message: `At ${formatRate(row.rate)} ${range(row)} units are expected, ${objective.judge} is asked for: ${row.least} would meet one and fail the other`,
          arithmetic: `${row.least} < ${entry.limit}`,
          fix: `Expect ${entry.limit} units, or ask for ${row.least} or more`,
        }),
      ]
    })
}
