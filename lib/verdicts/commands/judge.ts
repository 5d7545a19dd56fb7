// Verdicts are stored once per run, revision and version of the rules, and never changed.

import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { loadDifferences } from '#lib/plans/load-differences.ts'
import { findSameLoads } from '#lib/plans/queries/same-load.ts'
import { type SentScenario, sentParts } from '#lib/plans/scenario-load.ts'
import { findRunFacts, type RunFacts } from '#lib/runs/queries/facts.ts'
import { findMeasuredSeconds } from '#lib/runs/queries/window-rows.ts'
import type { RunVerdictView } from '#lib/runs/verdict-schema.ts'
import { readEvidence } from '../queries/evidence.ts'
import { findStoredJudgement } from '../queries/judgement.ts'
import { judgeRun, RULES_VERSION } from '../run-verdict.ts'

/** For the worker: judges a run that ended by the revision it ran under. Does nothing when it goes on or was judged. */
export async function judgeEndedRun(tx: Tx, runId: string): Promise<void> {
  const facts = await findRunFacts(tx, runId)
  if (facts?.run.state !== 'ended') return
  const { row } = await judgeOnce(tx, facts, { revisionId: facts.run.revisionId, plan: facts.plan })
  await store(tx, row)
}

/**
 * Judges a run by another revision of its plan, without running it again. Throws `precondition_failed` when that revision
 * asks for another load of its scenario, for then these measurements say nothing about it.
 */
export async function judgeAgain(ctx: Ctx, input: { id: string; revision: number }): Promise<RunVerdictView> {
  const facts = await findRunFacts(ctx.db, input.id)
  await authorizeRow(ctx, facts && { projectId: facts.run.projectId }, 'run.judge', 'run')
  const { run } = facts as RunFacts
  if (run.state !== 'ended')
    throw new AppError('precondition_failed', 'The run goes on; it can be judged once it ended.')
  const [own, other] = await Promise.all([
    ctx.db.planRevision.findUniqueOrThrow({ where: { id: run.revisionId }, select: FROZEN }),
    ctx.db.planRevision.findUnique({
      where: { planId_number: { planId: run.planId, number: input.revision } },
      select: FROZEN,
    }),
  ])
  if (!other) throw new AppError('not_found', `The plan has no revision ${input.revision}.`)
  const [isSameLoad] = await findSameLoads(ctx.db, [{ own, other, ...sentOf(run) }])
  if (!isSameLoad) throw refuseOtherLoad(own, other, sentOf(run))
  const plan = other.compiled as unknown as CompiledPlan
  const { verdict, row } = await judgeOnce(ctx.db, facts as RunFacts, { revisionId: other.id, plan })
  const subject = { kind: 'run', id: run.id }
  const details = { revision: other.number, verdict: verdict.verdict }
  await inTransaction(ctx.db, async (tx) => {
    await store(tx, row)
    await recordAudit(tx, ctx, { verb: 'run.judge', subject, projectId: run.projectId, details })
  })
  return verdict
}

const FROZEN = { id: true, number: true, compiled: true, draft: true, loadHash: true } as const

interface Frozen {
  number: number
  draft: Prisma.JsonValue
  compiled: Prisma.JsonValue
}

const sentOf = ({ scenario, environment }: RunFacts['run']): SentScenario => ({ scenario, environment })

const NAMED = 3

function refuseOtherLoad(own: Frozen, other: Frozen, sent: SentScenario): AppError {
  const scenarios = [own, other].map(({ compiled }) => {
    const plan = compiled as unknown as CompiledPlan
    return { plan, scenario: plan.scenarios.find(({ key }) => key === sent.scenario) }
  })
  const parts = scenarios.flatMap(({ plan, scenario }) => (scenario ? [sentParts(plan, scenario)] : []))
  const changes = loadDifferences(own.draft as PlanDraft, other.draft as PlanDraft, { ...sent, parts })
  const named = changes
    .slice(0, NAMED)
    .map(({ place, before, after }) => `${place}: ${before ?? '–'} → ${after ?? '–'}`)
  const more = changes.length > NAMED ? ` and ${changes.length - NAMED} more` : ''
  const difference = named.length > 0 ? ` (${named.join('; ')}${more})` : ''
  const message = `Revision ${other.number} asks for another load of ${sent.scenario} than revision ${own.number}, under which this run was sent${difference}. Start a run of revision ${other.number}.`
  return new AppError('precondition_failed', message, { details: { changes } })
}

type VerdictRow = Prisma.RunVerdictCreateManyInput

async function store(tx: Tx, row: VerdictRow | null): Promise<void> {
  if (row) await tx.runVerdict.createMany({ data: row, skipDuplicates: true })
}

/** The stored verdict, or a new one and the row that keeps it. */
async function judgeOnce(
  tx: Tx,
  facts: RunFacts,
  by: { revisionId: string; plan: CompiledPlan },
): Promise<{ verdict: RunVerdictView; row: VerdictRow | null }> {
  const runId = facts.run.id
  const stored = await findStoredJudgement(tx, runId, by.revisionId)
  if (stored) return { verdict: stored.verdict, row: null }
  const evidence = await readEvidence(tx, facts, by.plan, await findMeasuredSeconds(tx, runId))
  const verdict = judgeRun(by.plan, facts.run.scenario, evidence)
  const row = {
    runId,
    revisionId: by.revisionId,
    rulesVersion: RULES_VERSION,
    verdict: verdict.verdict,
    sentence: verdict.sentence,
    validity: verdict.validity as unknown as Prisma.InputJsonObject,
    objectives: verdict.objectives as unknown as Prisma.InputJsonArray,
    confidence: verdict.confidence as unknown as Prisma.InputJsonObject,
  }
  return { verdict, row }
}
