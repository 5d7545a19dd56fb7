// A whole cycle in one call.

import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { isPermitted } from '#lib/access/permission.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import type { Role } from '#lib/access/role.ts'
import { acceptanceOf } from '#lib/cycles/acceptance.ts'
import { criticalMetricsOf } from '#lib/cycles/critical-metrics.ts'
import { hashEvidence } from '#lib/cycles/evidence.ts'
import { type CycleFacts, countingRuns } from '#lib/cycles/facts.ts'
import { toCycleHead } from '#lib/cycles/head.ts'
import { kpisOf } from '#lib/cycles/kpi.ts'
import { matrixOf, viewRuns } from '#lib/cycles/matrix.ts'
import { readAnalyses } from '#lib/cycles/queries/analyses.ts'
import { authorizeCycle } from '#lib/cycles/queries/facts.ts'
import { listHistory } from '#lib/cycles/queries/history.ts'
import { listReportTexts } from '#lib/cycles/queries/report-texts.ts'
import { readFigures } from '#lib/cycles/queries/run-figures.ts'
import { listShareLinks } from '#lib/cycles/queries/share-links.ts'
import { viewSuite } from '#lib/cycles/suite-view.ts'
import type { Tx } from '#lib/db/client.ts'
import { type Assessment, assessCycle } from '#lib/decisions/queries/assessment.ts'
import { listDecisions } from '#lib/decisions/queries/decisions.ts'
import { toDecision, viewSignOffs } from '#lib/decisions/sign-off.ts'
import { signOffRoles } from '#lib/decisions/sign-off-roles.ts'
import { toWaiver } from '#lib/decisions/waiver.ts'
import { suggestionsOf } from '#lib/improvement/finding.ts'
import { readFindings, readKnown } from '#lib/improvement/queries/findings.ts'
import { readRecommendations } from '#lib/improvement/queries/recommendations.ts'
import type { CycleView } from '../cycle-view-schema.ts'
import { readPlanChange } from './plan-change.ts'

export async function getCycle(ctx: Ctx, cycleId: string): Promise<CycleView> {
  const { projectId } = await authorizeCycle(ctx, cycleId, 'cycle.view')
  const [role, assessment] = await Promise.all([
    authorize(ctx, projectId, 'cycle.view'),
    assessCycle(ctx.db, cycleId, ctx.now),
  ])
  const { facts, coverage, checklists, proposal, waivers } = assessment
  const [measured, people, planChangedSince] = await Promise.all([
    readMeasured(ctx.db, assessment),
    readPeople(ctx, assessment, role),
    readPlanChange(ctx.db, facts),
  ])
  return {
    ...toCycleHead({ ...facts, environments: facts.plan.environments }),
    planChangedSince,
    suite: viewSuite(facts, ctx.now),
    runs: viewRuns(facts),
    ...measured,
    ...{ coverage, checklists, proposal },
    criticalMetrics: criticalMetricsOf(facts.draft, coverage),
    acceptance: acceptanceOf(coverage, people.texts),
    waivers: waivers.map((row) => toWaiver(row, facts, ctx.now)),
    ...people,
    signOffRoles: signOffRoles(facts.draft),
    may: mayOf(role, facts),
  }
}

async function readMeasured(tx: Tx, { facts, coverage, holding }: Assessment) {
  const runs = countingRuns(facts)
  const ids = runs.map(({ id }) => id)
  const [figures, analyses, known] = await Promise.all([
    readFigures(tx, facts.plan, runs),
    readAnalyses(tx, ids),
    readKnown(tx, facts.cycle.id),
  ])
  const matrix = matrixOf(facts, figures, holding, analyses)
  return {
    matrix,
    totalTestMs: matrix.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0),
    kpis: kpisOf(facts, figures, coverage, analyses),
    suggestions: suggestionsOf(facts, coverage, analyses, known),
  }
}

async function readPeople(ctx: Ctx, { facts, evidence }: Assessment, role: Role) {
  const { db } = ctx
  const { id } = facts.cycle
  const [decisions, findings, recommendations, texts, shareLinks, history] = await Promise.all([
    listDecisions(db, id),
    readFindings(db, id),
    readRecommendations(db, facts.cycle),
    listReportTexts(db, id, evidence),
    isPermitted(role, 'cycle.share') ? listShareLinks(db, id, ctx.now) : [],
    listHistory(db, id),
  ])
  const [decision, ...earlierDecisions] = decisions.map((row) => toDecision(row, evidence))
  return {
    ...(decision ? { decision } : {}),
    ...{ earlierDecisions, findings, recommendations, texts, shareLinks, history },
    signOffs: viewSignOffs(decisions, evidence, userIdOf(ctx.actor)),
    evidenceHash: hashEvidence(evidence),
  }
}

function mayOf(role: Role, { cycle }: CycleFacts): CycleView['may'] {
  const isOpen = cycle.state !== 'closed'
  return {
    edit: isOpen && isPermitted(role, 'cycle.edit'),
    start: isOpen && isPermitted(role, 'run.start'),
    decide: isOpen && isPermitted(role, 'cycle.decide'),
    sign: isOpen && isPermitted(role, 'cycle.sign'),
    share: isPermitted(role, 'cycle.share'),
    close: isPermitted(role, 'cycle.decide'),
  }
}
