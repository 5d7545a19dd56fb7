// What could be made faster: as people write it, beside what the plan says of pools, growth and indexes.

import type { ReportInput } from '../report-input.ts'
import { type Cell, fields, heading, narrative, type ReportBlock, table, words } from '../report-model.ts'
import { or } from './requirements.ts'

const UNWRITTEN = 'Nothing beyond the recommendations was written.'

export function tuningBlocks(input: ReportInput): ReportBlock[] {
  const { draft, texts } = input
  const { policy } = draft.scaling ?? {}
  return [
    heading(2, 'Performance tuning recommendations'),
    narrative('tuning/code', 'Application: queries, caching, code', UNWRITTEN, texts),
    table('tuning-pools', 'Connection pooling', ['Component', '>Pool size', '>Timeout'], pools(input), {
      empty: 'The plan states no pools.',
    }),
    narrative('tuning/infrastructure', 'Infrastructure: scaling, balancing, database', UNWRITTEN, texts),
    fields([
      [
        'Scaling strategy',
        words(
          policy ? `${policy.min ?? '–'} to ${policy.max ?? '–'} ${policy.unit ?? ''}`.trim() : 'the plan states none',
        ),
      ],
      ['Scaling metric', words(policy?.target || 'the plan states none')],
      ['Indexing strategy', words(draft.testData?.preload?.indexing || 'the plan states none')],
    ]),
  ]
}

function pools({ draft, cycle }: ReportInput): Cell[][] {
  const { client, environments } = draft
  const components = environments?.find(({ key }) => key === cycle.environment.key)?.components ?? []
  return [
    ...(client?.connections || client?.connectTimeout
      ? [[words('HTTP connections of the load generator'), or(client.connections), or(client.connectTimeout)]]
      : []),
    ...components
      .filter(({ maxConnections }) => maxConnections)
      .map(({ name, maxConnections }) => [or(name), or(maxConnections), words('–')]),
  ]
}
