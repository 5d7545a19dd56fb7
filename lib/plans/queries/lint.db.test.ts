import { expect, it } from 'vitest'
import { putSecret } from '#lib/access/commands/secret.ts'
import { makeMember } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { createPlan } from '../commands/create.ts'
import { uploadFile } from '../commands/dataset-file.ts'
import { getLint } from './lint.ts'

const database = useTestDatabase()

it('knows how many rows an uploaded file has', async () => {
  const { ctx, projectId } = await makeMember(database.db, 'engineer')
  await uploadFile(ctx, {
    projectId,
    name: 'people.csv',
    content: Buffer.from('email\na@example.test\nb@example.test\n'),
  })
  const { id } = await createPlan(ctx, projectId, {
    name: 'Orders',
    environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010' }],
    testData: { datasets: [{ key: 'people', file: 'people.csv', pick: 'unique' }] },
    operations: [{ key: 'read', request: { path: '/orders?by={{ people.email }}' } }],
    scenarios: [{ key: 'smoke', type: 'smoke', load: { rate: '1/s', hold: '1m' }, mix: [{ operation: 'read' }] }],
  })
  const { findings } = await getLint(ctx, id)
  expect(findings).toMatchObject([{ rule: 'dataset-too-small', arithmetic: '2 < 60' }])
})

it('tells of a secret that has no value, until it has one', async () => {
  const { ctx, projectId } = await makeMember(database.db, 'admin')
  const { id } = await createPlan(ctx, projectId, {
    name: 'Orders',
    environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010', secrets: ['API_TOKEN'] }],
    operations: [{ key: 'read', request: { path: '/', headers: { authorization: '{{ secret.API_TOKEN }}' } } }],
    scenarios: [{ key: 'smoke', type: 'smoke', load: { rate: '1/s', hold: '1m' }, mix: [{ operation: 'read' }] }],
  })
  const missing = async () => (await getLint(ctx, id)).findings.map(({ rule, places }) => [rule, places[0]])
  expect(await missing()).toEqual([['missing-secret', 'environments.demo.secrets.0']])
  await putSecret(ctx, { id: projectId, environment: 'demo', name: 'API_TOKEN', value: 'a value' })
  expect(await missing()).toEqual([])
})
