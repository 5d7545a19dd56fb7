import { describe, expect, it } from 'vitest'
import { RequestHeads, type RequestParts } from './request-head.ts'

const heads = new RequestHeads('api.test:8080')
const render = (parts: Partial<RequestParts>) =>
  heads.render({ method: 'GET', path: '/', headers: [], areHeadersConstant: false, body: null, ...parts })

describe('the head of a request', () => {
  it('has a Host and the length of its body', () => {
    expect(render({ path: '/a?b=c', headers: ['x-a', '1'] })).toBe(
      'GET /a?b=c HTTP/1.1\r\nhost: api.test:8080\r\nx-a: 1\r\n\r\n',
    )
    expect(render({ method: 'POST', body: Buffer.from('häuser') })).toMatch(/\r\ncontent-length: 7\r\n\r\n$/)
    expect(render({ method: 'POST' })).toMatch(/\r\ncontent-length: 0\r\n\r\n$/)
    expect(render({ method: 'DELETE' })).not.toMatch(/content-length/)
  })

  it('has the Host the plan gives, and frames the body itself', () => {
    const text = render({ headers: ['Host', 'other.test', 'Content-Length', '999', 'transfer-encoding', 'chunked'] })
    expect(text).toBe('GET / HTTP/1.1\r\nHost: other.test\r\n\r\n')
  })

  it('escapes what no path can hold, and sends other characters of headers as UTF-8', () => {
    expect(render({ path: '/ö b/€' })).toMatch(/^GET \/%C3%B6%20b\/%E2%82%AC HTTP/)
    const text = render({ headers: ['x-name', 'Łódź', 'x-latin', 'é'] })
    expect(Buffer.from(text, 'latin1').toString('utf8')).toMatch(/x-name: Łódź\r\n/)
    expect(text).toMatch(/x-latin: \xe9\r\n/)
  })

  it.each([
    ['path', { path: '/a\r\nx-evil: 1' }],
    ['path', { path: '/a\0' }],
    ['path', { path: '' }],
    ['header x-a', { headers: ['x-a', 'b\r\nx-evil: 1'] }],
    ['header x-a', { headers: ['x-a', 'b\nc'] }],
    ['header name', { headers: ['x a', 'b'] }],
    ['header name', { headers: ['', 'b'] }],
    ['method', { method: 'GET /\r\n' }],
  ])('cannot be broken out of: %s', (part, parts) => {
    expect(() => render(parts)).toThrow(new RegExp(`^The ${part} .*".*cannot be sent as it is; .*verbatim: true`))
  })

  it('goes to no other host', () => {
    expect(() => render({ path: 'http://evil.test/a?token=s3cret' })).toThrow(
      'The path leads to http://evil.test, and this operation sends to api.test:8080 alone.',
    )
  })

  it('tells nothing of a header value it refuses', () => {
    expect(() => render({ headers: ['cookie', 'sid=s3cret\x01'] })).toThrow(
      /^The header cookie holds "\\u0001", so it (?!.*s3cret)/,
    )
  })

  it('keeps what constant headers render to', () => {
    const headers = ['x-a', '1']
    const first = render({ headers, areHeadersConstant: true })
    expect(render({ headers, areHeadersConstant: true })).toBe(first)
    headers[1] = '2'
    expect(render({ headers })).toMatch(/x-a: 2/)
  })
})
