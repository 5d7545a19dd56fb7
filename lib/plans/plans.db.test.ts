import { beforeEach, describe, expect, it } from 'vitest'
import type { Ctx } from '#lib/access/actor.ts'
import { listProjects } from '#lib/access/queries/project.ts'
import { makeMember, makePerson, makeProject, type Person } from '#lib/access/testing.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { createPlan } from './commands/create.ts'
import { deletePlan } from './commands/delete.ts'
import { insertDemoProject } from './commands/demo-project.ts'
import { editPlan, replaceDraft } from './commands/edit.ts'
import { createRevision, freezeRevision } from './commands/freeze.ts'
import { restoreRevision } from './commands/restore.ts'
import type { PlanDraft } from './document/plan.ts'
import type { DraftOperation } from './merge.ts'
import { getLint } from './queries/lint.ts'
import { getPlan, listPlans } from './queries/plan.ts'
import { diffRevision, listRevisions } from './queries/revision.ts'
import { getStatus } from './queries/status.ts'

const database = useTestDatabase()
const is = (code: string, details?: object) =>
  expect.objectContaining({ name: 'AppError', code, ...(details ? { details: expect.objectContaining(details) } : {}) })
const set = (path: string, value: unknown): DraftOperation => ({ op: 'set', path: path.split('.'), value })

const draft: PlanDraft = {
  headroom: '1',
  name: 'Orders API',
  environments: [{ key: 'demo', name: 'Demo', kind: 'staging', baseUrl: 'http://127.0.0.1:4010' }],
  operations: [{ key: 'read', name: 'Read', request: { method: 'GET', path: '/orders' } }],
  scenarios: [
    {
      key: 'baseline',
      type: 'baseline',
      name: 'Baseline',
      load: { model: 'rate', stages: [{ key: 'hold', for: '30s', rate: '10/s' }] },
      mix: [{ operation: 'read', weight: '100' }],
    },
  ],
} as PlanDraft

let ada: Person & { projectId: string }
let ctx: Ctx
let id: string

beforeEach(async () => {
  ada = await makeMember(database.db, 'lead')
  ctx = ada.ctx
  id = (await createPlan(ctx, ada.projectId, draft)).id
})

