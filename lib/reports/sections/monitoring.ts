// What to watch from now on: panels with their lines, alerts, what would warn early, and what it costs.

import type { PlanDraft, SlaDraft } from '#lib/plans/document/plan.ts'
import type { ReportInput } from '../report-input.ts'
import { type Cell, fields, heading, type ReportBlock, table, words } from '../report-model.ts'
import { or } from './requirements.ts'

const UNREAD = words('untested: no monitor read it during the runs')

export function monitoringBlocks({ draft }: ReportInput): ReportBlock[] {
  const { policy } = draft.scaling ?? {}
  return [
    heading(2, 'Monitoring and alerting'),
    table('panels', 'Performance dashboard', ['Panel', 'Metric', 'Drawn as', 'Warning', 'Critical'], panels(draft), {
      note: 'Refreshed each second on the page of a running run; the lines are target and limit of the plan.',
      empty: '',
    }),
    table(
      'alerts',
      'Key metrics to monitor',
      ['Alert', 'When', 'Severity', 'Told to', 'What to do'],
      (draft.alerts ?? []).map((one) => [
        words(one.name || one.key),
        or(one.when?.join(' or ')),
        or(one.severity),
        or(one.notify?.join(', ')),
        or(one.procedure),
      ]),
      { empty: 'The plan has no alerts.' },
    ),
    table(
      'monitoring-enhancements',
      'Enhanced and predictive monitoring',
      ['Metric', 'Collection interval', 'Alerting threshold'],
      [
        [words('Request latency percentiles'), words('1 second'), alertsOn(draft, /^p\d|^mean/)],
        [words('Business transaction rate'), words('1 second'), alertsOn(draft, /^(rate|flow)/)],
        [words('Trend of response times'), words('1 second'), words('not forecast')],
        [words('Exhaustion of resources'), words('–'), UNREAD],
      ],
      { empty: '' },
    ),
    heading(3, 'Scaling and cost'),
    fields([
      ['Scaling events', UNREAD],
      ['Scaling latency', words(policy?.up ? `expected within ${policy.up}; untested` : 'the plan expects no scaling')],
      [
        'Cost',
        words(
          [draft.cost?.expected, draft.cost?.budget && `of a budget of ${draft.cost.budget}`]
            .filter(Boolean)
            .join(' ') || 'the plan states none',
        ),
      ],
    ]),
  ]
}

function panels(draft: PlanDraft): Cell[][] {
  const slas = (draft.slas ?? []).filter(({ at }) => at === undefined)
  const lines = (metric: RegExp): [Cell, Cell] => {
    const own = slas.filter((sla) => metric.test(sla.metric?.trim() ?? ''))
    return [words(said(own, 'target')), words(said(own, 'limit'))]
  }
  const resources = draft.resources ?? []
  const resource = (at: 'alert' | 'critical'): string =>
    resources.map((one) => [one.metric, one[at]].filter(Boolean).join(' ')).join('; ')
  return [
    [words('Request rate'), words('rate'), words('over time'), ...lines(/^rate/)],
    [words('Response time percentiles'), words('p50, p95, p99'), words('over time'), ...lines(/^p95/)],
    [words('Error rate'), words('error_rate'), words('gauge'), ...lines(/^error_rate/)],
    [
      words('System resources'),
      words(resources.map(({ metric }) => metric).join(', ') || 'CPU, memory, disk'),
      words('one panel'),
      or(resource('alert')),
      or(resource('critical')),
    ],
  ]
}

/** `100ms` where all agree, `100ms to 600ms` where they do not. */
function said(slas: readonly SlaDraft[], end: 'target' | 'limit'): string {
  const values = [...new Set(slas.flatMap((sla) => sla[end]?.trim() || []))]
  if (values.length === 0) return '–'
  return values.length <= 3 ? values.join(', ') : `${values.length} different ones`
}

const alertsOn = ({ alerts }: PlanDraft, metric: RegExp): Cell =>
  or(
    (alerts ?? [])
      .flatMap(({ when }) => when ?? [])
      .filter((sentence) => metric.test(sentence))
      .join('; '),
  )
