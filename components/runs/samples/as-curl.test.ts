import { describe, expect, it } from 'vitest'
import { asCurl } from './as-curl.ts'

const request = {
  method: 'POST',
  url: 'http://shop/orders?q=a b',
  headers: [
    ['Host', 'shop'],
    ['content-type', 'application/json'],
    ['authorization', '•••'],
  ] as [string, string][],
  body: `{"note":"it's"}`,
  bodyBytes: 15,
}

describe('a sample as curl', () => {
  it('sends method, headers and body again, quoted for a shell', () => {
    expect(asCurl({ request })).toBe(
      [
        "curl -i -X POST 'http://shop/orders?q=a b'",
        "-H 'content-type: application/json'",
        "-H 'authorization: •••'",
        `--data-raw '{"note":"it'\\''s"}'`,
      ].join(' \\\n  '),
    )
  })

  it('is not made of what curl cannot send as it was', () => {
    expect(asCurl({ request: { ...request, bodyBytes: 9000 } })).toBeNull()
    expect(asCurl({ request: { ...request, headers: [], body: 'GET /\0 HTTP/9' } })).toBeNull()
  })
})
