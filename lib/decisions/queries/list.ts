// Cycles in lists, with what they wait for.

import type { Ctx } from '#lib/access/actor.ts'
import { authorize, authorizeRow } from '#lib/access/queries/authorize.ts'
import { type Page, type PageInput, pageQuery, toPage } from '#lib/core/page.ts'
import { hashEvidence } from '#lib/cycles/evidence.ts'
import { type CycleFacts, countingRuns } from '#lib/cycles/facts.ts'
import { toCycleHead } from '#lib/cycles/head.ts'
import { evidenceOf } from '#lib/cycles/queries/evidence.ts'
import { readCycleFacts } from '#lib/cycles/queries/facts.ts'
import type { CycleListItem } from '#lib/cycles/schema.ts'
import type { Tx } from '#lib/db/client.ts'
import { VERDICTS } from '#lib/verdicts/verdict.ts'
import { type DecisionRow, viewSignOffs } from '../sign-off.ts'
import { signOffRoles } from '../sign-off-roles.ts'
import { listDecisions } from './decisions.ts'

type ListInput = { id: string } & PageInput

export async function listProjectCycles(ctx: Ctx, { id, ...page }: ListInput): Promise<Page<CycleListItem>> {
  await authorize(ctx, id, 'cycle.view')
  return list(ctx.db, { projectId: id }, page)
}

export async function listPlanCycles(ctx: Ctx, { id, ...page }: ListInput): Promise<Page<CycleListItem>> {
  const plan = await ctx.db.plan.findUnique({ where: { id }, select: { projectId: true } })
  await authorizeRow(ctx, plan, 'cycle.view', 'plan')
  return list(ctx.db, { planId: id }, page)
}

/** Connections are few, and others need some. */
const AT_ONCE = 4

async function list(tx: Tx, where: { projectId: string } | { planId: string }, page: PageInput) {
  const rows = await tx.cycle.findMany({ where, ...pageQuery(page), select: { id: true } })
  const { items: ids, ...rest } = toPage(rows, page, ({ id }) => id)
  const items: CycleListItem[] = []
  for (let at = 0; at < ids.length; at += AT_ONCE)
    items.push(...(await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => describe(tx, id)))))
  return { items, ...rest }
}

async function describe(tx: Tx, id: string): Promise<CycleListItem> {
  const [facts, decisions] = await Promise.all([readCycleFacts(tx, id), listDecisions(tx, id)])
  const runs = countingRuns(facts)
  const ranks = runs.flatMap(({ verdict }) => (verdict ? [VERDICTS.indexOf(verdict.verdict)] : []))
  const decision = await lastDecision(tx, facts, decisions)
  const isUndecided = decision === null || !decision.isCurrent
  const isSigned = decision !== null && decision.missing === 0
  const rests = facts.cycle.state === 'open' || facts.cycle.state === 'decided'
  return {
    ...toCycleHead({ ...facts, environments: facts.plan.environments }),
    scenarios: { total: facts.plan.scenarios.length, run: runs.length },
    worstVerdict: ranks.length > 0 ? (VERDICTS[Math.max(...ranks)] ?? null) : null,
    decision: decision?.view ?? null,
    waitingFor: !rests || runs.length === 0 ? null : isUndecided ? 'decision' : isSigned ? null : 'signature',
  }
}

async function lastDecision(tx: Tx, facts: CycleFacts, decisions: DecisionRow[]) {
  const [last] = decisions
  if (!last) return null
  const evidence = await evidenceOf(tx, facts)
  const isCurrent = hashEvidence(evidence) === last.evidenceHash
  const signOffs = viewSignOffs(decisions, evidence, null)
  const valid = signOffs.filter((one) => one.valid)
  const signed = new Set(valid.map(({ role }) => role.toLowerCase()))
  const missing = signOffRoles(facts.draft).filter((role) => !signed.has(role.toLowerCase())).length
  const view: CycleListItem['decision'] = {
    outcome: last.outcome as NonNullable<CycleListItem['decision']>['outcome'],
    ...{ by: last.actorName, at: last.createdAt.toISOString(), isCurrent },
    signOffs: { valid: valid.length, revoked: signOffs.length - valid.length },
  }
  return { isCurrent, missing, view }
}