describe('access to plans', () => {
  it('is denied by default: a plan of another project looks like none', async () => {
    const { ctx: stranger } = await makeMember(database.db, 'admin')
    const attempts = [
      () => getPlan(stranger, id),
      () => listPlans(stranger, { id: ada.projectId }),
      () => getLint(stranger, id),
      () => editPlan(stranger, { id, baseVersion: 1, operations: [set('summary', 'x')] }),
      () => replaceDraft(stranger, id, 1, draft),
      () => deletePlan(stranger, id),
      () => createPlan(stranger, ada.projectId, draft),
      () => createRevision(stranger, { id }),
      () => listRevisions(stranger, { id }),
      () => diffRevision(stranger, { id, n: 1, with: 'draft' }),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toEqual(is('not_found'))
  })

  it('follows the role', async () => {
    const [viewer, engineer] = [await makePerson(database.db), await makePerson(database.db)]
    const projectId = await makeProject(database.db, [
      [viewer, 'viewer'],
      [engineer, 'engineer'],
      [ada, 'lead'],
    ])
    const plan = await createPlan(engineer.ctx, projectId, draft)
    await expect(getPlan(viewer.ctx, plan.id)).resolves.toMatchObject({ role: 'viewer', version: 1 })
    const edit = { id: plan.id, baseVersion: 1, operations: [set('summary', 'x')] }
    await expect(editPlan(viewer.ctx, edit)).rejects.toEqual(is('forbidden'))
    await expect(deletePlan(engineer.ctx, plan.id)).rejects.toEqual(is('forbidden'))
    await deletePlan(ctx, plan.id)
    await expect(getPlan(ctx, plan.id)).rejects.toEqual(is('not_found'))
  })
})

describe('editing', () => {
  it('keeps the work of two people in different places', async () => {
    await editPlan(ctx, { id, baseVersion: 1, operations: [set('summary', 'Hers')] })
    const saved = await editPlan(ctx, { id, baseVersion: 1, operations: [set('operations.read.name', 'His')] })
    expect(saved).toMatchObject({ version: 3, draft: { summary: 'Hers' } })
    const plan = await getPlan(ctx, id)
    expect(plan).toMatchObject({ version: 3, draft: { summary: 'Hers', operations: [{ key: 'read', name: 'His' }] } })
  })

  it('keeps all of many edits sent at once to one base version', async () => {
    const fields = ['summary', 'baseline', 'target', 'engineer', 'version', 'testDate']
    await Promise.all(fields.map((field) => editPlan(ctx, { id, baseVersion: 1, operations: [set(field, field)] })))
    const plan = await getPlan(ctx, id)
    expect(plan.version).toBe(1 + fields.length)
    expect(plan.draft).toMatchObject(Object.fromEntries(fields.map((field) => [field, field])))
  })

  it('answers a change of the same field with both values, and writes nothing', async () => {
    await editPlan(ctx, { id, baseVersion: 1, operations: [set('summary', 'Hers')] })
    const edit = { id, baseVersion: 1, operations: [set('summary', 'His'), set('target', 'his too')] }
    await expect(editPlan(ctx, edit)).rejects.toEqual(
      is('conflict', {
        version: 2,
        fields: [{ path: 'summary', segments: ['summary'], yours: 'His', theirs: 'Hers' }],
      }),
    )
    expect((await getPlan(ctx, id)).draft).not.toHaveProperty('target')
    await expect(editPlan(ctx, { ...edit, baseVersion: 2 })).resolves.toMatchObject({ version: 3 })
  })

  it('takes the same value from two people as agreement', async () => {
    await editPlan(ctx, { id, baseVersion: 1, operations: [set('summary', 'Same')] })
    await expect(editPlan(ctx, { id, baseVersion: 1, operations: [set('summary', 'Same')] })).resolves.toMatchObject({
      version: 2,
    })
  })

  it('refuses what would be no plan document, naming the place', async () => {
    const refuse = (operations: DraftOperation[]) => editPlan(ctx, { id, baseVersion: 1, operations })
    await expect(refuse([set('summery', 'x')])).rejects.toEqual(is('invalid_input'))
    await expect(refuse([set('operations.gone.name', 'x')])).rejects.toEqual(
      is('invalid_input', { fields: [expect.objectContaining({ path: 'operations.gone' })] }),
    )
    await expect(editPlan(ctx, { id, baseVersion: 9, operations: [] })).rejects.toEqual(is('conflict', { version: 1 }))
    expect((await getPlan(ctx, id)).version).toBe(1)
  })

  it('follows the name and the next review of the draft', async () => {
    await editPlan(ctx, { id, baseVersion: 1, operations: [set('name', 'Shop'), set('nextReview', '2027-02-01')] })
    const { items } = await listPlans(ctx, { id: ada.projectId })
    expect(items).toEqual([expect.objectContaining({ name: 'Shop', nextReview: '2027-02-01', version: 2 })])
    await editPlan(ctx, { id, baseVersion: 2, operations: [set('nextReview', '2027-02-XX')] })
    expect((await listPlans(ctx, { id: ada.projectId })).items[0]?.nextReview).toBeNull()
  })

  it('changes the status with a line in the audit', async () => {
    await editPlan(ctx, { id, baseVersion: 1, operations: [], status: 'approved' })
    expect(await getPlan(ctx, id)).toMatchObject({ status: 'approved', version: 2 })
    const events = await database.db.auditEvent.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } })
    expect(events.map(({ verb }) => verb)).toEqual(['plan.create', 'plan.status'])
  })

  it('says who gave the status, when, and to which version', async () => {
    expect(await getStatus(ctx, id)).toEqual({ status: 'draft', by: null, at: null, version: null })
    await editPlan(ctx, { id, baseVersion: 1, operations: [], status: 'review' })
    await editPlan(ctx, { id, baseVersion: 2, operations: [], status: 'approved' })
    await editPlan(ctx, { id, baseVersion: 3, operations: [set('summary', 'Edited since')] })
    const at = expect.stringMatching(/^\d{4}-/)
    expect(await getStatus(ctx, id)).toEqual({ status: 'approved', by: 'Ada', at, version: 3 })
  })
})

it('a new instance begins with a plan that can be run as it is', async () => {
  const admin = await makePerson(database.db, { isAdmin: true })
  await inTransaction(database.db, (tx) => insertDemoProject(tx, admin.ctx, 'http://127.0.0.1:4010'))
  const { items } = await listProjects(admin.ctx, {})
  const project = items.find(({ name }) => name === 'Demo')
  const [plan] = (await listPlans(admin.ctx, { id: project?.id ?? '' })).items
  expect(await getLint(admin.ctx, plan?.id ?? '')).toMatchObject({ errors: 0 })
  expect(await createRevision(admin.ctx, { id: plan?.id ?? '' })).toMatchObject({ number: 1 })
})

