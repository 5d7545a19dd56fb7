import { AppError } from '#lib/core/errors.ts'

/** Of a JSON call. A plan document, the largest thing sent, is at most 1 MB. */
export const maxBodyBytes = 2 * 1024 * 1024

/** The same request with its body read, however it was announced. Throws `invalid_input` past `maxBytes`. */
export async function withBoundedBody(request: Request, maxBytes: number = maxBodyBytes): Promise<Request> {
  if (request.body === null) return request
  const body = await readBody(request, maxBytes)
  return new Request(request.url, {
    method: request.method,
    headers: request.headers,
    body: body as Uint8Array<ArrayBuffer>,
    signal: request.signal,
  })
}

async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = Number(request.headers.get('content-length')) || 0
  if (size > maxBytes) throw tooLarge(maxBytes)
  size = 0
  const reader = (request.body as ReadableStream<Uint8Array>).getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(parts)
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      throw tooLarge(maxBytes)
    }
    parts.push(value)
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('invalid_input', `The body is larger than ${maxBytes / 1024 / 1024} MB. Send less at once.`)
}
