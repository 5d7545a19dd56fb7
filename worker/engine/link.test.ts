import { describe, expect, it } from 'vitest'
import { pathOfLink, urlAt } from './link.ts'
import { hold, load, operation, planOf } from './plan-fixture.ts'
import { runPlan, serve } from './run-fixture.ts'

const base = new URL('http://shop.test:8080/api/')

describe('a link', () => {
  it.each([
    ['/api/items/2?page=1', '/api/items/2?page=1'],
    ['/items/2', '/api/items/2'],
    ['items/2', '/api/items/2'],
    ['?page=2', '/api/?page=2'],
    ['/api', '/api'],
    ['/apis', '/api/apis'],
    ['/items#top', '/api/items'],
    ['http://shop.test:8080/other?x=a%20b#top', '/other?x=a%20b'],
    ['//shop.test:8080/other', '/other'],
    ['//evil.test/other', 'http://evil.test/other'],
    ['https://shop.test:8080/other', 'https://shop.test:8080/other'],
  ])('%s is asked for as %s', (link, path) => {
    expect(pathOfLink(link, base)).toBe(path)
  })

  it('stays on its host with two slashes before it', () => {
    expect(urlAt('//evil.test/x', base)?.href).toBe('http://shop.test:8080//evil.test/x')
  })
})

it('a run asks for the links it was given, and sends none of another host', async () => {
  const asked = new Set<string>()
  const server = await serve((request, response) => {
    asked.add(request.url!)
    const { host } = request.headers
    const answer = { same: `http://${host}/items/1`, bare: 'items/2', other: 'http://evil.test/items/3' }
    response.end(JSON.stringify(answer))
  })
  const extract = Object.fromEntries(
    ['same', 'bare', 'other'].map((name) => [name, { from: 'body' as const, path: `$.${name}` }]),
  )
  const links = ['same', 'bare', 'other'].map((name) => operation(name, { path: `{{ ${name} }}` }))
  const steps = ['list', 'same', 'bare', 'other'].map((key) => ({ kind: 'operation' as const, operation: key }))
  const plan = planOf(
    server.url,
    [operation('list', { extract }), ...links],
    load('rate', hold(300, 10)),
    { flows: [{ key: 'browse', name: 'Browse', steps }] },
    { mix: [{ kind: 'flow', key: 'browse', weight: 1 }] },
  )
  const ran = await runPlan(plan)
  expect([...asked].sort()).toEqual(['/items/1', '/items/2', '/list'])
  expect([ran.counts('same').ok, ran.counts('bare').ok, ran.counts('other').failed]).toEqual([3, 3, 3])
  expect(ran.samples.find(({ operation: key }) => key === 'other')?.problem).toMatch(
    /^The path leads to http:\/\/evil\.test/,
  )
  await server.close()
})
