// A sampled request as a command that sends it again. What was hidden stays hidden: the reader fills it in.

import type { SampleView } from '#lib/runs/sample.ts'

/** Set by curl itself, or only true of the connection the request went over. */
const NOT_COPIED = new Set(['host', 'connection', 'content-length', 'transfer-encoding'])

/** null when curl cannot send it: a malformed request that went out byte for byte, or one whose body was cut. */
export function asCurl({ request }: Pick<SampleView, 'request'>): string | null {
  const { method, url, headers, body, bodyBytes } = request
  const isVerbatim = headers.length === 0 && body !== ''
  const isCut = new TextEncoder().encode(body).length < bodyBytes
  if (isVerbatim || isCut) return null
  const parts = [`curl -i -X ${method} ${quote(url)}`]
  for (const [name, value] of headers)
    if (!NOT_COPIED.has(name.toLowerCase())) parts.push(`-H ${quote(`${name}: ${value}`)}`)
  if (body !== '') parts.push(`--data-raw ${quote(body)}`)
  return parts.join(' \\\n  ')
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`
