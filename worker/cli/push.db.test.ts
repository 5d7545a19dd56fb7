import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { makePerson, makeProject, type Person } from '#lib/access/testing.ts'
import { changeEnv } from '#lib/core/env.ts'
import { ordersDraft } from '#lib/cycles/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { replaceDraft } from '#lib/plans/commands/edit.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { listRevisions } from '#lib/plans/queries/revision.ts'
import { formatPlanYaml } from '#lib/plans/yaml.ts'
import { pushCommand } from './push.ts'
import { useTestServer } from './server-fixture.ts'

const database = useTestDatabase()
let engineer: Person
let projectId = ''
const server = useTestServer(() => engineer.ctx)
let folder = ''
let told = ''

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'headroom-push-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))
beforeEach(async () => {
  told = ''
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => (told += text) !== '')
  engineer = await makePerson(database.db)
  projectId = await makeProject(database.db, [[engineer, 'engineer']])
  server.before = () => {}
})
afterEach(() => void vi.restoreAllMocks())

async function push(draft: Partial<PlanDraft>, ...args: string[]): Promise<number | string> {
  told = ''
  const file = path.join(folder, 'plan.yaml')
  await writeFile(file, formatPlanYaml(ordersDraft(draft)))
  return pushCommand([file, '--server', server.url, '--token', 'hr_any', ...args]).catch(
    (error: Error) => error.message,
  )
}

const plans = () => database.db.plan.findMany({ where: { projectId } })

describe('headroom push', () => {
  it('creates a plan, leaves it where nothing changed, and replaces its draft, which becomes a revision', async () => {
    expect(await push({ summary: 'one' })).toBe(0)
    const [plan] = await plans()
    expect(told).toMatch(/^Orders is new, version 1 of its draft in Project \w+\n/)
    expect(told).toContain(`\n${server.url}/plans/${plan?.id}\n`)
    expect(told).not.toContain('hr_any')
    expect(await push({ summary: 'one' })).toBe(0)
    expect(told).toMatch(/^Orders is there as it is, version 1/)
    expect(await push({ summary: 'two' })).toBe(0)
    expect(told).toMatch(/^Orders is replaced \(as it was: revision 1\), version 2/)
    expect(await plans()).toMatchObject([{ version: 2, draft: { summary: 'two' } }])
    const { items } = await listRevisions(engineer.ctx, { id: plan!.id, limit: 10 })
    expect(items).toMatchObject([{ number: 1, note: 'As it was before a push from the command line' }])
  })

  it('stores a plan with errors, names them and exits 1; what it was then is told to be lost', async () => {
    expect(await push({ operations: [] })).toBe(1)
    expect(told).toMatch(/Orders is new[\s\S]*error {2}[\s\S]*\d+ errors?, \d+ warning/)
    expect(await push({})).toBe(0)
    expect(told).toMatch(/is replaced \(what it was could not be kept: The plan cannot be run yet/)
  })

  it('leaves a draft that somebody changed meanwhile as it is', async () => {
    await push({ summary: 'one' })
    const [plan] = await plans()
    server.before = async ({ method }) => {
      if (method === 'PUT') await replaceDraft(engineer.ctx, plan!.id, 1, ordersDraft({ summary: 'theirs' }))
    }
    expect(await push({ summary: 'mine' })).toMatch(
      /The plan is at version 2, yours was made on 1.*nothing was written/,
    )
    server.before = () => {}
    expect(await push({ summary: 'mine' }, '--base-version', '1')).toMatch(/version 2, yours was made on 1/)
    expect(await plans()).toMatchObject([{ version: 2, draft: { summary: 'theirs' } }])
    expect(await push({ summary: 'mine' }, '--base-version', '2')).toBe(0)
  })

  it('asks for the project where there are several, and for what else is missing', async () => {
    const second = await makeProject(database.db, [[engineer, 'engineer']])
    const { name } = await database.db.project.findUniqueOrThrow({ where: { id: second } })
    expect(await push({})).toMatch(new RegExp(`Name the project with --project. There are: .*"${name}"`))
    expect(await push({}, '--project', name)).toBe(0)
    expect(await push({}, '--project', 'Moon')).toMatch(/There is no project "Moon"/)
    expect(await push({}, '--project', projectId, '--base-version', '1')).toMatch(/has no such plan yet/)
    expect(await push({}, '--base-version', 'x')).toMatch(/--base-version 7/)
    expect(await push({ name: '' })).toMatch(/has no name. Write, for example, name: Orders API/)
    expect(await plans()).toEqual([])
  })

  it('uploads the data files beside the plan when it is asked to, and those that are there only once', async () => {
    await writeFile(path.join(folder, 'people.csv'), 'email\nada@example.test\n')
    const people = { key: 'people', file: 'people.csv', columns: ['email'], pick: 'random' as const }
    const draft = { testData: { datasets: [people] } }
    await push(draft)
    expect(await database.db.datasetFile.count({ where: { projectId } })).toBe(0)
    expect(await push(draft, '--files')).toBe(0)
    expect(told).toContain('uploaded: people.csv\n')
    await push(draft, '--files')
    expect(told).not.toContain('uploaded')
    await rm(path.join(folder, 'people.csv'))
    expect(await push(draft, '--files')).toMatch(/^people.csv, which the plan takes data from, cannot be read/)
    const outside = { testData: { datasets: [{ ...people, file: '../../etc/hostname' }] } }
    expect(await push(outside, '--files')).toMatch(/^\.\.\/\.\.\/etc\/hostname lies outside of the folder of the plan/)
  })

  it('takes server and token from the environment', async () => {
    const file = path.join(folder, 'plan.yaml')
    await writeFile(file, formatPlanYaml(ordersDraft()))
    await expect(pushCommand([file])).rejects.toThrow(/--server http:\/\/127.0.0.1:3000, or set HEADROOM_URL/)
    changeEnv({ HEADROOM_URL: server.url })
    await expect(pushCommand([file])).rejects.toThrow(/--token hr_….*or set HEADROOM_TOKEN/)
    changeEnv({ HEADROOM_TOKEN: 'hr_any' })
    expect(await pushCommand([file])).toBe(0)
    changeEnv({ HEADROOM_URL: '', HEADROOM_TOKEN: '' })
  })
})
