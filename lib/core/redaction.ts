const mask = '[redacted]'

const sensitiveKey =
  /^(authorization|proxy-authorization|cookie|set-cookie|pass(word|phrase)?|pwd|secret|client[-_]?secret|token|(access|refresh|api|id)[-_]?token|(x[-_])?api[-_]?key|private[-_]?key|ciphertext|credentials?)$/i

const urlPassword = /\b([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi
const bearer = /\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi

/** Text without passwords in URLs and without credentials of an Authorization header. */
export function redactText(text: string): string {
  return text.replace(urlPassword, `$1:${mask}@`).replace(bearer, `$1 ${mask}`)
}

/**
 * A copy of a value fit for a log: values under sensitive keys are masked at any depth, texts are cleaned by `redactText`.
 * Deeper than eight levels is cut, so that a cycle ends.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return redactText(value)
  if (value === null || typeof value !== 'object') return value
  if (depth >= 8) return '[deep]'
  if (value instanceof Error) return redactError(value, depth)
  if (Array.isArray(value)) return value.map((item) => redact(item, depth + 1))
  if (value instanceof Date || ArrayBuffer.isView(value)) return value
  const entries = Object.entries(value).map(([key, item]) => {
    const masked = sensitiveKey.test(key) && item !== undefined && item !== null
    return [key, masked ? mask : redact(item, depth + 1)]
  })
  return Object.fromEntries(entries)
}

function redactError(error: Error, depth: number): unknown {
  const own = redact(Object.fromEntries(Object.entries(error)), depth + 1) as object
  return {
    ...own,
    type: error.name,
    message: redactText(error.message),
    ...(error.stack ? { stack: redactText(error.stack) } : {}),
    ...(error.cause === undefined ? {} : { cause: redact(error.cause, depth + 1) }),
  }
}
