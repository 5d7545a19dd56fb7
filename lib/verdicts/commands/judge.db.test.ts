import { expect, test } from 'vitest'
import { ctxOf, makePerson } from '#lib/access/testing.ts'
import type { Prisma } from '#lib/db/client.ts'
import { useTestDatabase } from '#lib/db/testing.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { loadHash } from '#lib/plans/revision.ts'
import { demoPlan } from '#lib/plans/template/demo.ts'
import { ALL_OPERATIONS } from '#lib/runs/bucket.ts'
import { findRunFacts } from '#lib/runs/queries/facts.ts'
import { Rollup } from '#lib/runs/rollup.ts'
import { healthySecond, makeRun, secondOf, storeRows } from '#lib/runs/testing.ts'
import { readJudgement } from '../queries/judgement.ts'
import { listJudgingRevisions } from '../queries/judging-revisions.ts'
import { listVerdicts } from '../queries/verdicts.ts'
import { RULES_VERSION } from '../run-verdict.ts'
import { judgeAgain, judgeEndedRun } from './judge.ts'

const database = useTestDatabase()

function compiled(draft: PlanDraft) {
  const result = compilePlan(draft)
  if (!result.ok) throw new Error(JSON.stringify(result.findings))
  return result.plan
}

const SECONDS = 20

/** The smoke scenario, 50 answers of 20 ms each second. */
async function measuredRun() {
  const { db } = database
  const startedAt = new Date('2026-11-21T12:00:00Z')
  const endedAt = new Date(startedAt.getTime() + SECONDS * 1000)
  const ended = { state: 'ended', endReason: 'completed', startedAt, endedAt }
  const run = await makeRun(db, ended)
  const rollup = new Rollup()
  const seconds = [...Array(SECONDS).keys()]
  const buckets = seconds.flatMap((second) => rollup.close(second, [secondOf(ALL_OPERATIONS, Array(50).fill(20_000))]))
  await storeRows(db, { runId: run.id }, [...buckets, ...rollup.flush()], seconds.map(healthySecond))
  const part = { endReason: 'completed', durationMs: SECONDS * 1000 }
  await db.shard.updateMany({ where: { runId: run.id }, data: part })
  const { revisionId, planId } = await db.run.findUniqueOrThrow({ where: { id: run.id } })
  return { ...run, revisionId, planId }
}

async function freeze(planId: string, number: number, draft: PlanDraft): Promise<void> {
  const plan = compiled(draft)
  const data = { planId, number, hash: `h${number}`, loadHash: loadHash(plan), actorName: 'Tester' }
  await database.db.planRevision.create({
    data: {
      ...data,
      draft: draft as unknown as Prisma.InputJsonObject,
      compiled: plan as unknown as Prisma.InputJsonObject,
    },
  })
}

test('a run is judged again by a stricter revision of the same load; what was stored before stays', async () => {
  const { db } = database
  const run = await measuredRun()
  const lead = await makePerson(db)
  await db.membership.create({ data: { userId: lead.userId, projectId: run.projectId, role: 'lead' } })
  const draft = demoPlan('http://127.0.0.1:4010')
  const own = { draft: draft as unknown as Prisma.InputJsonObject, loadHash: loadHash(compiled(draft)) }
  // A revision is frozen; only the test gives the run one that is real.
  await db.$executeRaw`ALTER TABLE plan_revision DISABLE TRIGGER USER`
  await db.planRevision.update({ where: { id: run.revisionId }, data: own })
  const strict = structuredClone(draft)
  strict.slas = [{ key: 'strict', metric: 'p95', target: '1ms', limit: '2ms' }]
  await freeze(run.planId, 2, strict)
  const heavier = structuredClone(draft)
  heavier.scenarios!.find(({ key }) => key === 'smoke')!.load!.users = '4711'
  await freeze(run.planId, 3, heavier)
  const elsewhere = structuredClone(strict)
  elsewhere.scenarios!.find(({ key }) => key !== 'smoke')!.load!.users = '4712'
  await freeze(run.planId, 4, elsewhere)

  await judgeEndedRun(db, run.id)
  await db.$executeRaw`ALTER TABLE run_verdict DISABLE TRIGGER USER`
  await db.runVerdict.updateMany({ where: { runId: run.id }, data: { rulesVersion: 2 } })
  await db.$executeRaw`ALTER TABLE run_verdict ENABLE TRIGGER USER`
  const before = await db.runVerdict.findMany({ where: { runId: run.id } })
  const facts = await findRunFacts(db, run.id)
  expect((await readJudgement(db, facts!, SECONDS))?.verdict.rules).toBe(2)

  const ctx = ctxOf(db, lead.ctx.actor)
  const verdict = await judgeAgain(ctx, { id: run.id, revision: 2 })
  expect(verdict).toMatchObject({ verdict: 'fail', validity: { reasons: [] } })
  const strictP95 = verdict.objectives.find(({ key }) => key === 'strict')!
  expect(strictP95.compliance).toMatchObject({ share: 0 })
  expect(strictP95.derivation?.run?.id).toBe(run.id)
  const refusal = await judgeAgain(ctx, { id: run.id, revision: 3 }).catch((error: Error) => error.message)
  expect(refusal).toContain('asks for another load of smoke than revision 1')
  expect(refusal).toContain('4711')
  expect((await listJudgingRevisions(ctx, run.id)).map(({ number }) => number)).toEqual([4, 2, 1])
  expect(await judgeAgain(ctx, { id: run.id, revision: 4 })).toMatchObject({ verdict: 'fail' })

  const listed = await listVerdicts(ctx, run.id)
  expect(listed.map(({ revision, rules, isOwn, isCurrent }) => [revision, rules, isOwn, isCurrent])).toEqual([
    [4, RULES_VERSION, false, true],
    [2, RULES_VERSION, false, true],
    [1, 2, true, false],
  ])
  expect(await db.runVerdict.findMany({ where: { id: before[0]!.id } })).toEqual(before)
})
