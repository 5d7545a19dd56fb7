import { beforeEach, describe, expect, it } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { addMember, removeMember, updateMember } from './commands/member.ts'
import { createProject, deleteProject, updateProject } from './commands/project.ts'
import { setUp } from './commands/setup.ts'
import { issueToken, revokeToken } from './commands/token.ts'
import { findActor } from './queries/actor.ts'
import { getProject, listAudit, listMembers, listProjects } from './queries/project.ts'
import { listTokens } from './queries/token.ts'
import { ctxOf, makeMember, makePerson, makeProject } from './testing.ts'

const database = useTestDatabase()
const bearer = (token: string) => new Headers({ authorization: `Bearer ${token}` })
const is = (code: string) => expect.objectContaining({ name: 'AppError', code })
const now = () => new Date()

async function ctxOfToken(token: string) {
  const actor = await findActor(database.db, bearer(token), now())
  if (!actor) throw new Error('no actor')
  return ctxOf(database.db, actor)
}

describe('setup', () => {
  it('makes one first account however many ask at once, and its token is an admin everywhere', async () => {
    const input = (n: number) => ({ name: `Ada ${n}`, email: `ada${n}@example.test`, password: 'correct horse' })
    const attempts = [1, 2, 3, 4].map((n) => setUp({ db: database.db, now: now() }, input(n)))
    const results = await Promise.allSettled(attempts)
    const made = results.filter((result) => result.status === 'fulfilled')
    expect(made).toHaveLength(1)
    expect(results.filter((result) => result.status === 'rejected').map(({ reason }) => reason)).toEqual([
      is('conflict'),
      is('conflict'),
      is('conflict'),
    ])
    expect(await database.db.user.count()).toBe(1)
    const ctx = await ctxOfToken(made[0]?.value.token ?? '')
    expect(await createProject(ctx, { name: 'Shop' })).toMatchObject({ name: 'Shop', role: 'admin' })
    await expect(setUp({ db: database.db, now: now() }, input(5))).rejects.toEqual(is('conflict'))
  })
})

describe('projects', () => {
  it('look like none to who is no member, and refuse who is too weak', async () => {
    const ada = await makeMember(database.db, 'viewer')
    const bob = await makeMember(database.db, 'admin')
    await expect(getProject(bob.ctx, ada.projectId)).rejects.toEqual(is('not_found'))
    await expect(deleteProject(bob.ctx, ada.projectId)).rejects.toEqual(is('not_found'))
    await expect(updateProject(ada.ctx, { id: ada.projectId, name: 'Mine' })).rejects.toEqual(is('forbidden'))
    await expect(createProject(bob.ctx, { name: 'Other' })).rejects.toEqual(is('forbidden'))
    const seen = await listProjects(ada.ctx, {})
    expect(seen.items).toEqual([expect.objectContaining({ id: ada.projectId, role: 'viewer' })])
  })

  it('are paged newest first, without gap or repetition', async () => {
    const ada = await makePerson(database.db)
    const ids = [await makeProject(database.db, [[ada, 'viewer']])]
    for (let n = 0; n < 4; n++) ids.unshift(await makeProject(database.db, [[ada, 'viewer']]))
    const first = await listProjects(ada.ctx, { limit: 2 })
    const second = await listProjects(ada.ctx, { limit: 2, cursor: first.nextCursor })
    const third = await listProjects(ada.ctx, { limit: 2, cursor: second.nextCursor })
    expect([first, second, third].flatMap(({ items }) => items.map(({ id }) => id))).toEqual(ids)
    expect(third.nextCursor).toBeUndefined()
  })

  it('are gone with everything in them, but for the audit', async () => {
    const ada = await makeMember(database.db, 'admin')
    await deleteProject(ada.ctx, ada.projectId)
    await expect(getProject(ada.ctx, ada.projectId)).rejects.toEqual(is('not_found'))
    const events = await database.db.auditEvent.findMany({ where: { projectId: ada.projectId } })
    expect(events).toEqual([expect.objectContaining({ verb: 'project.delete', actorId: ada.userId })])
  })
})

describe('members', () => {
  it('are added with an account when they have none, changed and removed, each with a line in the audit', async () => {
    const ada = await makeMember(database.db, 'admin')
    const email = `bob-${ada.userId}@example.test`
    const bob = await addMember(ada.ctx, {
      id: ada.projectId,
      email,
      name: 'Bob',
      password: 'hunter2hunter2',
      role: 'viewer',
    })
    await updateMember(ada.ctx, { id: ada.projectId, userId: bob.userId, role: 'lead' })
    const { items } = await listMembers(ada.ctx, { id: ada.projectId })
    expect(items.map(({ email, role }) => ({ email, role }))).toEqual([
      { email, role: 'lead' },
      { email: ada.email, role: 'admin' },
    ])
    await removeMember(ada.ctx, { id: ada.projectId, userId: bob.userId })
    const audit = await listAudit(ada.ctx, { id: ada.projectId })
    expect(audit.items.map(({ verb }) => verb)).toEqual(['member.remove', 'member.update', 'member.add'])
    expect(JSON.stringify(audit)).not.toContain('hunter2')
  })

  it('need a password for a new account only, and are added once', async () => {
    const ada = await makeMember(database.db, 'admin')
    const bob = await makePerson(database.db)
    const add = (extra: object, email = bob.email) =>
      addMember(ada.ctx, { id: ada.projectId, email, role: 'viewer', ...extra })
    await expect(add({}, 'nobody@example.test')).rejects.toEqual(is('invalid_input'))
    await expect(add({ password: 'hunter2hunter2' })).rejects.toEqual(is('invalid_input'))
    await add({})
    await expect(add({})).rejects.toEqual(is('conflict'))
  })
})