describe('replacing the whole document', () => {
  it('works on the version it was made on and refuses a stale one without losing anything', async () => {
    await expect(replaceDraft(ctx, id, 1, { ...draft, summary: 'First' })).resolves.toMatchObject({ version: 2 })
    await expect(replaceDraft(ctx, id, 1, { ...draft, summary: 'Second' })).rejects.toEqual(
      is('conflict', { version: 2 }),
    )
    expect((await getPlan(ctx, id)).draft.summary).toBe('First')
  })

  it('lets one of several at once win', async () => {
    const attempts = ['a', 'b', 'c'].map((summary) => replaceDraft(ctx, id, 1, { ...draft, summary }))
    const results = await Promise.allSettled(attempts)
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await getPlan(ctx, id)).version).toBe(2)
  })

  it('meets an edit made before it only in the fields it changed', async () => {
    await replaceDraft(ctx, id, 1, { ...draft, summary: 'From the file' })
    const late = (path: string) => editPlan(ctx, { id, baseVersion: 1, operations: [set(path, 'typed')] })
    await expect(late('target')).resolves.toMatchObject({ version: 3 })
    await expect(late('summary')).rejects.toEqual(is('conflict'))
  })
})

describe('revisions', () => {
  const freeze = () => inTransaction(database.db, (tx) => freezeRevision(tx, ctx, id))

  it('are made once for one content, and numbered on when it changes', async () => {
    const first = await freeze()
    expect(first).toMatchObject({ number: 1, compiled: { name: 'Orders API' } })
    expect((await freeze()).id).toBe(first.id)
    await editPlan(ctx, { id, baseVersion: 1, operations: [set('scenarios.baseline.load.stages.hold.rate', '20/s')] })
    const second = await createRevision(ctx, { id, note: 'Twice the rate' })
    expect(second).toMatchObject({ number: 2, note: 'Twice the rate', by: 'Ada' })
    expect((await listRevisions(ctx, { id })).items.map(({ number }) => number)).toEqual([2, 1])
  })

  it('are one when many freeze at once', async () => {
    const frozen = await Promise.all([freeze(), freeze(), freeze(), freeze()])
    expect(new Set(frozen.map((each) => each.id)).size).toBe(1)
  })

  it('are compared field by field, with each other and with the draft', async () => {
    await freeze()
    const path = 'scenarios.baseline.load.stages.hold.rate'
    await editPlan(ctx, { id, baseVersion: 1, operations: [set(path, '20/s')] })
    await freeze()
    const change = { path, before: '10/s', after: '20/s' }
    expect(await diffRevision(ctx, { id, n: 1, with: 2 })).toEqual({ from: 1, to: 2, changes: [change] })
    expect(await diffRevision(ctx, { id, n: 1, with: 'draft' })).toMatchObject({ changes: [change] })
    expect(await diffRevision(ctx, { id, n: 2, with: 'draft' })).toMatchObject({ changes: [] })
    await expect(diffRevision(ctx, { id, n: 3, with: 'draft' })).rejects.toEqual(is('not_found'))
  })

  it('become the draft again, as its next version', async () => {
    await freeze()
    await editPlan(ctx, { id, baseVersion: 1, operations: [set('scenarios.baseline.load.stages.hold.rate', '20/s')] })
    await expect(restoreRevision(ctx, { id, n: 1, version: 1 })).rejects.toEqual(is('conflict', { version: 2 }))
    await expect(restoreRevision(ctx, { id, n: 7, version: 2 })).rejects.toEqual(is('not_found'))
    await expect(restoreRevision(ctx, { id, n: 1, version: 2 })).resolves.toMatchObject({ version: 3 })
    expect((await getPlan(ctx, id)).draft).toEqual(draft)
    await expect(restoreRevision(ctx, { id, n: 1, version: 3 })).resolves.toMatchObject({ version: 3 })
    const verbs = await database.db.auditEvent.findMany({ where: { subjectId: id, verb: 'plan.restore' } })
    expect(verbs.map(({ details }) => details)).toEqual([{ revision: 1 }])
  })

  it('are not made of a plan that does not compile; the findings say why', async () => {
    const path = 'scenarios.baseline.load.stages.hold.rate'
    await editPlan(ctx, { id, baseVersion: 1, operations: [set(path, 'fast')] })
    await expect(freeze()).rejects.toEqual(is('precondition_failed', { findings: expect.any(Array) }))
    expect((await getPlan(ctx, id)).lastRevision).toBe(0)
    expect((await getLint(ctx, id)).errors).toBeGreaterThan(0)
  })

  it('never change again', async () => {
    const { id: revisionId } = await freeze()
    const update = database.db.planRevision.update({ where: { id: revisionId }, data: { note: 'x' } })
    await expect(update).rejects.toThrow(/never changed/)
  })

  it('go with their plan', async () => {
    await freeze()
    await deletePlan(ctx, id)
    expect(await database.db.planRevision.count({ where: { planId: id } })).toBe(0)
  })
})
