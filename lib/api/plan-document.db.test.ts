import { beforeEach, describe, expect, it } from 'vitest'
import { makeMember } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { createPlan } from '#lib/plans/commands/create.ts'
import { handlePlanDocument } from './plan-document.ts'

const database = useTestDatabase()
const yaml = `headroom: "1"
name: Orders API
operations:
  - key: read
    request: { method: GET, path: /orders }
`
let id = ''
let ada: Awaited<ReturnType<typeof makeMember>>

beforeEach(async () => {
  ada = await makeMember(database.db, 'engineer')
  const draft = { headroom: '1' as const, name: 'Orders API' }
  id = (await createPlan(ada.ctx, ada.projectId, draft)).id
})

async function send(
  method: string,
  { query = '', headers = {}, body }: { query?: string; headers?: HeadersInit; body?: string } = {},
) {
  const url = `http://127.0.0.1:3000/api/v1/plans/${id}/document${query}`
  const response = await handlePlanDocument(new Request(url, { method, headers, body }), id, async () => ada.ctx)
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) }
}

const put = (body: string, ifMatch?: string, type = 'application/yaml') =>
  send('PUT', { body, headers: { 'content-type': type, ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }) } })

describe('the plan document', () => {
  it('is read as YAML or JSON, with its version as ETag', async () => {
    const asYaml = await send('GET')
    expect(asYaml.status).toBe(200)
    expect(asYaml.headers.get('content-type')).toContain('application/yaml')
    expect(asYaml.headers.get('etag')).toBe('"1"')
    expect(asYaml.text).toContain('name: Orders API')
    const asJson = await send('GET', { query: '?format=json' })
    expect(asJson.json()).toEqual({ headroom: '1', name: 'Orders API' })
    expect((await send('GET', { headers: { 'if-none-match': '"1"' } })).status).toBe(304)
    expect(await send('GET', { query: '?format=xml' })).toMatchObject({ status: 400 })
  })

  it('is replaced by who names the version they started from, and comes back as it was sent', async () => {
    const saved = await put(yaml, '"1"')
    expect(saved.status).toBe(200)
    expect(saved.headers.get('etag')).toBe('"2"')
    expect((await put((await send('GET')).text, '"2"')).json()).toMatchObject({ version: 2 })
    const json = JSON.stringify({ headroom: 1, name: 'Renamed' })
    expect((await put(json, '2', 'application/json; charset=utf-8')).json()).toMatchObject({ version: 3 })
  })

  it('is refused where it holds text that cannot be kept, naming the place', async () => {
    const half = JSON.stringify({ headroom: 1, name: 'Orders', summary: 'half \ud83d' })
    expect(await put(half, '"1"', 'application/json')).toMatchObject({
      ...{ status: 400, text: expect.stringContaining('summary: The text holds') },
    })
    expect((await put('headroom: "1"\nname: "half \\uD83D"\n', '"1"')).status).toBe(400)
    expect((await put('headroom: "1"\nname: "a\\0b"\n', '"1"')).status).toBe(400)
  })

  it('keeps the order in which the keys of a body were written', async () => {
    const body = 'body: { json: { zulu: 1, alpha: { delta: [], beta: null } } }'
    const text = yaml.replace('path: /orders }', `path: /orders, ${body} }`)
    expect((await put(text, '"1"')).status).toBe(200)
    const { operations } = (await send('GET', { query: '?format=json' })).json()
    expect(JSON.stringify(operations[0].request.body.json)).toBe('{"zulu":1,"alpha":{"delta":[],"beta":null}}')
  })

  it('refuses a stale version with 409 and keeps what is there', async () => {
    await put(yaml, '"1"')
    const stale = await put('name: Mine', '"1"')
    expect(stale.status).toBe(409)
    expect(stale.json()).toMatchObject({ code: 'conflict', details: { version: 2 } })
    expect((await send('GET')).text).toContain('key: read')
  })

  it('asks for If-Match when there is none', async () => {
    for (const missing of [undefined, '*', '"x"']) {
      const answer = await put(yaml, missing)
      expect(answer.status).toBe(422)
      expect(answer.json().message).toContain('If-Match: "7"')
    }
  })

  it('says in which line and column a document is wrong and what is right', async () => {
    const answer = await put('headroom: 1\nname: Orders\noperation: []\n', '"1"')
    expect(answer.status).toBe(400)
    const { code, message, details } = answer.json()
    expect(code).toBe('invalid_input')
    expect(message).toMatch(/line 3, column 1/)
    expect(details.problems[0]).toMatchObject({ line: 3, column: 1, message: expect.stringContaining('operations') })
    expect((await put('name: [', '"1"')).status).toBe(400)
  })

  it('refuses other content types, bodies that are too large and JSON that is none', async () => {
    expect((await put(yaml, '"1"', 'text/plain')).json().message).toContain('application/yaml')
    expect((await put('{"name"', '"1"', 'application/json')).json().message).toContain('not valid JSON')
    expect((await put(`name: ${'x'.repeat(2_200_000)}`, '"1"')).json()).toMatchObject({ code: 'invalid_input' })
  })

  it('is not there for others', async () => {
    const eve = await makeMember(database.db, 'admin')
    const request = new Request(`http://127.0.0.1:3000/api/v1/plans/${id}/document`)
    expect((await handlePlanDocument(request, id, async () => eve.ctx)).status).toBe(404)
    const nobody = async () => ({ ...eve.ctx, actor: null })
    expect((await handlePlanDocument(request, id, nobody)).status).toBe(401)
    expect((await handlePlanDocument(request, 'nope', async () => eve.ctx)).status).toBe(404)
  })
})
