import { beforeAll, describe, expect, it } from 'vitest'
import { setUp } from '#lib/access/commands/setup.ts'
import { handleAuthRequest } from '#lib/access/session.ts'
import { makeMember, makePerson } from '#lib/access/testing.ts'
import { createDb } from '#lib/db/client.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { contextOfRequest } from './context.ts'
import { handleApiRequest } from './handler.ts'

const database = useTestDatabase()
const origin = 'http://127.0.0.1:3000'
const account = { name: 'Ada', email: 'ada@example.test', password: 'correct horse battery' }
let token = ''

async function call(
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: HeadersInit } = {},
) {
  const request = new Request(`${origin}/api/v1${path}`, {
    method,
    headers: { host: '127.0.0.1:3000', 'content-type': 'application/json', ...headers },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  })
  const response = await handleApiRequest(request, (each) => contextOfRequest(each, database.db))
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : undefined }
}

const withToken = () => ({ authorization: `Bearer ${token}` })

beforeAll(async () => {
  token = (await setUp({ db: database.db, now: new Date() }, account)).token
})

describe('the API', () => {
  it('answers who is nobody with 401 and what to do', async () => {
    const { status, body } = await call('GET', '/projects')
    expect(status).toBe(401)
    expect(body).toEqual({ code: 'unauthenticated', message: expect.stringContaining('Authorization: Bearer hr_') })
    expect((await call('GET', '/projects', { headers: { authorization: 'Bearer nonsense' } })).status).toBe(401)
  })

  it('creates, reads, changes and deletes at the paths and with the statuses it documents', async () => {
    const headers = withToken()
    const created = await call('POST', '/projects', { body: { name: ' Shop ' }, headers })
    expect(created).toMatchObject({ status: 201, body: { name: 'Shop', role: 'admin' } })
    const path = `/projects/${created.body.id}`
    expect(await call('GET', path, { headers })).toMatchObject({ status: 200, body: { name: 'Shop' } })
    const renamed = await call('PATCH', path, { body: { name: 'Store' }, headers })
    expect(renamed).toMatchObject({ status: 200, body: { name: 'Store' } })
    expect(await call('DELETE', path, { headers })).toMatchObject({ status: 204, body: undefined })
    expect(await call('GET', path, { headers })).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  it('names every field of a bad input and shows what is right', async () => {
    const { status, body } = await call('POST', '/tokens', {
      body: { name: '', role: 'boss', x: 1 },
      headers: withToken(),
    })
    expect(status).toBe(400)
    expect(body.code).toBe('invalid_input')
    expect(body.details.fields).toEqual(
      expect.arrayContaining([
        { path: 'name', message: 'Give what it is for, e.g. "nightly pipeline"' },
        { path: 'role', message: 'Give one of viewer, engineer, lead, admin' },
      ]),
    )
  })

  it('reads numbers of the query string and refuses what is none', async () => {
    const headers = withToken()
    expect((await call('GET', '/projects?limit=1', { headers })).status).toBe(200)
    const { status, body } = await call('GET', '/projects?limit=many', { headers })
    expect(status).toBe(400)
    expect(body.details.fields[0].path).toBe('limit')
  })

  it('says so when a body is no JSON, too large or for nobody', async () => {
    const headers = withToken()
    expect(await call('POST', '/projects', { body: '{"name":', headers })).toMatchObject({
      status: 400,
      body: { code: 'invalid_input', message: expect.stringContaining('not valid JSON') },
    })
    const large = { name: 'x'.repeat(3 * 1024 * 1024) }
    expect(await call('POST', '/projects', { body: large, headers })).toMatchObject({
      status: 400,
      body: { code: 'invalid_input', message: expect.stringContaining('larger than 2 MB') },
    })
    expect(await call('GET', '/nowhere', { headers })).toMatchObject({ status: 404, body: { code: 'not_found' } })
  })

  it('tells nothing about errors nobody foresaw', async () => {
    const request = new Request(`${origin}/api/v1/projects`, { headers: withToken() })
    const broken = { projects: null } as never
    const response = await handleApiRequest(request, async () => ({
      actor: { kind: 'user', userId: 'u', name: 'Ada', isAdmin: false },
      db: broken,
      now: new Date(),
    }))
    expect(response.status).toBe(500)
    expect(await response.json()).toEqual({
      code: 'internal',
      message: expect.not.stringMatching(/undefined|findMany/),
    })
  })

  it('takes the same calls from the typed client, with the same errors', async () => {
    const rpc = await call('POST', '/rpc/projects/get', { body: { json: { id: 'nope' } }, headers: withToken() })
    expect(rpc.status).toBe(400)
    expect(rpc.body.json).toMatchObject({ code: 'invalid_input', data: { fields: [{ path: 'id' }] } })
  })
})

describe('sessions', () => {
  async function signIn(password: string, email = account.email, from = '10.0.0.1') {
    const headers = { host: '127.0.0.1:3000', origin, 'content-type': 'application/json', 'x-forwarded-for': from }
    const body = JSON.stringify({ email, password })
    const request = new Request(`${origin}/api/auth/sign-in/email`, { method: 'POST', headers, body })
    return handleAuthRequest(database.db, request)
  }

  it('begin with the right password, in a cookie scripts cannot read, and let its browser in', async () => {
    const response = await signIn(account.password)
    expect(response.status).toBe(200)
    const cookie = response.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/headroom\.session_token=.*HttpOnly.*SameSite=Lax/i)
    const headers = { cookie: cookie.split(';')[0] ?? '' }
    expect(await call('GET', '/me', { headers })).toMatchObject({
      status: 200,
      body: { kind: 'user', name: 'Ada', email: account.email, isAdmin: true },
    })
    const own = { ...headers, origin, 'sec-fetch-site': 'same-origin' }
    expect((await call('POST', '/projects', { body: { name: 'Mine' }, headers: own })).status).toBe(201)
    const forged = { ...headers, origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
    expect((await call('POST', '/projects', { body: { name: 'Theirs' }, headers: forged })).status).toBe(403)
  })

  it('are not lost while the database is away: the answer is 503, not a sign-in', async () => {
    const cookie = (await signIn(account.password)).headers.get('set-cookie')?.split(';')[0] ?? ''
    const away = createDb('postgres://nobody@127.0.0.1:1/nothing')
    for (const headers of [{ cookie }, withToken()]) {
      const request = new Request(`${origin}/api/v1/me`, { headers })
      const response = await handleApiRequest(request, (each) => contextOfRequest(each, away))
      expect(response.status).toBe(503)
      expect(await response.json()).toMatchObject({ code: 'unavailable' })
    }
    await away.$disconnect()
  })

  it('are not for strangers: sign-up is off', async () => {
    const headers = { origin, 'content-type': 'application/json' }
    const body = JSON.stringify({ name: 'Eve', email: 'eve@example.test', password: 'correct horse' })
    const request = new Request(`${origin}/api/auth/sign-up/email`, { method: 'POST', headers, body })
    expect((await handleAuthRequest(database.db, request)).status).toBe(400)
    expect(await database.db.user.count({ where: { email: 'eve@example.test' } })).toBe(0)
  })

  it('end guessing at one account after ten wrong passwords, from however many addresses', async () => {
    const bob = await makePerson(database.db)
    const statuses: number[] = []
    for (let n = 0; n < 12; n++) statuses.push((await signIn(`wrong guess ${n}`, bob.email, `10.0.1.${n}`)).status)
    expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429])
    expect((await signIn(account.password)).status).toBe(200)
  })
})

