import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { AppError } from '#lib/core/errors.ts'
import { type Evidence, evidenceText, hashText } from '#lib/cycles/evidence.ts'
import { readEvidence } from '#lib/cycles/queries/evidence.ts'
import { authorizeCycle } from '#lib/cycles/queries/facts.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { DecisionView, EvidenceView, SignOffView, WaiverView } from '../schema.ts'
import { type DecisionRow, toDecision, viewSignOffs } from '../sign-off.ts'
import { toWaiver } from '../waiver.ts'

/** Newest first, each with its signatures. Authorize before calling. */
export function listDecisions(tx: Tx, cycleId: string): Promise<DecisionRow[]> {
  return tx.decision.findMany({ where: { cycleId }, orderBy: { sequence: 'desc' }, include: { signOffs: true } })
}

/** What the cycle stands on, now and as it was decided on, each as the text that was hashed. */
export async function getEvidence(ctx: Ctx, cycleId: string): Promise<EvidenceView> {
  await authorizeCycle(ctx, cycleId, 'cycle.view')
  const [now, decision] = await Promise.all([
    readEvidence(ctx.db, cycleId),
    ctx.db.decision.findFirst({ where: { cycleId }, orderBy: { sequence: 'desc' } }),
  ])
  const text = evidenceText(now)
  const decided = decision && {
    ...{ sha256: decision.evidenceHash, decision: decision.sequence },
    text: evidenceText(decision.evidence as unknown as Evidence),
  }
  return { sha256: hashText(text), text, decided }
}

export async function getLastDecision(ctx: Ctx, cycleId: string): Promise<DecisionView> {
  await authorizeCycle(ctx, cycleId, 'cycle.view')
  const [now, [last]] = await Promise.all([readEvidence(ctx.db, cycleId), listDecisions(ctx.db, cycleId)])
  if (!last) throw new AppError('not_found', 'Nothing is decided yet.')
  return toDecision(last, now)
}

export async function getSignOffs(ctx: Ctx, cycleId: string): Promise<SignOffView[]> {
  await authorizeCycle(ctx, cycleId, 'cycle.view')
  const [now, decisions] = await Promise.all([readEvidence(ctx.db, cycleId), listDecisions(ctx.db, cycleId)])
  return viewSignOffs(decisions, now, userIdOf(ctx.actor))
}

/** All of them, oldest first. */
export async function getWaivers(ctx: Ctx, cycleId: string): Promise<WaiverView[]> {
  await authorizeCycle(ctx, cycleId, 'cycle.view')
  const cycle = await ctx.db.cycle.findUniqueOrThrow({
    where: { id: cycleId },
    select: { revision: { select: { compiled: true, draft: true } }, waivers: { orderBy: { id: 'asc' } } },
  })
  const { compiled, draft } = cycle.revision
  const revision = { plan: compiled as unknown as CompiledPlan, draft: draft as unknown as PlanDraft }
  return cycle.waivers.map((row) => toWaiver(row, revision, ctx.now))
}
