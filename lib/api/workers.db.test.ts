import { beforeAll, describe, expect, it } from 'vitest'
import { setUp } from '#lib/access/commands/setup.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { makeRun } from '#lib/runs/testing.ts'
import { contextOfRequest } from './context.ts'
import { handleApiRequest } from './handler.ts'

const database = useTestDatabase()
let token = ''

async function call(method: string, path: string, body?: unknown) {
  const request = new Request(`http://127.0.0.1:3000/api/v1${path}`, {
    method,
    headers: { host: '127.0.0.1:3000', 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const response = await handleApiRequest(request, (each) => contextOfRequest(each, database.db))
  const text = await response.text()
  return { status: response.status, body: text ? JSON.parse(text) : undefined }
}

beforeAll(async () => {
  const account = { name: 'Ada', email: 'ada@example.test', password: 'correct horse battery' }
  token = (await setUp({ db: database.db, now: new Date() }, account)).token
})

describe('the API of workers', () => {
  it('tells who is up, what they can be asked for, and what they do', async () => {
    const id = '0193c7a0-7c1e-7000-8000-1a2b3c4d5e6f'
    const worker = { host: 'build-2', pid: 7, version: '1', labels: ['eu'], cores: 4, threads: 3 }
    await database.db.worker.create({ data: { id, ...worker } })
    const idle = await call('GET', '/workers')
    expect(idle).toMatchObject({ status: 200, body: { items: [{ ...worker, isBusy: false, run: null }] } })
    const run = await makeRun(database.db, { state: 'running' })
    await database.db.shard.updateMany({ where: { runId: run.id }, data: { state: 'held', ownerId: id } })
    const busy = await call('GET', '/workers')
    const part = { id: run.id, label: 'R-1', shard: 0, shards: 1 }
    expect(busy.body.items[0]).toMatchObject({ isBusy: true, run: part, heartbeatAt: expect.any(String) })
  })

  it('stops all load and allows it again', async () => {
    expect(await call('GET', '/workers/stop-all')).toMatchObject({
      status: 200,
      body: { stopped: false, reason: null },
    })
    expect(await call('POST', '/workers/stop-all', {})).toMatchObject({ status: 400, body: { code: 'invalid_input' } })
    expect(await call('POST', '/workers/stop-all', { reason: 'Fire' })).toMatchObject({ status: 200 })
    const state = { stopped: true, by: 'Ada (token Setup)', reason: 'Fire', since: expect.any(String) }
    expect((await call('GET', '/workers/stop-all')).body).toEqual(state)
    expect(await call('DELETE', '/workers/stop-all')).toMatchObject({ status: 204 })
    expect(await call('DELETE', '/workers/stop-all')).toMatchObject({ status: 409 })
  })
})

describe('the load of a run in the API', () => {
  it('is changed by a level, the plan again, or the word to go on, and by one of them alone', async () => {
    const { id } = await makeRun(database.db, { state: 'running', startedAt: new Date() })
    const path = `/runs/${id}/load`
    expect(await call('POST', path, { level: 3 })).toMatchObject({
      status: 200,
      body: { leftPlanAtMs: expect.any(Number) },
    })
    expect(await call('POST', path, { level: null })).toMatchObject({ status: 200 })
    expect(await call('POST', path, { continue: true })).toMatchObject({ status: 422 })
    for (const body of [{}, { level: 3, continue: true }, { level: -1 }]) {
      expect(await call('POST', path, body)).toMatchObject({ status: 400 })
    }
    const newest = await call('GET', `/runs/${id}/events?limit=1`)
    expect(newest.body.items).toMatchObject([{ text: expect.stringMatching(/^Load as planned again, by /) }])
    const before = await call('GET', `/runs/${id}/events?cursor=${newest.body.nextCursor}`)
    expect(before.body).toEqual({
      items: [
        expect.objectContaining({ text: expect.stringMatching(/^Load set to .* by .*; the run left its plan$/) }),
      ],
    })
  })
})

describe('secrets in the API', () => {
  it('are given, named and taken away, and never told', async () => {
    const project = await call('POST', '/projects', { name: 'Shop' })
    const path = `/projects/${project.body.id}/secrets`
    expect((await call('PUT', `${path}/staging/API_KEY`, { value: 'hunter2' })).status).toBe(204)
    const { body } = await call('GET', path)
    expect(body.items).toEqual([{ environment: 'staging', name: 'API_KEY', updatedAt: expect.any(String) }])
    const refused = await call('PUT', `${path}/staging/API_KEY`, { value: 'hunter2', extra: 'hunter2' })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused.body)).not.toContain('hunter2')
    expect((await call('DELETE', `${path}/staging/API_KEY`)).status).toBe(204)
    expect((await call('GET', path)).body.items).toEqual([])
  })
})
