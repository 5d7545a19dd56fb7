// With what it was tested: the tool and its limits, what was sent, and what was collected.

import type { OperationDraft, PlanDraft } from '#lib/plans/document/plan.ts'
import { hideInTemplate } from '#lib/runs/sensitive-text.ts'
import type { ReportInput } from '../report-input.ts'
import { fields, heading, type ReportBlock, table, words } from '../report-model.ts'
import { or } from './requirements.ts'

export function toolBlocks({ draft }: ReportInput): ReportBlock[] {
  const { client } = draft
  const custom = (draft.operations ?? []).flatMap(({ metrics }) => metrics ?? []).map(({ key, label }) => label || key)
  return [
    heading(2, 'Performance testing tools'),
    fields([
      ['Load generator', words('Headroom, its own engine')],
      ['Most virtual users', words(client?.maxUsers || 'no cap but that of the scenario')],
      ['Connection pool', words(client?.connections || 'one connection for each user, kept open')],
      ['Connection timeout', words(client?.connectTimeout || 'the default')],
      ['First byte timeout', words(client?.firstByteTimeout || 'the default')],
      ['Request timeout', words(client?.requestTimeout || 'the default')],
      ['A connection for each', client?.connectionPer ? words(client.connectionPer) : null],
      ['Real-time monitoring', words('each second, while a run goes on')],
      ['Detailed metrics', words('counts, rates and response times of each operation, to a thousandth')],
      ['Custom metrics', words(custom.join(', ') || 'none')],
    ]),
    table(
      'operations',
      'Test script',
      ['Operation', 'Request', 'Payload', 'Checks', 'Timeout'],
      (draft.operations ?? []).map((one) => [
        words(one.name || one.key),
        words(requestOf(one)),
        or(one.payload),
        or(one.checks?.join('; ')),
        or(one.timeout),
      ]),
      { empty: 'The plan sends nothing.' },
    ),
    ...flows(draft),
    collected(draft),
  ]
}

const requestOf = ({ request }: OperationDraft): string =>
  `${request?.method || 'GET'} ${hideInTemplate(request?.path ?? '')}`.trim()

function flows(draft: PlanDraft): ReportBlock[] {
  if (!draft.flows?.length) return []
  const nameOf = (key: string): string => draft.operations?.find((one) => one.key === key)?.name || key
  return [
    table(
      'flows',
      'Flows',
      ['Flow', 'Steps'],
      draft.flows.map(({ key, name, steps }) => [
        words(name || key),
        words(
          (steps ?? [])
            .map((step) => (typeof step === 'string' ? nameOf(step) : `pause ${step.think ?? ''}`))
            .join(' → '),
        ),
      ]),
      { empty: '' },
    ),
  ]
}

const collected = ({ monitors }: PlanDraft): ReportBlock =>
  table(
    'monitors',
    'Monitoring and metrics collection',
    ['Metric', 'Of', 'Type', 'Unit', 'Labels', 'Buckets', 'Read every'],
    (monitors ?? []).flatMap(({ key: monitor, name, interval, metrics }) =>
      (metrics ?? []).map((one) => [
        words(one.label || one.key),
        words([name || monitor, one.role].filter(Boolean).join(', ')),
        or(one.type),
        or(one.unit),
        or(one.labels?.join(', ')),
        or(one.buckets?.join(', ')),
        or(interval),
      ]),
    ),
    {
      empty: 'The plan has no monitors: CPU, memory, disk, network, connections and queues of the target are untested.',
    },
  )
