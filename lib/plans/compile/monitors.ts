// Sources of server-side metrics: where each is read, how often, and what is taken. A monitor nobody could read – without an address, or a
// metric without a take – is no reason not to start: its run says what is missing, and the plan check says so before.

import { type CompiledMonitor, type CompiledMonitorMetric, type CompiledPlan, MONITOR_KINDS } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { nearestWord } from '../nearest.ts'
import { isOfGrowth, type TakeExpression } from '../take.ts'
import { parseTake } from '../take-parser.ts'
import type { CompileLog } from './compile-log.ts'

type MonitorDraft = NonNullable<PlanDraft['monitors']>[number]
type MetricDraft = NonNullable<MonitorDraft['metrics']>[number]

const EVERY_MS = 10_000
const SHORTEST_MS = 1_000

export const ADDRESS_EXAMPLES: Record<CompiledMonitor['kind'], string | null> = {
  'prometheus-endpoint': 'http://127.0.0.1:4010/metrics',
  'prometheus-query': 'http://127.0.0.1:9090',
  json: 'http://127.0.0.1:4010/metrics.json',
  postgres: 'postgres://monitor:{{ secret.DB_PASSWORD }}@127.0.0.1:5432/orders',
  host: null,
}

export function compileMonitors(draft: PlanDraft, log: CompileLog): Pick<CompiledPlan, 'monitors'> {
  const { monitors } = draft
  return monitors?.length ? { monitors: monitors.map((monitor) => compileMonitor(monitor, draft, log)) } : {}
}

function compileMonitor(monitor: MonitorDraft, draft: PlanDraft, log: CompileLog): CompiledMonitor {
  const place = `monitors.${monitor.key}`
  const kind = log.choice(`${place}.kind`, monitor.kind, MONITOR_KINDS, 'prometheus-endpoint')
  return {
    key: monitor.key,
    name: monitor.name || monitor.key,
    kind,
    url: ADDRESS_EXAMPLES[kind] === null ? null : address(`${place}.url`, kind, monitor.url, log),
    headers: headersOf(`${place}.headers`, monitor.headers ?? {}, log),
    intervalMs: intervalOf(`${place}.interval`, monitor.interval, log),
    metrics: (monitor.metrics ?? []).map((metric) => compileMetric(place, kind, metric, draft, log)),
  }
}

function intervalOf(place: string, text: string | undefined, log: CompileLog): number {
  const read = log.duration(place, text) ?? EVERY_MS
  if (read >= SHORTEST_MS) return read
  log.error('unit', place, 'A monitor is read at most once a second', 'Write, for example, 10s')
  return SHORTEST_MS
}

/** What is filled in is not known yet; null = none is written. */
function address(
  place: string,
  kind: CompiledMonitor['kind'],
  text: string | undefined,
  log: CompileLog,
): string | null {
  const written = text?.trim() ?? ''
  if (written === '') return null
  const isDatabase = kind === 'postgres'
  const begins = isDatabase ? /^(?:postgres(?:ql)?:\/\/|\{\{)/i : /^(?:https?:\/\/|\/|\{\{)/i
  const filled = written.replace(/\{\{.*?\}\}/g, 'x')
  const isReadable = written.startsWith('{{') || written.startsWith('/') || URL.canParse(filled)
  if (!begins.test(written) || !isReadable) {
    const what = isDatabase ? 'address of a Postgres database' : 'http or https address'
    log.error('address', place, `"${written}" is no ${what}`, `Write, for example, ${ADDRESS_EXAMPLES[kind]}`)
  }
  const password = isDatabase && URL.canParse(written) ? new URL(written).password : ''
  if (password !== '' && !written.includes('{{')) {
    const why = 'A password in a plan can be read by everybody who reads the plan'
    log.error('address', place, why, `Keep it as a secret of the environment and write ${ADDRESS_EXAMPLES.postgres}`)
  }
  return written
}

function headersOf(place: string, headers: Record<string, string>, log: CompileLog): Record<string, string> {
  for (const [name, value] of Object.entries(headers)) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
      log.error('header', place, `"${name}" is no header name`, 'Write, for example, authorization')
    if (/[\r\n]/.test(value)) log.error('header', `${place}.${name}`, 'A header value stands on one line')
  }
  return headers
}

function compileMetric(
  monitor: string,
  kind: CompiledMonitor['kind'],
  metric: MetricDraft,
  draft: PlanDraft,
  log: CompileLog,
): CompiledMonitorMetric {
  const place = `${monitor}.metrics.${metric.key}`
  const type = log.choice(`${place}.type`, metric.type, ['gauge', 'counter', 'histogram'], 'gauge')
  const take = metric.take?.trim() ?? ''
  const expression = readTake(`${place}.take`, kind, take, log)
  const isGrowth = expression ? isOfGrowth(expression) : /\b(?:i?rate|increase|i?delta|deriv)\s*\(/.test(take)
  const metrics = (draft.monitors ?? []).flatMap((one) => (one.metrics ?? []).map(({ key }) => key))
  const operations = (draft.operations ?? []).map(({ key }) => key)
  return {
    key: metric.key,
    label: `${metric.label || metric.key}${kind === 'host' ? ", this worker's machine" : ''}`,
    role: metric.role?.trim() || null,
    unit: metric.unit?.trim() || null,
    kind: type === 'counter' && !isGrowth ? 'counter' : 'gauge',
    take,
    counts: named(`${place}.counts`, metric.counts, 'operation', operations, log),
    balance: named(`${place}.balance`, metric.balance, 'metric', metrics, log),
  }
}

/** null where none is written, and where it is a query for its source alone to read. */
function readTake(place: string, kind: CompiledMonitor['kind'], take: string, log: CompileLog): TakeExpression | null {
  if (take === '' || isQuery(kind, take)) return null
  const read = parseTake(take)
  if (!read.ok) {
    log.syntax(place, read.problem)
    return null
  }
  return read.expression
}

/** What is sent to the source as it is. */
export function isQuery(kind: CompiledMonitor['kind'], take: string): boolean {
  return kind === 'prometheus-query' || (kind === 'postgres' && /^(?:select|with)\b/i.test(take))
}

function named(
  place: string,
  keys: readonly string[] | undefined,
  what: 'operation' | 'metric',
  known: readonly string[],
  log: CompileLog,
): string[] {
  const given = (keys ?? []).map((key) => key.trim()).filter((key) => key !== '')
  for (const [index, key] of given.entries()) {
    if (known.includes(key)) continue
    const near = nearestWord(key, known)
    const example = near ?? known[0] ?? (what === 'operation' ? 'create-order' : 'orders-created')
    const hint = near ? `did you mean "${near}"?` : `known: ${known.join(', ') || 'none'}`
    log.error('unknown-reference', `${place}.${index}`, `There is no ${what} "${key}"; ${hint}`, `Write ${example}`)
  }
  return given
}