describe('tokens', () => {
  let ada: Awaited<ReturnType<typeof makeMember>>
  beforeEach(async () => {
    ada = await makeMember(database.db, 'lead')
  })

  it('act for their owner up to their ceiling, in their project, as long as the owner may', async () => {
    const other = await makeProject(database.db, [[ada, 'lead']])
    const { token } = await issueToken(ada.ctx, { name: 'ci', projectId: ada.projectId, role: 'viewer' })
    const ctx = await ctxOfToken(token)
    expect(await getProject(ctx, ada.projectId)).toMatchObject({ role: 'viewer' })
    await expect(getProject(ctx, other)).rejects.toEqual(is('not_found'))
    await expect(listAudit(ctx, { id: ada.projectId })).rejects.toEqual(is('forbidden'))
    await database.db.membership.deleteMany({ where: { userId: ada.userId } })
    await expect(getProject(ctx, ada.projectId)).rejects.toEqual(is('not_found'))
  })

  it('keep nothing readable of their secret', async () => {
    const { id, token } = await issueToken(ada.ctx, { name: 'ci', role: 'viewer' })
    const row = await database.db.apiToken.findUniqueOrThrow({ where: { id } })
    expect(JSON.stringify(row)).not.toContain(token.split('_')[2])
    expect(JSON.stringify(await listTokens(ada.ctx, {}))).not.toContain(row.secretHash)
  })

  it('do nothing once expired, revoked or with another secret', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString()
    const { token, id } = await issueToken(ada.ctx, { name: 'ci', role: 'viewer', expiresAt })
    const find = (text: string, at = now()) => findActor(database.db, bearer(text), at)
    await expect(find(token)).resolves.toMatchObject({ kind: 'token', userId: ada.userId })
    await expect(find(token, new Date(Date.now() + 61_000))).rejects.toEqual(is('unauthenticated'))
    const flipped = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA')
    await expect(find(flipped)).rejects.toEqual(is('unauthenticated'))
    await expect(find('hr_000000000000_x')).rejects.toEqual(is('unauthenticated'))
    await revokeToken(ada.ctx, id)
    await expect(find(token)).rejects.toEqual(is('unauthenticated'))
    await expect(revokeToken(ada.ctx, id)).rejects.toEqual(is('not_found'))
  })

  it('note their last use', async () => {
    const { token } = await issueToken(ada.ctx, { name: 'ci', role: 'viewer' })
    await findActor(database.db, bearer(token), now())
    const { items } = await listTokens(ada.ctx, {})
    expect(items[0]?.lastUsedAt).not.toBeNull()
  })

  it('cannot be made beyond the role of their maker, nor by a token beyond its own bounds', async () => {
    await expect(issueToken(ada.ctx, { name: 'x', projectId: ada.projectId, role: 'admin' })).rejects.toEqual(
      is('forbidden'),
    )
    const past = new Date(Date.now() - 1000).toISOString()
    await expect(issueToken(ada.ctx, { name: 'x', role: 'viewer', expiresAt: past })).rejects.toEqual(
      is('invalid_input'),
    )
    const { token } = await issueToken(ada.ctx, { name: 'ci', projectId: ada.projectId, role: 'engineer' })
    const ctx = await ctxOfToken(token)
    await expect(issueToken(ctx, { name: 'x', role: 'viewer' })).rejects.toEqual(is('forbidden'))
    await expect(issueToken(ctx, { name: 'x', projectId: ada.projectId, role: 'lead' })).rejects.toEqual(
      is('forbidden'),
    )
    await expect(issueToken(ctx, { name: 'x', projectId: ada.projectId, role: 'engineer' })).resolves.toBeDefined()
  })

  it('are seen and revoked by their owner only', async () => {
    const bob = await makePerson(database.db)
    const { id } = await issueToken(ada.ctx, { name: 'ci', role: 'viewer' })
    await expect(revokeToken(bob.ctx, id)).rejects.toEqual(is('not_found'))
    expect((await listTokens(bob.ctx, {})).items).toEqual([])
  })
})

describe('the audit log', () => {
  it('takes inserts only', async () => {
    const ada = await makeMember(database.db, 'admin')
    await updateProject(ada.ctx, { id: ada.projectId, name: 'Renamed' })
    const where = { projectId: ada.projectId }
    await expect(database.db.auditEvent.updateMany({ where, data: { verb: 'x' } })).rejects.toThrow(/never changed/)
    await expect(database.db.auditEvent.deleteMany({ where })).rejects.toThrow(/never changed/)
    await expect(database.db.$executeRaw`TRUNCATE audit_event`).rejects.toThrow(/never changed/)
    expect(await database.db.auditEvent.count({ where })).toBe(1)
  })

  it('holds no line of what was rolled back', async () => {
    const ada = await makeMember(database.db, 'admin')
    const input = { id: ada.projectId, email: ada.email, role: 'viewer' as const }
    await expect(addMember(ada.ctx, input)).rejects.toEqual(is('conflict'))
    expect(await database.db.auditEvent.count({ where: { projectId: ada.projectId } })).toBe(0)
  })
})
