// What is asked of the system: response times and errors, throughput, milestones, acceptance.

import type { PlanDraft, SlaDraft } from '../document/plan.ts'
import { type Block, part, table } from './block.ts'

export function objectiveBlocks(draft: PlanDraft): Block[] {
  const slas = draft.slas ?? []
  const milestones = slas.filter(({ at }) => at !== undefined)
  const tiers = slas.filter((sla) => isTier(sla) && !milestones.includes(sla))
  const rest = slas.filter((sla) => !tiers.includes(sla) && !milestones.includes(sla))
  return [
    ...part(3, 'Response times, errors and other objectives', objectiveTable(draft, rest)),
    ...part(
      3,
      'Throughput',
      table(tiers, [
        ['Tier', ({ key, label }) => label || key],
        ['Measured by', measuredBy],
        ['', ({ comparator }) => comparator],
        ['Target', ({ target }) => target],
        ['Limit', ({ limit }) => limit],
        ['Peak', ({ peak }) => peak],
        ['Held for', ({ sustained }) => sustained],
        ['Priority', ({ priority }) => priority],
      ]),
    ),
    ...part(3, 'Milestones', objectiveTable(draft, milestones)),
    ...part(
      3,
      'Acceptance',
      table(draft.acceptance, [
        ['Requirement', ({ key, requirement }) => requirement || key],
        ['Holds when', ({ judge }) => judge],
        ['Limit', ({ limit }) => limit],
        ['Priority', ({ priority }) => priority],
        ['Measured by', ({ scenario }) => scenario],
      ]),
    ),
  ]
}

const isTier = ({ metric, operation, flow }: SlaDraft): boolean =>
  metric?.trim() === 'rate' && (!operation || operation === '*') && !flow

function objectiveTable(draft: PlanDraft, slas: readonly SlaDraft[]): Block[] {
  const nameOf = (key: string): string => draft.operations?.find((one) => one.key === key)?.name || key
  return table(slas, [
    ['At', ({ at }) => at],
    ['Objective', ({ label }) => label],
    [
      'Operation',
      ({ operation, flow }) => (flow ? `flow ${flow}` : operation && operation !== '*' ? nameOf(operation) : 'all'),
    ],
    ['Payload', ({ payload }) => payload],
    ['Metric', ({ metric }) => metric],
    ['', ({ comparator }) => comparator],
    ['Target', ({ target }) => target],
    ['Limit', ({ limit }) => limit],
    ['Peak', ({ peak }) => peak],
    ['Held for', ({ sustained }) => sustained],
    ['Measured by', measuredBy],
    ['Priority', ({ priority }) => priority],
  ])
}

function measuredBy({ scenario, when = [], during }: SlaDraft): string {
  const types = when.map((condition) => condition.replace(/^type:\s*/, '')).join(', ')
  return [scenario, types && `type ${types}`, during && `during ${during}`].filter(Boolean).join(', ')
}
