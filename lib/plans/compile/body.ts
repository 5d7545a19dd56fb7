import type { CompiledBody, MultipartPart } from '../compiled.ts'
import type { OperationDraft } from '../document/plan.ts'
import { type CompileLog, isBlank } from './compile-log.ts'

type BodyDraft = NonNullable<NonNullable<OperationDraft['request']>['body']>

export function compileBody(operation: OperationDraft, log: CompileLog): CompiledBody | null {
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
  return body.multipart ? { kind: 'multipart', parts: readParts(body.multipart, `${place}.multipart`, log) } : null
}

/** JSON text in which `{{ pick("a", "b") }}` stays as it was written. */
function jsonTemplate(json: unknown): string {
  if (typeof json === 'string') return jsonText(json)
  if (Array.isArray(json)) return `[${json.map(jsonTemplate).join(',')}]`
  if (typeof json !== 'object' || json === null) return JSON.stringify(json)
  const members = Object.entries(json).map(([name, value]) => `${jsonText(name)}:${jsonTemplate(value)}`)
  return `{${members.join(',')}}`
}

/** Braces that are opened and not closed are text: with the `}}` of a later object they would be taken for a template. */
function jsonText(text: string): string {
  const parts = text
    .split(/(\{\{.*?\}\})/s)
    .map((part, index) => (index % 2 === 1 ? part : JSON.stringify(part).slice(1, -1).replaceAll('{{', '{\\u007b')))
  return `"${parts.join('')}"`
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

const EXAMPLE = 'Write, for example, file: { dataset: contacts, name: contacts.csv }'

function readParts(multipart: NonNullable<BodyDraft['multipart']>, place: string, log: CompileLog): MultipartPart[] {
  const parts = Object.entries(multipart).map(([name, part]): MultipartPart => {
    if (typeof part === 'string')
      return { name, content: { kind: 'text', template: part }, fileName: null, contentType: null }
    if (!isBlank(part.file)) {
      const message = 'A file is sent as a data set'
      log.error('body', `${place}.${name}.file`, message, `Name it under testData.datasets. ${EXAMPLE}`)
    } else if (isBlank(part.dataset) === (part.value === undefined)) {
      log.error('body', `${place}.${name}`, 'A part holds either a dataset or a value', EXAMPLE)
    }
    const dataset = part.dataset?.trim()
    return {
      name,
      content: dataset ? { kind: 'dataset', dataset } : { kind: 'text', template: part.value ?? '' },
      fileName: part.name || (dataset ? `${dataset}.csv` : null),
      contentType: part.type || (dataset ? 'text/csv' : null),
    }
  })
  if (parts.length === 0) log.error('body', place, 'The multipart body has no part', EXAMPLE)
  return parts
}
