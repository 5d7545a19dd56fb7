// Where and with what it was tested, as the plan describes it.

import type { EnvironmentDraft, PlanDraft } from '#lib/plans/document/plan.ts'
import { sayDuration, sayMoment } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { fields, heading, type ReportBlock, table, words } from '../report-model.ts'
import { or } from './requirements.ts'

export function environmentBlocks(input: ReportInput): ReportBlock[] {
  const { draft, cycle } = input
  const one = draft.environments?.find(({ key }) => key === cycle.environment.key)
  return [
    heading(2, 'Test environment'),
    { kind: 'text', text: `As people wrote it into revision ${cycle.revision.number} of the plan, but for the times.` },
    fields([
      ['Environment', words(`${cycle.environment.name || cycle.environment.key}${one?.kind ? `, ${one.kind}` : ''}`)],
      ['Base URL', one?.baseUrl ? words(one.baseUrl) : null],
      ['Further services', one?.services ? words(pairsOf(one.services)) : null],
      ['Version under test', words(cycle.versionUnderTest || '–')],
      ...testTimes(input),
    ]),
    table(
      'environment-components',
      'System architecture',
      ['Component', 'Type', '>Instances', 'Resources', 'Configuration', 'Limits'],
      (one?.components ?? []).map((part) => [
        or(part.name),
        or(part.type),
        or(part.instances),
        or(part.resources),
        or(part.configuration),
        or(limitsOf(part)),
      ]),
      { empty: 'The plan names no components.' },
    ),
    table(
      'environment-generators',
      'Load generators',
      ['Location', 'Capacity', 'Specification', 'Tool'],
      (one?.loadGenerators ?? []).map((part) => [
        or(part.location),
        or(part.capacity),
        or(part.specification),
        or(part.tool || 'Headroom'),
      ]),
      { empty: 'The plan describes no load generators.' },
    ),
    ...variables(one),
    table(
      'environment-network',
      'Network configuration',
      ['Component', '>Bandwidth', '>Latency', '>Packet loss', '>Jitter'],
      (one?.links ?? []).map((link) => [
        words([link.from, link.to].filter(Boolean).join(' → ') || '–'),
        or(link.bandwidth),
        or(link.latency),
        or(link.packetLoss),
        or(link.jitter),
      ]),
      { empty: 'The plan describes no network links.' },
    ),
    ...testData(draft),
  ]
}

const pairsOf = (record: Record<string, string>): string =>
  Object.entries(record)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')

/** `200 connections, 1000 users, 1000/s` */
export const limitsOf = ({ maxConnections, maxUsers, maxRate }: Component): string =>
  [maxConnections && `${maxConnections} connections`, maxUsers && `${maxUsers} users`, maxRate]
    .filter(Boolean)
    .join(', ')

type Component = NonNullable<EnvironmentDraft['components']>[number]

function testTimes({ runs, matrix, now }: ReportInput) {
  const started = runs.flatMap(({ head }) => head.startedAt ?? []).sort()[0]
  const total = matrix.reduce((sum, row) => sum + (row.durationMs ?? 0), 0)
  return [
    ['Total test time', words(sayDuration(total))],
    ['First run', started ? words(sayMoment(started)) : null],
    ['Analysed', words(sayMoment(now))],
  ] as const
}

/** Names and values of variables; of secrets the names alone. */
function variables(one: EnvironmentDraft | undefined): ReportBlock[] {
  const lines = [
    ...Object.entries(one?.variables ?? {}).map(([name, value]) => `${name}=${value}`),
    ...(one?.secrets ?? []).map((name) => `${name}=[secret]`),
  ]
  if (lines.length === 0) return []
  return [heading(3, 'Environment variables'), { kind: 'code', text: lines.join('\n') }]
}

function testData({ testData: data }: PlanDraft): ReportBlock[] {
  const kinds = Object.entries(data?.accounts?.distribution ?? {}).map(([name, share]) => `${name} ${share}`)
  return [
    table(
      'environment-test-data',
      'Test data',
      ['Data', '>Count', 'Size or source', 'Description'],
      [
        ...(data?.accounts
          ? [[words('User accounts'), or(data.accounts.count), words('–'), words(kinds.join(', ') || '–')]]
          : []),
        ...(data?.payloads ?? []).map((one) => [words(`Payload ${one.key}`), or(one.count), or(one.size), words('–')]),
        ...(data?.datasets ?? []).map((one) => [
          words(`Data set ${one.key}`),
          or(one.generate?.rows),
          words(one.file ?? `generated${one.generate?.kind ? `, ${one.generate.kind}` : ''}`),
          or(
            [
              ...(['valid', 'invalid', 'duplicate'] as const).flatMap((kind) =>
                one.generate?.[kind] ? [`${one.generate[kind]} ${kind}`] : [],
              ),
              ...(one.columns?.length ? [`columns ${one.columns.join(', ')}`] : []),
              ...(one.pick ? [`taken ${one.pick}`] : []),
            ].join(', '),
          ),
        ]),
        ...(data?.preload
          ? [
              [
                words('Preloaded records'),
                or(data.preload.records),
                or(data.preload.distribution),
                or(data.preload.indexing),
              ],
            ]
          : []),
      ],
      { empty: 'The plan prepares no test data.' },
    ),
  ]
}
