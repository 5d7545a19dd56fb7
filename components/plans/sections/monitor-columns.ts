// What the table of a monitor's metrics shows; how a value is taken depends on the kind of its source.

import { optionsOf } from '#components/ui/options.ts'
import { isQuery } from '#lib/plans/compile/monitors.ts'
import { MONITOR_KINDS } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { parseTake } from '#lib/plans/take-parser.ts'
import type { CellReading, Column } from '../grid/column.ts'

export type Monitor = NonNullable<PlanDraft['monitors']>[number]
export type Metric = NonNullable<Monitor['metrics']>[number]
export type Kind = (typeof MONITOR_KINDS)[number]

export const kindOf = (monitor: Monitor | undefined): Kind =>
  MONITOR_KINDS.find((one) => one === monitor?.kind?.trim()) ?? 'prometheus-endpoint'

const WORKED_OUT = 'rate() of a counter is what it grew by a second'
const TAKES: Record<Kind, string> = {
  'prometheus-endpoint': 'db_pool_used / db_pool_size * 100',
  'prometheus-query': 'sum(rate(http_requests_total[1m]))',
  json: '$.jobs.depth',
  postgres: 'connections_used / connections_max * 100',
  host: 'cpu_usage_percent',
}
const TAKE_HELP: Record<Kind, string> = {
  'prometheus-endpoint': `Names of what is read, worked out with + − * /; ${WORKED_OUT}; a histogram gives its mean`,
  'prometheus-query': 'A query in the language of the server',
  json: `A path into the answer, or several worked out with + − * /; ${WORKED_OUT}`,
  postgres: `Figures worked out with + − * /, or a SELECT that gives one number; ${WORKED_OUT}`,
  host: `Figures of the machine the worker runs on; ${WORKED_OUT}`,
}

function readTake(kind: Kind, take: string): CellReading | null {
  const read = take === '' || isQuery(kind, take) ? null : parseTake(take)
  return read?.ok === false ? { ok: false, message: read.problem.message } : null
}

const metricColumns = (kind: Kind): readonly Column<Metric>[] => [
  {
    id: 'key',
    label: 'Key',
    kind: 'key',
    mono: true,
    className: 'w-28',
    help: 'What sentences call it: a key of cpu is monitor(cpu)',
  },
  { id: 'label', label: 'Name', kind: 'prose', placeholder: 'Processor', className: 'w-32' },
  {
    id: 'role',
    label: 'Role',
    placeholder: 'cpu',
    className: 'w-20',
    suggestions: [
      'cpu',
      'memory',
      'disk',
      'network',
      'pool',
      'queue',
      'connections',
      'cache',
      'restarts',
      'units',
      'cost',
    ],
    help: 'What it stands for, so that charts and findings know it: cpu, memory, pool, queue …',
  },
  {
    id: 'take',
    label: 'Taken as',
    mono: true,
    placeholder: TAKES[kind],
    kind: 'prose',
    className: 'min-w-40',
    help: TAKE_HELP[kind],
    read: ({ take }) => readTake(kind, take?.trim() ?? ''),
  },
  {
    id: 'unit',
    label: 'Unit',
    placeholder: 'percent',
    className: 'w-20',
    suggestions: ['percent', 'bytes', 'ms', 'count', 'per second'],
  },
  {
    id: 'type',
    label: 'Type',
    kind: 'choice',
    options: [{ value: '', label: '–' }, ...optionsOf(['gauge', 'counter', 'histogram'])],
    className: 'w-20',
    help: 'A gauge goes up and down, a counter only grows, a histogram is counts in buckets',
  },
  {
    id: 'alert',
    label: 'Alert at',
    mono: true,
    right: true,
    placeholder: '85',
    className: 'w-20',
    help: 'The value from which people are told',
  },
]

export const METRIC_COLUMNS = Object.fromEntries(MONITOR_KINDS.map((kind) => [kind, metricColumns(kind)])) as Record<
  Kind,
  readonly Column<Metric>[]
>
