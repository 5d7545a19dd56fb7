import { parseCheck, parseExtraction } from '../check-parser.ts'
import type { Check, CompiledBody, CompiledFlow, CompiledOperation, Extraction, ThinkTime } from '../compiled.ts'
import type { OperationDraft, PlanDraft } from '../document/plan.ts'
import { type CompileLog, isBlank } from './compile-log.ts'
import { readThinkTime } from './think-time.ts'

export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const

export function compileOperations(draft: PlanDraft, log: CompileLog): CompiledOperation[] {
  return (draft.operations ?? []).map((operation) => compileOperation(operation, log))
}

function compileOperation(operation: OperationDraft, log: CompileLog): CompiledOperation {
  const place = `operations.${operation.key}`
  const request = operation.request ?? {}
  const body = compileBody(operation, log)
  return {
    key: operation.key,
    name: operation.name || operation.key,
    service: request.service || null,
    method: log.choice(`${place}.request.method`, request.method?.toUpperCase(), METHODS, 'GET'),
    path: compilePath(`${place}.request.path`, request.path, log),
    headers: headersFor(operation, log),
    body,
    payload: operation.payload || null,
    timeoutMs: log.timeLimit(`${place}.timeout`, operation.timeout),
    redirects: log.choice(`${place}.redirects`, operation.redirects, ['none', 'follow'], 'none'),
    checks: compileChecks(`${place}.checks`, operation.checks ?? [], log),
    extract: compileExtract(`${place}.extract`, operation.extract ?? {}, log),
    poll: null,
    metrics: [],
    verbatim: false,
  }
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

function compileBody(operation: OperationDraft, log: CompileLog): CompiledBody | null {
  const body = operation.request?.body
  if (!body) return null
  const place = `operations.${operation.key}.request.body`
  const kinds = (['json', 'text', 'form', 'multipart'] as const).filter((kind) => body[kind] !== undefined)
  if (kinds.length > 1) {
    log.error('body', place, `A request has one body, this has ${kinds.join(' and ')}`, `Keep ${kinds[0]}`)
  }
  if (body.json !== undefined) return { kind: 'json', template: jsonTemplate(body.json) }
  if (body.text !== undefined) return { kind: 'text', template: body.text }
  if (body.form !== undefined) return { kind: 'text', template: formTemplate(body.form) }
  return null
}

/** JSON text in which `{{ pick("a", "b") }}` stays as it was written. */
function jsonTemplate(json: unknown): string {
  return JSON.stringify(json).replace(/\{\{(.*?)\}\}/g, (_, inside: string) => `{{${JSON.parse(`"${inside}"`)}}}`)
}

/** `a=1&b={{ id }}`: names and fixed parts encoded, templates left for the run. */
function formTemplate(form: Record<string, string>): string {
  const encode = (text: string) =>
    text
      .split(/(\{\{.*?\}\})/)
      .map((part) => (part.startsWith('{{') ? part : encodeURIComponent(part)))
      .join('')
  return Object.entries(form)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&')
}

export function compileChecks(place: string, texts: string[], log: CompileLog): Check[] {
  return texts.flatMap((text, index) => {
    if (isBlank(text)) return []
    const parsed = parseCheck(text)
    if (parsed.ok) return [parsed.check]
    log.syntax(`${place}.${index}`, parsed.problem)
    return []
  })
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

/** What an operation asks for that the engine cannot send yet; null when it can be run. */
export function cannotRun(operation: OperationDraft): string | null {
  if (operation.request?.body?.multipart) return 'a multipart body'
  if (operation.poll) return 'polling until a job is done'
  return null
}
