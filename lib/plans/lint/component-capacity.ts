// What is planned against what the environment and the client say they can take. Stress and breaking-point scenarios go beyond it
// on purpose.

import { parseRate, parseWhole } from '#lib/core/units.ts'
import { peakOffered } from '#lib/load/pacer.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { peakRate } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import type { LintRule } from './rule.ts'

const ON_PURPOSE = ['stress', 'breaking-point']

export const componentCapacity: LintRule = {
  name: 'component-capacity',
  check(draft, plan) {
    if (!plan) return []
    return plan.scenarios.flatMap((scenario) => [
      ...clientFindings(plan, scenario),
      ...(ON_PURPOSE.includes(scenario.type) ? [] : componentFindings(draft, plan, scenario)),
    ])
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
  // Of users only an upper bound is known; a rate is planned.
  const rate = scenario.load.model === 'rate' ? peakRate(plan, scenario, null) : 0
  const connections = connectionsOf(plan, scenario)
  return (environment?.components ?? []).flatMap((component, index) => {
    const place = `environments.${environment?.key}.components.${index}`
    const maxRate = parseRate(component.maxRate ?? '')
    const maxUsers = parseWhole(component.maxUsers ?? '')
    const maxConnections = parseWhole(component.maxConnections ?? '')
    return [
      ...(maxRate.ok && rate > maxRate.value
        ? [beyond(scenario, `${place}.maxRate`, `${Math.round(rate)}/s`, component.maxRate ?? '')]
        : []),
      ...(maxUsers.ok && users > maxUsers.value
        ? [beyond(scenario, `${place}.maxUsers`, `${users} users`, component.maxUsers ?? '')]
        : []),
      ...(maxConnections.ok && connections > maxConnections.value
        ? [
            beyond(
              scenario,
              `${place}.maxConnections`,
              `${connections} connections`,
              component.maxConnections ?? '',
              'client.connections',
            ),
          ]
        : []),
    ]
  })
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
