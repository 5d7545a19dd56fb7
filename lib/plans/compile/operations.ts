import { parseCheck, parseExtraction } from '../check-parser.ts'
import type {
  Check,
  CompiledFlow,
  CompiledMetric,
  CompiledOperation,
  CompiledPoll,
  Extraction,
  ThinkTime,
} from '../compiled.ts'
import type { OperationDraft, PlanDraft } from '../document/plan.ts'
import { compileBody } from './body.ts'
import { type CompileLog, isBlank } from './compile-log.ts'
import { readThinkTime } from './think-time.ts'

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

export function compileOperations(draft: PlanDraft, log: CompileLog): CompiledOperation[] {
  return (draft.operations ?? []).map((operation) => compileOperation(operation, log))
}

function compileOperation(operation: OperationDraft, log: CompileLog): CompiledOperation {
  const place = `operations.${operation.key}`
  const request = operation.request ?? {}
  const verbatim = operation.verbatim ?? false
  return {
    key: operation.key,
    name: operation.name || operation.key,
    service: request.service || null,
    method: verbatim
      ? request.method || 'GET'
      : log.choice(`${place}.request.method`, request.method?.toUpperCase(), METHODS, 'GET'),
    path: verbatim ? (request.path ?? '') : compilePath(`${place}.request.path`, request.path, log),
    headers: verbatim ? (request.headers ?? {}) : headersFor(operation, log),
    body: compileBody(operation, log),
    payload: operation.payload || null,
    timeoutMs: log.timeLimit(`${place}.timeout`, operation.timeout),
    redirects: log.choice(`${place}.redirects`, operation.redirects, ['none', 'follow'], 'none'),
    checks: compileChecks(`${place}.checks`, operation.checks ?? [], log),
    extract: compileExtract(`${place}.extract`, operation.extract ?? {}, log),
    poll: compilePoll(`${place}.poll`, operation.poll, log),
    metrics: compileMetrics(`${place}.metrics`, operation.metrics ?? [], log),
    ...readWrite(operation, place, log),
    verbatim,
  }
}

function readWrite({ key, write }: OperationDraft, place: string, log: CompileLog): Pick<CompiledOperation, 'write'> {
  if (!write || (isBlank(write.key) && isBlank(write.readBack))) return {}
  const name = log.required(`${place}.write.key`, write.key, 'What a write is known by', 'key: "{{ orderId }}"')
  const readBack = log.required(
    `${place}.write.readBack`,
    write.readBack,
    'The operation that reads it',
    'readBack: read-order',
  )
  if (readBack === key) {
    const message = 'An operation cannot read back what it writes by writing it again'
    log.error('write', `${place}.write.readBack`, message, 'Name the operation that reads, for example read-order')
  }
  return { write: { key: name, readBack } }
}

function compilePath(place: string, text: string | undefined, log: CompileLog): string {
  const path = log.required(place, text, 'The path of the request', '/orders')
  if (path !== '' && !path.startsWith('/') && !path.startsWith('{{')) {
    const absolute = /^https?:/i.test(path)
    const fix = absolute ? 'Name the host under services of the environment and write only the path' : `Write /${path}`
    log.error('address', place, `"${path}" is not a path; a path begins with /`, fix)
  }
  if (/[\s]/.test(path.replace(/\{\{.*?\}\}/g, '')))
    log.error('address', place, 'A path holds no spaces', 'Write %20 for a space')
  return path
}

const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/

function headersFor(operation: OperationDraft, log: CompileLog): Record<string, string> {
  const place = `operations.${operation.key}.request.headers`
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(operation.request?.headers ?? {})) {
    if (!HEADER_NAME.test(name))
      log.error('header', place, `"${name}" is no header name`, 'Write, for example, content-type')
    if (/[\r\n]/.test(value)) log.error('header', `${place}.${name}`, 'A header value stands on one line')
    headers[name.toLowerCase()] = value
  }
  if (operation.request?.body?.form) headers['content-type'] ??= 'application/x-www-form-urlencoded'
  return headers
}

const POLL_EVERY_MS = 1000
const POLL_TIMEOUT_MS = 600_000

/** Defaults: every second, for at most 10 minutes. */
function compilePoll(place: string, poll: OperationDraft['poll'], log: CompileLog): CompiledPoll | null {
  if (!poll) return null
  const path = compilePath(`${place}.path`, poll.path, log)
  const written = log.required(`${place}.until`, poll.until, 'What ends the polling', 'until: "body $.status = done"')
  const until = readCheck(`${place}.until`, written, log)
  const message = 'Polling every 0 ms never pauses'
  const everyMs = log.notZero(
    `${place}.every`,
    log.duration(`${place}.every`, poll.every),
    message,
    'Write, for example, 1s',
  )
  const timeoutMs = log.timeLimit(`${place}.timeout`, poll.timeout) ?? POLL_TIMEOUT_MS
  return until ? { path, until, everyMs: everyMs ?? POLL_EVERY_MS, timeoutMs } : null
}

type MetricDraft = NonNullable<OperationDraft['metrics']>[number]

function compileMetrics(place: string, metrics: MetricDraft[], log: CompileLog): CompiledMetric[] {
  return metrics.flatMap((metric) => {
    const at = `${place}.${metric.key}`
    const take = log.required(
      `${at}.take`,
      metric.take,
      'Where the number is taken from',
      'take: "body $.rowsPerSecond"',
    )
    const kind = log.choice(`${at}.kind`, metric.kind, ['trend', 'rate', 'counter'], 'trend')
    const parsed = take === '' ? null : parseExtraction(take)
    if (!parsed?.ok) {
      if (parsed) log.syntax(`${at}.take`, parsed.problem)
      return []
    }
    return [
      { key: metric.key, label: metric.label || metric.key, kind, unit: metric.unit || null, take: parsed.extraction },
    ]
  })
}

function compileChecks(place: string, texts: string[], log: CompileLog): Check[] {
  return texts.flatMap((text, index) => readCheck(`${place}.${index}`, text, log) ?? [])
}

/** null when blank or wrong, which is logged. */
export function readCheck(place: string, text: string | undefined, log: CompileLog): Check | null {
  if (isBlank(text)) return null
  const parsed = parseCheck(text ?? '')
  if (parsed.ok) return parsed.check
  log.syntax(place, parsed.problem)
  return null
}

function compileExtract(place: string, texts: Record<string, string>, log: CompileLog): Record<string, Extraction> {
  const extract: Record<string, Extraction> = {}
  for (const [name, text] of Object.entries(texts)) {
    const parsed = parseExtraction(text)
    if (parsed.ok) extract[name] = parsed.extraction
    else log.syntax(`${place}.${name}`, parsed.problem)
  }
  return extract
}

export function compileFlows(draft: PlanDraft, log: CompileLog): CompiledFlow[] {
  return (draft.flows ?? []).map((flow) => {
    const place = `flows.${flow.key}.steps`
    const steps = (flow.steps ?? []).flatMap((step, index): CompiledFlow['steps'] => {
      if (typeof step === 'string') return isBlank(step) ? [] : [{ operation: step.trim() }]
      const thinkMs: ThinkTime | null = readThinkTime(`${place}.${index}.think`, step.think, log)
      return thinkMs ? [{ thinkMs }] : []
    })
    if (!steps.some((step) => 'operation' in step)) {
      log.error(
        'missing',
        place,
        `The flow ${flow.key} has no operation`,
        'Write, for example, steps: [create-order, read-order]',
      )
    }
    return { key: flow.key, name: flow.name || flow.key, steps }
  })
}
