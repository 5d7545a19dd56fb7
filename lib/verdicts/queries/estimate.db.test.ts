import { expect, test } from 'vitest'
import { useTestDatabase } from '#lib/db/testing.ts'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { findRunFacts, type RunFacts } from '#lib/runs/queries/facts.ts'
import { healthySecond, makeRun, measuredSecond, storeRows } from '#lib/runs/testing.ts'
import { currentEstimate, estimateJudgement } from './estimate.ts'
import { readJudgement } from './judgement.ts'

const database = useTestDatabase()

async function runningRun() {
  const { db } = database
  const { id } = await makeRun(db, { state: 'running', startedAt: new Date() })
  await storeRows(db, { runId: id }, [measuredSecond(ALL_OPERATIONS, 0, 10)], [healthySecond(0)])
  return (await findRunFacts(db, id)) as RunFacts
}

test('whoever asks for the judgement of a run that goes on gets the same estimate', async () => {
  const facts = await runningRun()
  const [first, second] = await Promise.all([1, 1].map((measured) => currentEstimate(database.db, facts, measured)))
  expect(second).toBe(first)
  expect(await readJudgement(database.db, facts, 1)).toBe(first)
  expect(await currentEstimate(database.db, await runningRun(), 1)).not.toBe(first)
  expect(first).toEqual(await estimateJudgement(database.db, facts, 1))
})

test('an estimate that could not be made is made anew', async () => {
  const facts = await runningRun()
  const plan = { ...facts.plan, scenarios: [] }
  await expect(currentEstimate(database.db, { ...facts, plan }, 1)).rejects.toThrow('the plan has no scenario')
  await expect(currentEstimate(database.db, facts, 1)).resolves.toMatchObject({ final: false })
})
