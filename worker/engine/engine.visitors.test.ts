import { afterEach, expect, it, vi } from 'vitest'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { CLIENT, hold, load, operation, planOf } from './plan-fixture.ts'
import { runPlan, serve, type TestServer } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

const servers: TestServer[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
})

/** Who comes without a cookie is given one; the other service tells which it was sent. */
async function shop() {
  let visitors = 0
  const seen: { url: string; cookie: string | undefined }[] = []
  const reports = await serve((request, response) => {
    seen.push({ url: `reports ${request.url}`, cookie: request.headers.cookie })
    response.end('{"total":3}')
  })
  const pages = await serve((request, response) => {
    seen.push({ url: `pages ${request.url}`, cookie: request.headers.cookie })
    if (request.url === '/home' && !request.headers.cookie?.includes('visitor='))
      response.setHeader('set-cookie', [`visitor=v${++visitors}; Path=/`, 'tour=1; Path=/basket'])
    response.setHeader('x-basket', `b-${visitors}`)
    response.end('<form><input name="csrf" value="c0ffee"></form>')
  })
  servers.push(pages, reports)
  const plan = (part: Partial<CompiledPlan> = {}): CompiledPlan => {
    const made = planOf(
      pages.url,
      [
        operation('home', {
          extract: {
            basket: { from: 'header', name: 'X-Basket' },
            csrf: { from: 'pattern', pattern: 'name="csrf" value="([^"]+)"' },
          },
        }),
        operation('basket', { path: '/basket/{{ basket }}?csrf={{ csrf }}' }),
        operation('report', { service: 'reports', path: '/sum/{{ basket }}' }),
      ],
      load('users', hold(1000, 3), { thinkTime: { kind: 'constant', ms: 100 } }),
      {
        flows: [
          {
            key: 'visit',
            name: 'Visit',
            steps: [
              { operation: 'home' },
              { thinkMs: { kind: 'constant', ms: 20 } },
              { operation: 'basket' },
              { operation: 'report' },
            ],
          },
        ],
        ...part,
      },
      { mix: [{ kind: 'flow', key: 'visit', weight: 1 }] },
    )
    made.environments[0]!.services = { reports: reports.url }
    return made
  }
  return { seen, plan, visitors: () => visitors }
}

it('a user keeps its cookies over all its iterations and services, and goes on with what it was told', async () => {
  const { seen, plan, visitors } = await shop()
  const ran = await runPlan(plan())
  expect(visitors()).toBe(3)
  expect(ran.counts('*').failed).toBe(0)
  expect(ran.counts('visit').ok).toBeGreaterThan(9)
  const baskets = seen.filter(({ url }) => url.startsWith('pages /basket'))
  expect(new Set(baskets.map(({ cookie }) => cookie))).toEqual(new Set([1, 2, 3].map((n) => `tour=1; visitor=v${n}`)))
  for (const { url } of baskets) expect(url).toMatch(/^pages \/basket\/b-\d\?csrf=c0ffee$/)
  const reports = seen.filter(({ url }) => url.startsWith('reports'))
  expect(reports).toHaveLength(ran.counts('report').sent)
  for (const { url, cookie } of reports) expect(`${url} ${cookie}`).toMatch(/^reports \/sum\/b-\d visitor=v\d$/)
})

it('an arrival is a new visitor, and nobody keeps cookies where the plan says so', async () => {
  const { seen, plan, visitors } = await shop()
  const arrivals = plan()
  arrivals.scenarios[0]!.load = load('rate', hold(1000, 20))
  const ran = await runPlan(arrivals)
  expect(visitors()).toBe(20)
  expect(ran.counts('visit')).toMatchObject({ ok: 20, failed: 0 })
  expect(new Set(seen.filter(({ url }) => url.includes('/basket/')).map(({ cookie }) => cookie)).size).toBe(20)
  seen.length = 0
  await runPlan(plan({ client: { ...CLIENT, cookies: false } }))
  expect(seen.filter(({ cookie }) => cookie !== undefined)).toEqual([])
})

it('cookies set on the way of a redirect are sent to where it leads, each once', async () => {
  const cookies: unknown[] = []
  const server = await serve((request, response) => {
    cookies.push(request.headers.cookie)
    if (request.url === '/login') {
      response.writeHead(302, { location: '/in/', 'set-cookie': ['session=s1; Path=/', 'first=1; Path=/login'] }).end()
    } else response.end()
  })
  servers.push(server)
  const login = operation('login', { redirects: 'follow', headers: { Cookie: 'own={{ user }}' } })
  const ran = await runPlan(planOf(server.url, [login], load('users', hold(1000, 1), { iterations: 2 })))
  expect(ran.counts('login')).toMatchObject({ ok: 2, sent: 2 })
  expect(cookies).toEqual(['own=0', 'own=0; session=s1', 'own=0; first=1; session=s1', 'own=0; session=s1'])
})

it('a pattern that never comes to an end stops nobody, and is no failure of the target', async () => {
  const page = `<p>${'a'.repeat(40)}!</p>`
  const server = await serve((_request, response) => response.end(page))
  servers.push(server)
  const plan = planOf(
    server.url,
    [
      operation('bad', { extract: { id: { from: 'pattern', pattern: '>((a+)+)$' } } }),
      operation('good', { extract: { id: { from: 'pattern', pattern: '<p>(a+)' } } }),
    ],
    load('rate', hold(2000, 50)),
  )
  const ran = await runPlan(plan)
  expect(ran.counts('bad')).toMatchObject({ offered: 50, ok: 0, failed: 0, droppedGenerator: 50 })
  expect(ran.outcome.message).toMatch(/^The pattern >\(\(a\+\)\+\)\$ takes longer than 50 ms/)
  expect(ran.counts('good')).toMatchObject({ offered: 50, ok: 50, failed: 0 })
})

it('a flow whose step the generator gives up is dropped with it, and no failure of the target', async () => {
  const server = await serve((_request, response) => response.end(`<p>${'a'.repeat(40)}!</p>`))
  servers.push(server)
  const bad = operation('bad', { extract: { id: { from: 'pattern', pattern: '>((a+)+)$' } } })
  const ran = await runPlan(
    planOf(
      server.url,
      [bad, operation('after')],
      load('rate', hold(500, 20)),
      { flows: [{ key: 'both', name: 'Both', steps: [{ operation: 'bad' }, { operation: 'after' }] }] },
      { mix: [{ kind: 'flow', key: 'both', weight: 1 }] },
    ),
  )
  expect(ran.counts('both')).toMatchObject({ offered: 10, ok: 0, failed: 0, droppedGenerator: 10 })
  expect(ran.counts('after')).toMatchObject({ offered: 0, skipped: 10 })
})
