// What must not be seen in a sample: secrets of the environment, and values whose names say that they let somebody in. They are hidden
// wherever they stand: in URLs, headers and bodies, as they are or percent-encoded, escaped for JSON, as header bytes, or in Base64. Of
// payment card numbers the last four digits stay.

import { HIDDEN } from '#lib/runs/hidden.ts'
import { encodeHeader, encodePath } from '../template/encode.ts'
import { hideCardNumbers } from './card-number.ts'

const SENSITIVE =
  /token|secret|passw|passphrase|pwd|api-?_?key|auth(?!or(?!i[sz]))|session|credential|jwt|bearer|cookie|signature/i
/** A tail this short may be the beginning of anything. */
const SHORTEST_TAIL = 4

export function isSensitiveName(name: string): boolean {
  return SENSITIVE.test(name)
}

/** Hides texts that hold what is secret. */
export class Mask {
  readonly #always: string[]

  /** `secrets`: the values of the environment's secrets. */
  constructor(secrets: readonly string[]) {
    this.#always = secrets.flatMap(formsOf)
  }

  /** One that also hides `values`, which are those of one exchange. */
  with(values: readonly string[]): (text: string, isCut?: boolean) => string {
    const forms = [...new Set([...this.#always, ...values.flatMap(formsOf)])].sort((a, b) => b.length - a.length)
    return (text, isCut = false) => {
      let masked = hideNamed(text)
      for (const form of forms) if (masked.includes(form)) masked = masked.replaceAll(form, HIDDEN)
      masked = hideCardNumbers(masked, isCut)
      return isCut ? withoutTail(masked, forms) : masked
    }
  }
}

/** A header with the value hidden when its name says so. */
export function maskHeader([name, value]: [string, string], mask: (text: string) => string): [string, string] {
  return [name, isSensitiveName(name) ? HIDDEN : mask(value)]
}

/** With and without the line break at its end that a file gave it, and that does not come back. */
function formsOf(value: string): string[] {
  return [...new Set([value, value.trim()])].filter((text) => text !== '').flatMap(writtenForms)
}

function writtenForms(value: string): string[] {
  const bytes = Buffer.from(value)
  return [
    value,
    encodeURIComponent(value.toWellFormed()),
    encodePath(value),
    encodeHeader(value),
    JSON.stringify(value).slice(1, -1),
    bytes.toString('base64'),
    bytes.toString('base64url'),
  ]
}

const FIELD = /"([^"\\]+)"\s*:\s*/g
const NUMBER = /-?\d[\d.eE+-]*/y
const PIECE = /"(?:[^"\\]|\\.)*(?:"|\\?$)|[[{]|[\]}]|[^"[\]{}]+/sy

/** Fields of JSON, whatever their value; true, false and null tell nothing. */
function hideFields(text: string): string {
  let shown = ''
  let at = 0
  for (const field of text.matchAll(FIELD)) {
    if (field.index < at || !isSensitiveName(field[1]!)) continue
    const from = field.index + field[0].length
    const to = endOfValue(text, from)
    if (to === from) continue
    const isCut = to === text.length && !/["\]}\d]$/.test(text.slice(from + 1))
    shown += `${text.slice(at, from)}"${HIDDEN}${isCut ? '' : '"'}`
    at = to
  }
  return shown + text.slice(at)
}

/** Past the value that begins at `from`, or past all that is there of it. */
function endOfValue(text: string, from: number): number {
  if (!/["[{]/.test(text[from] ?? '')) {
    NUMBER.lastIndex = from
    return from + (NUMBER.exec(text)?.[0].length ?? 0)
  }
  let depth = 0
  PIECE.lastIndex = from
  for (let piece = PIECE.exec(text); piece; piece = PIECE.exec(text)) {
    if (/^[[{]/.test(piece[0])) depth++
    else if (/^[\]}]/.test(piece[0])) depth--
    if (depth <= 0) return PIECE.lastIndex
  }
  return text.length
}

/** Fields of JSON, forms, queries and heads. */
function hideNamed(text: string): string {
  return hideFields(text)
    .replace(/(^|[?&;])([\w.%[\]-]+)=([^&;\s"]+)/gm, (field, before: string, name: string) =>
      isSensitiveName(name) ? `${before}${name}=${HIDDEN}` : field,
    )
    .replace(/^([\w-]+):[^\r\n]+/gm, (line, name: string) => (isSensitiveName(name) ? `${name}: ${HIDDEN}` : line))
}

/** The cut may have left the beginning of a secret at the end. */
function withoutTail(text: string, forms: readonly string[]): string {
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, text.length); length >= SHORTEST_TAIL; length--) {
      if (text.endsWith(form.slice(0, length))) return `${text.slice(0, -length)}${HIDDEN}`
    }
  }
  return text
}
