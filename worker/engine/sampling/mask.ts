// What must not be seen in a sample: secrets of the environment, and values whose names say that they let somebody in. They are hidden
// wherever they stand: in URLs, headers and bodies, as they are or percent-encoded, escaped for JSON, as header bytes, or in Base64. Of
// payment card numbers the last four digits stay.

import { hideCardNumbers } from '#lib/runs/card-number.ts'
import { HIDDEN } from '#lib/runs/hidden.ts'
import { hideNamed, isSensitiveName } from '#lib/runs/sensitive-text.ts'
import { encodeHeader, encodePath } from '../template/encode.ts'

/** A tail this short may be the beginning of anything. */
const SHORTEST_TAIL = 4

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

/** The cut may have left the beginning of a secret at the end. */
function withoutTail(text: string, forms: readonly string[]): string {
  for (const form of forms) {
    for (let length = Math.min(form.length - 1, text.length); length >= SHORTEST_TAIL; length--) {
      if (text.endsWith(form.slice(0, length))) return `${text.slice(0, -length)}${HIDDEN}`
    }
  }
  return text
}
