import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/fetch'
import { beforeAll, expect, it } from 'vitest'
import { makeMember, makeProject, type Person } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { type ApiClient, apiProblem, fieldProblems } from './client.ts'
import { handleApiRequest } from './handler.ts'

const database = useTestDatabase()
let ada: Person & { projectId: string }

/** The client of the browser, its calls led into the handler in place of the network. */
const api: ApiClient = createORPCClient(
  new RPCLink({
    url: 'http://127.0.0.1:3000/api/v1/rpc',
    fetch: (request) => handleApiRequest(request, async () => ada.ctx),
  }),
)

const thrownBy = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  )

beforeAll(async () => {
  ada = await makeMember(database.db, 'engineer')
})

it('carries a plan there and back, and tells a conflict with both values', async () => {
  const created = await api.plans.create({ id: ada.projectId, yaml: 'name: Orders\nsummary: First' })
  expect(created).toMatchObject({ name: 'Orders', version: 1, draft: { summary: 'First' } })
  const edit = (value: string) =>
    api.plans.edit({ id: created.id, baseVersion: 1, operations: [{ op: 'set', path: ['summary'], value }] })
  expect(await edit('Mine')).toMatchObject({ version: 2 })
  expect(apiProblem(await thrownBy(edit('Yours')))).toMatchObject({
    code: 'conflict',
    status: 409,
    details: { version: 2, fields: [{ path: 'summary', yours: 'Yours', theirs: 'Mine' }] },
  })
  expect((await api.plans.list({ id: ada.projectId, limit: 10 })).items).toHaveLength(1)
  expect(await api.plans.lint({ id: created.id })).toMatchObject({ findings: expect.any(Array) })
})

it('hands forms the message for each field', async () => {
  const refused = await thrownBy(api.projects.update({ id: ada.projectId, name: '' }))
  expect(fieldProblems(refused)).toEqual({ name: 'Give a name, e.g. "Orders"' })
  expect(fieldProblems(new TypeError('fetch failed'))).toEqual({})
})

it('names the code where there is nothing to see and where nobody answers', async () => {
  const foreign = await makeProject(database.db)
  expect(apiProblem(await thrownBy(api.projects.get({ id: foreign })))).toMatchObject({
    code: 'not_found',
    status: 404,
  })
  expect(apiProblem(new TypeError('fetch failed'))).toMatchObject({ code: 'unavailable', status: 0 })
})
