import { afterAll, beforeAll, expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { deleteFile, uploadFile } from '#lib/plans/commands/dataset-file.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { listFiles, readPlanFiles } from '#lib/plans/queries/dataset-file.ts'
import { getLint } from '#lib/plans/queries/lint.ts'
import { startRun } from '#lib/runs/commands/start.ts'
import { getPreflight } from '#lib/runs/queries/preflight.ts'
import { getRunDetail } from '#lib/verdicts/queries/run-view.ts'
import { serve, type TestServer } from '#worker/engine/run-fixture.ts'
import { startTestWorker, storePlan, systemCtx, type TestWorker, until } from './cluster-fixture.ts'

const database = useTestDatabase()
const asked: string[] = []
let target: TestServer
let worker: TestWorker

beforeAll(async () => {
  target = await serve((request, response) => {
    asked.push(request.url ?? '')
    response.end('{}')
  })
  worker = await startTestWorker(database.db)
})
afterAll(async () => {
  await worker.leave()
  await target.close()
})

const ctx = () => systemCtx(database.db)
const ADA = Buffer.from('email\nada@x.test\n')
const BO = Buffer.from('email\nbo@x.test\n')

const draft = (path: string) => ({
  name: 'Orders',
  environments: [{ key: 'here', baseUrl: target.url }],
  testData: { datasets: [{ key: 'users', file: 'users.csv' }] },
  operations: [{ key: 'find', request: { path } }],
  scenarios: [{ key: 'main', type: 'load', mix: [{ operation: 'find' }], load: { rate: '20/s', hold: '1s' } }],
})

async function run(planId: string): Promise<CompiledPlan> {
  asked.length = 0
  const { id } = await startRun(ctx(), { planId, scenario: 'main' })
  await until(
    () => getRunDetail(ctx(), id),
    ({ verdict }) => verdict !== null,
  )
  const { revision } = await database.db.run.findUniqueOrThrow({ where: { id }, include: { revision: true } })
  return revision.compiled as unknown as CompiledPlan
}

test('a file that is not uploaded blocks the start by its name; uploaded, its rows are sent, also after it was replaced', async () => {
  const { planId, projectId } = await storePlan(database.db, draft('/{{ email }}'))
  const input = { planId, scenario: 'main' }
  const missing = 'The file users.csv of the data set users is not uploaded. Upload it under Test data of the plan.'
  expect((await getPreflight(ctx(), input)).problems).toEqual([{ code: 'file-not-uploaded', message: missing }])
  await expect(startRun(ctx(), input)).rejects.toMatchObject({ code: 'precondition_failed', message: missing })

  await uploadFile(ctx(), { projectId, name: 'users.csv', content: ADA })
  const first = await run(planId)
  expect(new Set(asked)).toEqual(new Set(['/ada%40x.test']))
  await uploadFile(ctx(), { projectId, name: 'users.csv', content: BO })
  const second = await run(planId)
  expect(new Set(asked)).toEqual(new Set(['/bo%40x.test']))

  const [file] = (await listFiles(ctx(), { id: projectId })).items
  await deleteFile(ctx(), file?.id ?? '')
  const read = async (plan: CompiledPlan) =>
    Buffer.from((await readPlanFiles(database.db, projectId, plan)).users ?? []).toString()
  expect(await Promise.all([first, second].map(read))).toEqual([ADA.toString(), BO.toString()])
  await expect(startRun(ctx(), input)).rejects.toMatchObject({ message: missing })
  expect(await database.db.planRevision.count({ where: { planId } })).toBe(2)
})

test('a name that is no column of an uploaded file is an error of the plan', async () => {
  const { planId, projectId } = await storePlan(database.db, draft('/{{ emial }}'))
  expect((await getLint(ctx(), planId)).errors).toBe(0)
  await uploadFile(ctx(), { projectId, name: 'users.csv', content: ADA })
  const { findings } = await getLint(ctx(), planId)
  expect(findings.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
    'Nothing gives {{ emial }} a value; did you mean "email"?',
  ])
  await expect(startRun(ctx(), { planId, scenario: 'main' })).rejects.toMatchObject({ code: 'precondition_failed' })
})
