// What is planned against what the environment and the client say they can take. Stress and breaking-point scenarios go beyond its rate
// and users on purpose; a connection that cannot be had is no load, it waits.

import { formatRate, parseRate, parseWhole } from '#lib/core/units.ts'
import { highestRateAsked } from '#lib/load/forecast.ts'
import { peakOffered } from '#lib/load/pacer.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { attemptsPerIteration } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { rounded, times } from './figures.ts'
import { isPlain, singlesOf } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'

const ON_PURPOSE = ['stress', 'breaking-point']

export const componentCapacity: LintRule = {
  name: 'component-capacity',
  check(draft, plan) {
    if (!plan) return []
    const found = plan.scenarios.flatMap((scenario) => [
      ...clientFindings(plan, scenario),
      ...componentFindings(draft, plan, scenario),
    ])
    return [...found, ...sumOfRates(draft, plan)]
  },
}

function clientFindings({ client }: CompiledPlan, scenario: CompiledScenario): Finding[] {
  const users = scenario.load.model === 'users' ? peakOffered(scenario.load) : 0
  if (client.maxUsers === null || users <= client.maxUsers) return []
  return [beyond(scenario, 'client.maxUsers', `${users} users`, `${client.maxUsers}`)]
}

function componentFindings(draft: PlanDraft, plan: CompiledPlan, scenario: CompiledScenario): Finding[] {
  const environments = draft.environments ?? []
  const environment = environments.find((one) => one.key === scenario.environment) ?? environments[0]
  const users = scenario.load.model === 'users' ? peakOffered(scenario.load) : 0
  // A rate is planned, or follows from the pace of the users; else it depends on the target.
  const rate = (highestRateAsked(scenario.load) ?? 0) * attemptsPerIteration(plan, scenario, null)
  const isOnPurpose = ON_PURPOSE.includes(scenario.type)
  const connections = connectionsOf(plan, scenario)
  return (environment?.components ?? []).flatMap((component, index) => {
    const place = `environments.${environment?.key}.components.${index}`
    const maxRate = parseRate(component.maxRate ?? '')
    const maxUsers = parseWhole(component.maxUsers ?? '')
    const maxConnections = parseWhole(component.maxConnections ?? '')
    return [
      ...(maxRate.ok && !isOnPurpose && rate >= maxRate.value * 0.999
        ? [atMaximum(scenario, `${place}.maxRate`, rate, maxRate.value)]
        : []),
      ...(maxUsers.ok && !isOnPurpose && users > maxUsers.value
        ? [beyond(scenario, `${place}.maxUsers`, `${users} users`, component.maxUsers ?? '')]
        : []),
      ...(maxConnections.ok && connections > maxConnections.value
        ? [
            beyond(
              scenario,
              `${place}.maxConnections`,
              `${connections} connections`,
              component.maxConnections ?? '',
              plan.client.connections === null ? undefined : 'client.connections',
            ),
          ]
        : []),
    ]
  })
}

/** Beyond the most, or all of it: then nothing is left for anybody else. */
function atMaximum(scenario: CompiledScenario, place: string, rate: number, most: number): Finding {
  const ratio = rate / most
  if (ratio > 1.001) {
    const finding = beyond(scenario, place, `${Math.round(rate)}/s`, formatRate(most))
    return { ...finding, arithmetic: `${finding.arithmetic}, ${times(ratio)}` }
  }
  return warning('component-capacity', [`scenarios.${scenario.key}.load`, place], {
    message: `${scenario.key} plans ${formatRate(most)}, all that is stated as the maximum: no headroom is left`,
    arithmetic: `${Math.round(rate)}/s / ${formatRate(most)} = 100%`,
    fix: `Plan less than ${formatRate(most)}, or make the scenario a stress test`,
  })
}

/** What all operations together are to serve. */
function sumOfRates(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const rows = plan.objectives.flatMap((objective) => {
    const [entry] = singlesOf(objective.entry)
    const isRow = objective.source === 'sla' && objective.scenario === null && objective.scenarioTypes.length === 0
    const { criterion } = entry ?? {}
    if (!isRow || !entry || !isPlain(entry, 'rate') || criterion?.selector?.kind !== 'operation') return []
    return criterion.comparator.startsWith('>') ? [{ objective, rate: entry.target }] : []
  })
  const sum = rows.reduce((total, { rate }) => total + rate, 0)
  const highest = rows.toSorted((left, right) => right.rate - left.rate)[0]
  if (rows.length < 2 || !highest) return []
  return (draft.environments ?? []).flatMap(({ key, components }) =>
    (components ?? []).flatMap((component, index) => {
      const most = parseRate(component.maxRate ?? '')
      if (!most.ok || sum <= most.value) return []
      return [
        warning('component-capacity', [placeOf(highest.objective), `environments.${key}.components.${index}.maxRate`], {
          message: `The operations are to serve ${rounded(sum)}/s together, ${component.name || 'a component'} takes ${component.maxRate} at most`,
          arithmetic: `${rows.map(({ rate }) => rounded(rate)).join(' + ')} = ${rounded(sum)}/s = ${times(sum / most.value)}`,
          fix: 'Lower the rates, or tell them apart by scenario',
        }),
      ]
    }),
  )
}

/** A user sends one request at a time; of arrivals only the cap is known. */
function connectionsOf({ client }: CompiledPlan, { load }: CompiledScenario): number {
  const needed = load.model === 'users' ? peakOffered(load) : client.connections === null ? 0 : load.maxInFlight
  return Math.min(needed, client.connections ?? needed)
}

function beyond(
  scenario: CompiledScenario,
  place: string,
  planned: string,
  most: string,
  source = `scenarios.${scenario.key}.load`,
): Finding {
  return {
    rule: 'component-capacity',
    severity: 'warning',
    message: `${scenario.key} plans ${planned}, more than the ${most} stated as the maximum`,
    places: [source, place],
    arithmetic: `${planned} > ${most}`,
    fix: `Plan at most ${most}, or make the scenario a stress test`,
  }
}
