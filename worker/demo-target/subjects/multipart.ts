// The file in a multipart/form-data body (RFC 7578): the first part with a file name, else the first part.

/** null when the body is no multipart of this boundary. */
export function fileInMultipart(body: Buffer, contentType: string): Buffer | null {
  const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType)
  if (!boundary) return null
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  let first: Buffer | null = null
  for (let at = body.indexOf(mark); at >= 0; ) {
    const next = body.indexOf(mark, at + mark.length)
    if (next < 0) return first
    const part = body.subarray(at + mark.length + 2, next - 2)
    const headEnd = part.indexOf('\r\n\r\n')
    if (headEnd >= 0) {
      const content = part.subarray(headEnd + 4)
      if (/\bfilename=/i.test(part.subarray(0, headEnd).toString('latin1'))) return content
      first ??= content
    }
    at = next
  }
  return null
}
