import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { CompiledMonitor, CompiledMonitorMetric } from '#lib/plans/compiled.ts'
import { hold, inputOf, load, planOf } from '#worker/engine/plan-fixture.ts'
import { serve, type TestServer } from '#worker/engine/run-fixture.ts'
import { Watch } from './watch.ts'

const seen: { url: string; authorization: string | undefined }[] = []
const watches: Watch[] = []
let target: TestServer

beforeAll(async () => {
  target = await serve((request, response) => {
    const url = request.url ?? ''
    seen.push({ url, authorization: request.headers.authorization })
    const json = (document: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(document))
    }
    if (url === '/metrics') response.end('pool_used 3\npool_size 4\n')
    else if (url === '/metrics.json') json({ pool: { used: 3, size: '4' }, name: 'x', isUp: true })
    else if (url === '/long') response.end(Buffer.alloc(5_000_000, 'a 1\n'))
    else if (url === '/moved') response.writeHead(302, { location: '/metrics' }).end()
    else if (url === '/page') response.end('<html>')
    else if (url.startsWith('/silent')) return
    else if (url.startsWith('/api/v1/query')) {
      const query = new URL(url, 'http://x').searchParams.get('query')
      if (query === 'up')
        json({
          status: 'success',
          data: { resultType: 'vector', result: [1, 2].map((n) => ({ metric: { n: `${n}` }, value: [1, `${n}`] })) },
        })
      else if (query === 'none') json({ status: 'success', data: { resultType: 'vector', result: [] } })
      else json({ status: 'error', error: 'parse error: unexpected end' }, 400)
    } else json({}, 404)
  })
})
afterEach(() => {
  for (const watch of watches.splice(0)) watch.close()
})
afterAll(() => target.close())

const metric = (key: string, take: string): CompiledMonitorMetric => ({
  ...{ key, label: key, role: null, unit: null, kind: 'gauge', take, counts: [], balance: [] },
})

async function read(part: Partial<CompiledMonitor>, takes: string[], mostMs?: number) {
  const metrics = takes.map((take, at) => metric(`m${at}`, take))
  const monitor: CompiledMonitor = {
    ...{ key: 'app', name: 'App', kind: 'prometheus-endpoint', url: null, headers: {}, intervalMs: 10_000, metrics },
    ...part,
  }
  const input = inputOf(planOf(target.url, [], load('users', hold(1000, 1))), { secrets: { TOKEN: 'very-secret' } })
  const watch = new Watch(monitor, input)
  watches.push(watch)
  const { taken } = await watch.read(mostMs)
  return [...taken.values()].map((one) => (one.ok ? one.value : one.why))
}

describe('a monitor', () => {
  it('reads Prometheus text, with headers that are filled in, from the target itself or elsewhere', async () => {
    const headers = { authorization: 'Bearer {{ secret.TOKEN }}' }
    expect(await read({ url: '/metrics', headers }, ['pool_used / pool_size * 100'])).toEqual([75])
    expect(seen.at(-1)).toEqual({ url: '/metrics', authorization: 'Bearer very-secret' })
    expect(await read({ url: `${target.url}/metrics` }, ['pool_used'])).toEqual([3])
  })

  it('reads numbers in JSON by their paths', async () => {
    const takes = ['$.pool.used / $.pool.size', '$.isUp', '$.name', '$.none', "$['pool']['used']", 'pool_used']
    expect(await read({ kind: 'json', url: '/metrics.json' }, takes)).toEqual([
      ...[0.75, 1, 'The answer has no number at $.name.', 'The answer has nothing at $.none.', 3],
      'The source tells nothing of pool_used; did you mean $.pool.used?',
    ])
  })

  it('asks a Prometheus server each query', async () => {
    expect(await read({ kind: 'prometheus-query', url: '/' }, ['up', 'none', 'up('])).toEqual([
      ...[3, 'The query found no series.', 'The query failed: parse error: unexpected end.'],
    ])
  })

  it.each([
    [{ url: '/none' }, 'The source answered 404.'],
    [{ url: '/moved' }, 'The source answered 302; redirects are not followed, so write the address it leads to.'],
    [{ url: '/long' }, 'The answer is longer than 4 MB.'],
    [{ url: '/page' }, 'The answer is no Prometheus text.'],
    [{ url: '/page', kind: 'json' as const }, 'The answer is no JSON.'],
    [{ url: 'http://127.0.0.1:1/metrics' }, 'The source refused the connection.'],
    [{ url: 'http://no-such-name.invalid/metrics' }, 'The name of the source is not known.'],
    [{ url: null }, 'The plan states no address for it; write, for example, url: http://127.0.0.1:4010/metrics.'],
    [{ url: '{{ secret.NONE }}/x' }, 'monitor app: the secret NONE has no value in this environment'],
  ])('says why it reads nothing: %o', async (part, why) => {
    expect(await read(part, ['pool_used'])).toEqual([why])
  })

  it('gives up in time, asks only whom it may, and tells no secret', async () => {
    expect(await read({ url: '/silent/{{ secret.TOKEN }}' }, ['a'], 50)).toEqual(['The source did not answer in time.'])
    const [why] = await read({ url: 'http://10.0.0.1/metrics' }, ['a'])
    expect(why).toContain('10.0.0.1 is not an allowed target')
    const [error] = await read({ kind: 'json', url: '/metrics.json' }, ["$['very-secret']"])
    expect(error).not.toContain('very-secret')
  })
})
