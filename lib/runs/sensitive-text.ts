// What a text gives away by itself: values whose names say that they let somebody in, and payment card numbers.

import { hideCardNumbers } from './card-number.ts'
import { HIDDEN } from './hidden.ts'

const SENSITIVE =
  /token|secret|passw|passphrase|pwd|api-?_?key|auth(?!or(?!i[sz]))|session|credential|jwt|bearer|cookie|signature/i

export function isSensitiveName(name: string): boolean {
  return SENSITIVE.test(name)
}

/** What a plan holds: its templates stay as they are, for they show nothing. */
export function hideInTemplate(text: string): string {
  const parts = text.split(/(\{\{.*?\}\})/)
  return parts.map((part, index) => (index % 2 === 1 ? part : hideCardNumbers(hideNamed(part)))).join('')
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

/** Values of fields of JSON, forms, queries and heads whose names say that they let somebody in. */
export function hideNamed(text: string): string {
  return hideFields(text)
    .replace(/(^|[?&;])([\w.%[\]-]+)=([^&;\s"]+)/gm, (field, before: string, name: string) =>
      isSensitiveName(name) ? `${before}${name}=${HIDDEN}` : field,
    )
    .replace(/^([\w-]+):[^\r\n]+/gm, (line, name: string) => (isSensitiveName(name) ? `${name}: ${HIDDEN}` : line))
}
