// What the plan asks for, in the tables of a test plan. Everything here was written by people; nothing is measured.

import { parsePercent } from '#lib/core/units.ts'
import type { PlanDraft, SlaDraft } from '#lib/plans/document/plan.ts'
import { downtimeBudget } from '#lib/plans/downtime.ts'
import { type Cell, fields, heading, type ReportBlock, table, words } from '../report-model.ts'

export function requirementBlocks(draft: PlanDraft, revision: number): ReportBlock[] {
  const slas = (draft.slas ?? []).filter(({ at }) => at === undefined)
  const milestones = (draft.slas ?? []).filter(({ at }) => at !== undefined)
  const latencies = slas.filter(({ metric }) => isLatency(metric))
  const rates = slas.filter(({ metric }) => metric?.trim() === 'rate')
  const others = slas.filter((sla) => !latencies.includes(sla) && !rates.includes(sla))
  return [
    heading(2, 'Performance requirements'),
    { kind: 'text', text: `As people wrote them into revision ${revision} of the plan.` },
    table(
      'requirements-response-time',
      'Response time requirements',
      ['Operation', '>Target response time', '>Maximum acceptable', 'Percentile', 'Priority'],
      latencies.map((sla) => [
        nameOf(draft, sla),
        demand(sla, sla.target),
        demand(sla, sla.limit),
        words(sla.metric ?? '–'),
        priority(sla),
      ]),
      { empty: 'The plan asks for no response time.' },
    ),
    table(
      'requirements-throughput',
      'Throughput requirements',
      ['Scenario', '>Target rate', '>Peak rate', '>Sustained for', 'Priority'],
      rates.map((sla) => [
        words(
          [tierOf(draft, sla), sla.operation && sla.operation !== '*' ? sla.operation : ''].filter(Boolean).join(', '),
        ),
        demand(sla, sla.target),
        or(sla.peak),
        or(sla.sustained),
        priority(sla),
      ]),
      { empty: 'The plan asks for no throughput.' },
    ),
    ...(others.length > 0
      ? [
          table(
            'requirements-other',
            'Errors and other objectives',
            ['Operation', 'Metric', '>Target', '>Limit', 'Priority'],
            others.map((sla) => [
              nameOf(draft, sla),
              words(sla.metric ?? '–'),
              demand(sla, sla.target),
              demand(sla, sla.limit),
              priority(sla),
            ]),
            { empty: '' },
          ),
        ]
      : []),
    ...(milestones.length > 0
      ? [
          table(
            'requirements-milestones',
            'Milestones',
            ['At', 'Operation', 'Metric', '>Target', '>Limit', 'Priority'],
            milestones.map((sla) => [
              or(sla.at),
              nameOf(draft, sla),
              words(sla.metric ?? '–'),
              demand(sla, sla.target),
              demand(sla, sla.limit),
              priority(sla),
            ]),
            { empty: '' },
          ),
        ]
      : []),
    ...availability(draft),
    table(
      'requirements-resources',
      'System resource limits',
      ['Resource', '>Normal load target', '>Peak load target', '>Alert threshold', '>Critical threshold'],
      (draft.resources ?? []).map((one) => [
        or(one.metric),
        or(one.normal),
        or(one.peak),
        or(one.alert),
        or(one.critical),
      ]),
      { empty: 'The plan sets no limits on resources.' },
    ),
  ]
}

function availability({ availability: one }: PlanDraft): ReportBlock[] {
  const uptime = parsePercent(one?.uptime ?? '')
  const budget = uptime.ok ? (downtimeBudget(uptime.value) ?? []) : []
  const most = (per: string): Cell | null => {
    const found = budget.find((span) => span.per === per)
    return found ? words(`${Math.round(found.ms / 6000) / 10}\u00a0minutes`) : null
  }
  return [
    heading(3, 'Availability requirements'),
    one
      ? fields([
          ['Uptime target', or(one.uptime)],
          ['Most downtime in a month', most('month')],
          ['Most downtime in a day', most('day')],
          ['Back within (RTO)', or(one.rto)],
          ['Data lost at most (RPO)', or(one.rpo)],
          ['Asked with', or(one.probe)],
          ['Asked every', or(one.interval)],
          ['Up means', or(one.success)],
        ])
      : { kind: 'text', text: 'The plan asks for no availability.' },
  ]
}

export const or = (text: string | undefined): Cell => words(text?.trim() || '–')

const LATENCY = /^(p\d|mean|median|min|max)/

const isLatency = (metric: string | undefined): boolean => LATENCY.test(metric?.trim() ?? '')

const priority = (sla: SlaDraft): Cell => words(sla.priority ?? 'high')

function nameOf(draft: PlanDraft, { label, operation, flow, payload }: SlaDraft): Cell {
  const named = draft.operations?.find(({ key }) => key === operation)?.name || operation
  const subject = flow ? `Flow ${flow}` : !named || named === '*' ? 'All operations' : named
  return words([label && label !== subject ? `${label} (${subject})` : subject, payload].filter(Boolean).join(', '))
}

function tierOf(draft: PlanDraft, { key, label, scenario, when = [] }: SlaDraft): string {
  const named = draft.scenarios?.find((one) => one.key === scenario)?.name
  const types = when.map((condition) => condition.replace(/^type:\s*/, '')).join(', ')
  return label || named || types || key
}

/** As written: `< 200ms`. */
function demand({ comparator, metric }: SlaDraft, value: string | undefined): Cell {
  if (!value?.trim()) return words('–')
  const sign = comparator ?? (/^(rate|availability|check_rate)/.test(metric?.trim() ?? '') ? '>=' : '<')
  return words(`${sign.replace('<=', '≤').replace('>=', '≥')} ${value.trim()}`)
}
