// Deciding on a cycle. A decision supersedes those before and is never edited; of two people at the same moment one wins.

import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import { changeEvidence, type LockedCycle } from '#lib/cycles/commands/change-evidence.ts'
import { evidenceText, hashEvidence } from '#lib/cycles/evidence.ts'
import { staleBecause } from '#lib/cycles/facts.ts'
import { readEvidence } from '#lib/cycles/queries/evidence.ts'
import { authorizeCycle } from '#lib/cycles/queries/facts.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { isUniqueViolation } from '#lib/db/transaction.ts'
import { type Assessment, assessCycle } from '../queries/assessment.ts'
import type { Condition, Outcome } from '../schema.ts'

export interface Decide {
  id: string
  outcome: Outcome
  justification: string
  conditions?: Condition[] | undefined
  reason?: string | undefined
  after?: number | undefined
}

/**
 * Throws `invalid_input` against the proposal without a reason, or without conditions where they are needed; `precondition_failed` for
 * a go that nothing can support, or while a run is not judged; `conflict` when somebody decided, or the evidence changed, at the same moment.
 */
export async function decide(ctx: Ctx, input: Decide): Promise<void> {
  await authorizeCycle(ctx, input.id, 'cycle.decide')
  const assessment = await assessCycle(ctx.db, input.id, ctx.now)
  checkDecision(input, assessment)
  const last = assessment.evidence.decision?.sequence ?? 0
  if (input.after !== undefined && input.after !== last) throw overtaken()
  try {
    await changeEvidence(ctx, input.id, (tx, cycle) => store(tx, ctx, cycle, { input, assessment, last }))
  } catch (error) {
    throw isUniqueViolation(error) ? overtaken() : error
  }
}

const overtaken = () =>
  new AppError('conflict', 'Somebody else has decided at this moment. Look at that decision; yours was not stored.')

/** What a conditional go depends on: conditions, or waivers, which have an owner and an end as well. */
function checkDecision({ outcome, conditions = [], reason }: Decide, assessment: Assessment): void {
  const { proposal, facts, holding } = assessment
  const open = facts.runs.find(
    (run) => !run.excluded && staleBecause(run, facts) === null && (run.state !== 'ended' || run.verdict === null),
  )
  // Its verdict would make the signatures fall at once.
  if (open)
    throw new AppError(
      'precondition_failed',
      `${open.label} ${open.state === 'ended' ? 'is being judged' : 'goes on'}. Decide once it is judged, or exclude it with a reason.`,
    )
  if (outcome === 'go' && proposal.goBlockedBecause !== null)
    throw new AppError('precondition_failed', `A go cannot be decided. ${proposal.goBlockedBecause}`)
  if (outcome === 'conditional' && conditions.length === 0 && holding.length === 0)
    throw invalid(
      'conditions',
      'A conditional go has conditions, or an objective that is waived, e.g. [{ "text": "Raise the pool to 260", "owner": "Operations", "dueOn": "2026-12-01" }].',
    )
  if (outcome !== 'conditional' && conditions.length > 0)
    throw invalid('conditions', `A ${outcome} has no conditions. Decide "conditional" to set some.`)
  if (outcome !== proposal.outcome && !reason)
    throw invalid(
      'reason',
      `The rules propose ${proposal.outcome}. Say why you decide otherwise, e.g. { "reason": "Fixed and shown in R-1290" }.`,
    )
}

const invalid = (path: string, message: string) =>
  new AppError('invalid_input', message, { details: { fields: [{ path, message }] } })

interface Made {
  input: Decide
  assessment: Assessment
  last: number
}

async function store(tx: Tx, ctx: Ctx, cycle: LockedCycle, { input, assessment, last }: Made): Promise<void> {
  if (cycle.state === 'running' || cycle.state === 'paused')
    throw new AppError('precondition_failed', 'The suite goes on. Stop it first, or wait until it is over.')
  const before = await readEvidence(tx, cycle.id)
  if ((before.decision?.sequence ?? 0) !== last) throw overtaken()
  if (hashEvidence(before) !== hashEvidence(assessment.evidence))
    throw new AppError('conflict', 'The runs, verdicts or waivers changed at this moment. Look again, then decide.')
  const { outcome, justification, conditions = [], reason: given = '' } = input
  const reason = outcome === assessment.proposal.outcome ? '' : given
  const sequence = last + 1
  const evidence = { ...before, decision: { sequence, outcome, justification, reason, conditions } }
  await tx.decision.create({
    data: {
      ...{ cycleId: cycle.id, sequence, outcome, justification, reason, conditions },
      proposal: assessment.proposal as unknown as Prisma.InputJsonObject,
      evidence: JSON.parse(evidenceText(evidence)) as Prisma.InputJsonObject,
      evidenceHash: hashEvidence(evidence),
      ...{ actorId: userIdOf(ctx.actor), actorName: ctx.actor.name },
    },
  })
  await tx.cycle.updateMany({ where: { id: cycle.id, state: 'open' }, data: { state: 'decided' } })
  const details = { outcome, sequence, reason, proposed: assessment.proposal.outcome }
  const subject = { kind: 'cycle', id: cycle.id }
  await recordAudit(tx, ctx, { verb: 'decision.make', subject, projectId: cycle.projectId, details })
}
