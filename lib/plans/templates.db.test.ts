import { beforeEach, describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { makeMember, makePerson, makeProject, type Person } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { clonePlan } from './commands/clone.ts'
import { createPlanFrom } from './commands/create.ts'
import { editPlan } from './commands/edit.ts'
import { createRevision } from './commands/freeze.ts'
import { deleteTemplate, saveTemplate } from './commands/template.ts'
import { getPlan, listPlans } from './queries/plan.ts'
import { listTemplates } from './queries/template.ts'

const database = useTestDatabase()
const is = (code: string) => expect.objectContaining({ name: 'AppError', code })
const DEMO = 'http://127.0.0.1:4010'

let ada: Person & { projectId: string }
let ctx: Ctx
let id: string

beforeEach(async () => {
  ada = await makeMember(database.db, 'lead')
  ctx = ada.ctx
  id = (await createPlanFrom(ctx, ada.projectId, { template: 'scale-up' }, DEMO)).id
})

const keep = (name: string, by: Ctx = ctx) => saveTemplate(by, { id, name, description: 'As we do it' })

describe('a plan from a bundled template', () => {
  it('is dated, and by whoever made it', async () => {
    const { draft, name } = await getPlan(ctx, id)
    expect(name).toBe('Validation of a scale-up')
    expect(draft).toMatchObject({ engineer: ctx.actor.name, testDate: ctx.now.toISOString().slice(0, 10) })
  })
})

describe('a template of the project', () => {
  it('is the plan as it was when it was saved', async () => {
    const saved = await keep('Our scale-up')
    await editPlan(ctx, { id, baseVersion: 1, operations: [{ op: 'set', path: ['summary'], value: 'Changed since' }] })
    expect(saved).toMatchObject({ name: 'Our scale-up', description: 'As we do it', createdBy: ctx.actor.name })
    expect(saved.contents.scenarios.map(({ key }) => key)).toContain('conflicts')
    expect((await listTemplates(ctx, { id: ada.projectId })).items).toEqual([saved])

    const made = await createPlanFrom(ctx, ada.projectId, { template: saved.id, name: 'Second' }, DEMO)
    expect(made).toMatchObject({ name: 'Second', version: 1, status: 'draft', lastRevision: 0 })
    expect(made.draft.summary).not.toBe('Changed since')
  })

  it('has a name of its own in the project, and may have the same in another', async () => {
    await keep('Ours')
    await expect(keep('Ours')).rejects.toEqual(is('conflict'))
    const grace = await makeMember(database.db, 'lead')
    const other = await createPlanFrom(grace.ctx, grace.projectId, { template: 'demo' }, DEMO)
    await expect(saveTemplate(grace.ctx, { id: other.id, name: 'Ours', description: '' })).resolves.toMatchObject({
      name: 'Ours',
    })
  })

  it('is there until it is deleted; plans made from it stay', async () => {
    const { id: templateId } = await keep('Ours')
    const made = await createPlanFrom(ctx, ada.projectId, { template: templateId }, DEMO)
    await deleteTemplate(ctx, templateId)
    expect((await listTemplates(ctx, { id: ada.projectId })).items).toEqual([])
    expect(await getPlan(ctx, made.id)).toMatchObject({ name: 'Validation of a scale-up' })
    await expect(createPlanFrom(ctx, ada.projectId, { template: templateId }, DEMO)).rejects.toEqual(is('not_found'))
    const verbs = await database.db.auditEvent.findMany({ where: { subjectId: templateId }, orderBy: { id: 'asc' } })
    expect(verbs.map(({ verb }) => verb)).toEqual(['template.save', 'template.delete'])
  })
})

describe('a clone', () => {
  it('is a draft of its own, without revisions', async () => {
    await createRevision(ctx, { id })
    await editPlan(ctx, { id, baseVersion: 1, operations: [], status: 'approved' })
    const clone = await clonePlan(ctx, { id })
    expect(clone).toMatchObject({
      name: 'Copy of Validation of a scale-up',
      status: 'draft',
      version: 1,
      lastRevision: 0,
    })
    await editPlan(ctx, { id: clone.id, baseVersion: 1, operations: [{ op: 'set', path: ['summary'], value: 'Mine' }] })
    expect((await getPlan(ctx, id)).draft.summary).not.toBe('Mine')
    expect((await clonePlan(ctx, { id, name: 'Named' })).draft.name).toBe('Named')
    expect((await listPlans(ctx, { id: ada.projectId })).items).toHaveLength(3)
  })
})

describe('access to templates and clones', () => {
  it('is denied by default: those of another project look like none', async () => {
    const { id: templateId } = await keep('Ours')
    const { ctx: stranger, projectId: theirs } = await makeMember(database.db, 'admin')
    const attempts = [
      () => listTemplates(stranger, { id: ada.projectId }),
      () => keep('Theirs', stranger),
      () => deleteTemplate(stranger, templateId),
      () => clonePlan(stranger, { id }),
      () => createPlanFrom(stranger, theirs, { template: templateId }, DEMO),
      () => createPlanFrom(stranger, ada.projectId, { template: templateId }, DEMO),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toEqual(is('not_found'))
  })

  it('follows the role', async () => {
    const [viewer, engineer] = [await makePerson(database.db), await makePerson(database.db)]
    const projectId = await makeProject(database.db, [
      [viewer, 'viewer'],
      [engineer, 'engineer'],
    ])
    const plan = await createPlanFrom(engineer.ctx, projectId, { template: 'blank', name: 'Orders' }, DEMO)
    const ask = { id: plan.id, name: 'Orders, our way', description: '' }
    await expect(saveTemplate(viewer.ctx, ask)).rejects.toEqual(is('forbidden'))
    await expect(clonePlan(viewer.ctx, { id: plan.id })).rejects.toEqual(is('forbidden'))
    const saved = await saveTemplate(engineer.ctx, ask)
    expect((await listTemplates(viewer.ctx, { id: projectId })).items).toEqual([saved])
    await expect(deleteTemplate(engineer.ctx, saved.id)).rejects.toEqual(is('forbidden'))
  })
})
