import { expect, it } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { deleteSecret, putSecret } from './commands/secret.ts'
import { listMissingSecrets, listSecrets, openSecrets } from './queries/secret.ts'
import { makeMember } from './testing.ts'

const database = useTestDatabase()

it('keeps a secret sealed, tells its name alone, and opens it for the worker', async () => {
  const { ctx, projectId: id } = await makeMember(database.db, 'lead')
  const key = { id, environment: 'staging', name: 'API_KEY' }
  await putSecret(ctx, { ...key, value: 'first' })
  await putSecret(ctx, { ...key, value: 'hunter2-hunter2' })
  expect(await listSecrets(ctx, id)).toEqual([
    { environment: 'staging', name: 'API_KEY', updatedAt: expect.any(String) },
  ])
  const row = await database.db.secret.findFirstOrThrow({ where: { projectId: id } })
  expect(Buffer.from(row.ciphertext).includes('hunter2')).toBe(false)
  const place = { projectId: id, environment: 'staging', names: ['API_KEY', 'OTHER'] }
  expect(await openSecrets(database.db, place)).toEqual({ API_KEY: 'hunter2-hunter2' })
  expect(await listMissingSecrets(database.db, place)).toEqual(['OTHER'])
  expect(await openSecrets(database.db, { ...place, environment: 'production' })).toEqual({})
  const audit = await database.db.auditEvent.findMany({ where: { projectId: id } })
  expect(JSON.stringify(audit)).not.toContain('hunter2')

  await deleteSecret(ctx, key)
  await expect(deleteSecret(ctx, key)).rejects.toMatchObject({ code: 'not_found' })
  expect(await listSecrets(ctx, id)).toEqual([])
})

it('opens no value that was moved to another place', async () => {
  const { ctx, projectId: id } = await makeMember(database.db, 'lead')
  await putSecret(ctx, { id, environment: 'staging', name: 'API_KEY', value: 'hunter2' })
  await database.db.secret.updateMany({ where: { projectId: id }, data: { environment: 'production' } })
  const moved = { projectId: id, environment: 'production', names: ['API_KEY'] }
  await expect(openSecrets(database.db, moved)).rejects.toThrow('changed outside of Headroom')
})

it('lets leads change secrets, and members see which there are', async () => {
  const { ctx, projectId: id } = await makeMember(database.db, 'engineer')
  const key = { id, environment: 'staging', name: 'API_KEY' }
  await expect(putSecret(ctx, { ...key, value: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
  expect(await listSecrets(ctx, id)).toEqual([])
  const stranger = await makeMember(database.db, 'lead')
  await expect(listSecrets(stranger.ctx, id)).rejects.toMatchObject({ code: 'not_found' })
})
