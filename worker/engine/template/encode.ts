// How a value is written where it stands in a request: nothing that is filled in can end a path or a line.

const PLAIN_SEGMENT = /^[\w.~-]*$/

/** Half of a surrogate pair, which an answer may hold, becomes U+FFFD: it cannot be encoded. */
export function encodeSegment(value: string): string {
  return PLAIN_SEGMENT.test(value) ? value : encodeURIComponent(value.toWellFormed())
}

export function encodePath(value: string): string {
  return encodeURI(value.toWellFormed()).replaceAll(/%25([0-9A-Fa-f]{2})/g, '%$1')
}

const PLAIN_HEADER = /^[\t\x20-\x7e]*$/

/** Never a line break or another control character; what is not ASCII goes out as UTF-8 bytes. */
export function encodeHeader(value: string): string {
  if (PLAIN_HEADER.test(value)) return value
  const clean = value.replaceAll(/[\x00-\x08\x0a-\x1f\x7f]+/g, ' ')
  return Buffer.from(clean, 'utf8').toString('latin1')
}
