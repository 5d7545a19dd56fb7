// Request line and header fields as they go out. Nothing that is filled in can end a line: hostile requests are sent as `verbatim`.

import { ExchangeError, UNSENDABLE } from './exchange-error.ts'

/** What a head is made of. */
export interface RequestParts {
  method: string
  path: string
  /** Name, value, name, value, … */
  headers: string[]
  /** The very same array comes again and again: what it renders to is kept. */
  areHeadersConstant: boolean
  body: Buffer | null
}

const METHOD = /^[!#$%&'*+\-.^_`|~\w]+$/
const PLAIN_PATH = /^[\x21-\x7e]+$/
const NAME = METHOD
/** What a field value must not have in it: it could end the line. */
const BREAKING = /[\x00-\x08\x0a-\x1f\x7f]/
/** Methods that say "no content" when they have none (RFC 9110, 8.6). */
const SAYS_EMPTY = new Set(['POST', 'PUT', 'PATCH'])
/** Written from the body itself. */
const OWN_FIELDS = new Set(['content-length', 'transfer-encoding'])

/** Renders the heads of one origin. Strings are latin1: each character is a byte. */
export class RequestHeads {
  readonly #host: string
  readonly #kept = new Map<string[], string>()

  /** `host` as it stands in the Host header. */
  constructor(host: string) {
    this.#host = host
  }

  /** Throws an `ExchangeError` naming the part that cannot be sent. */
  render(parts: RequestParts): string {
    const { method, path, headers, body } = parts
    let fields = parts.areHeadersConstant ? this.#kept.get(headers) : undefined
    if (fields === undefined) {
      fields = this.#fields(headers)
      if (parts.areHeadersConstant) this.#kept.set(headers, fields)
    }
    const line = `${METHOD.test(method) ? method : refuse('method', method)} ${this.#path(path)}`
    if (body !== null) return `${line}${fields}content-length: ${body.length}\r\n\r\n`
    return SAYS_EMPTY.has(method) ? `${line}${fields}content-length: 0\r\n\r\n` : `${line}${fields}\r\n`
  }

  #path(path: string): string {
    if (path.startsWith('/') || path === '*' || path === '') return pathOf(path)
    const elsewhere = URL.parse(path)?.origin ?? 'elsewhere'
    throw new ExchangeError(
      UNSENDABLE,
      `The path leads to ${elsewhere}, and this operation sends to ${this.#host} alone.`,
    )
  }

  #fields(headers: string[]): string {
    let text = ''
    let hasHost = false
    for (let i = 0; i < headers.length; i += 2) {
      const name = headers[i]!
      const lower = name.toLowerCase()
      if (OWN_FIELDS.has(lower)) continue
      if (lower === 'host') hasHost = true
      text += `${NAME.test(name) ? name : refuse('header name', name)}: ${fieldText(name, headers[i + 1]!)}\r\n`
    }
    return hasHost ? ` HTTP/1.1\r\n${text}` : ` HTTP/1.1\r\nhost: ${this.#host}\r\n${text}`
  }
}

function pathOf(path: string): string {
  if (PLAIN_PATH.test(path)) return path
  if (path === '' || BREAKING.test(path)) return refuse('path', path)
  return path.replace(/[^\x21-\x7e]+/g, (part) => encodeURIComponent(part.toWellFormed()))
}

function fieldText(name: string, value: string): string {
  if (BREAKING.test(value)) return refuseHeader(name, value)
  // Characters past latin1 go out as UTF-8, as curl sends them.
  return /[^\x00-\xff]/.test(value) ? Buffer.from(value).toString('latin1') : value
}

const UNSENDABLE_AS_IT_IS = 'cannot be sent as it is; an operation with "verbatim: true" could.'

function refuse(part: string, text: string): never {
  throw new ExchangeError(UNSENDABLE, `The ${part} ${JSON.stringify(text.slice(0, 80))} ${UNSENDABLE_AS_IT_IS}`)
}

/** The value is not told: it may be what lets somebody in. */
function refuseHeader(name: string, value: string): never {
  const [character = ''] = BREAKING.exec(value) ?? []
  throw new ExchangeError(
    UNSENDABLE,
    `The header ${name} holds ${JSON.stringify(character)}, so it ${UNSENDABLE_AS_IT_IS}`,
  )
}