describe('the OpenAPI document', () => {
  type Operation = {
    operationId: string
    responses: Record<string, unknown>
    parameters?: { name: string; in: string }[]
  }

  it('describes each call once, with its path parameters, answers and errors', async () => {
    const { status, body } = await call('GET', '/openapi.json')
    expect(status).toBe(200)
    expect(body.openapi).toMatch(/^3\.1/)
    const entries = Object.entries(body.paths as Record<string, Record<string, Operation>>).flatMap(([path, item]) =>
      Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
    )
    const ids = entries.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { path, operation } of entries) {
      expect(Object.keys(operation.responses)).toContain('default')
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
      const described = (operation.parameters ?? []).filter((each) => each.in === 'path').map((each) => each.name)
      expect(described.sort()).toEqual(inPath.sort())
    }
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/setup',
        '/tokens',
        '/projects/{id}',
        '/projects/{id}/members/{userId}',
        '/plans/{id}',
        '/plans/{id}/document',
      ]),
    )
  })

  it('points only to schemas it holds', async () => {
    const { body } = await call('GET', '/openapi.json')
    const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1] ?? '')
    expect(references.length).toBeGreaterThan(0)
    for (const reference of references) {
      const target = reference.split('/').reduce((node, key) => node?.[key.replaceAll('~1', '/')], body)
      expect(target, reference).toBeDefined()
    }
  })

  it('reads as a page that needs nothing from elsewhere', async () => {
    const response = await handleApiRequest(new Request(`${origin}/api/v1/docs`))
    const html = await response.text()
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(html).toContain('/projects/{id}/members')
    expect(html).not.toMatch(/<script|<link|src=|https?:\/\/(?!127)/)
  })
})

it('keeps a member out of what is not theirs, over HTTP as well', async () => {
  const eve = await makeMember(database.db, 'admin')
  const bob = await makeMember(database.db, 'admin')
  const context = async () => eve.ctx
  const response = await handleApiRequest(new Request(`${origin}/api/v1/projects/${bob.projectId}/members`), context)
  expect(response.status).toBe(404)
})
