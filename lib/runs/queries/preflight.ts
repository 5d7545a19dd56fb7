// Pre-flight: the plan as it stands, checked for one scenario and environment, without sending anything.

import { lookup } from 'node:dns/promises'
import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { decideTarget, type TargetDecision, type TargetPolicy } from '#lib/access/target-policy.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { lintPlan } from '#lib/plans/lint/rules.ts'
import { withKnownColumns } from '#lib/plans/queries/dataset-file.ts'
import { checkPlan, chooseParts, type Problem, targetUrls } from '../preflight.ts'
import type { Preflight } from '../preflight-schema.ts'
import { missingWorkers, planShards } from '../shards.ts'
import { readFrozenPlan } from './frozen-plan.ts'
import { listObstacles } from './obstacles.ts'
import { instanceTargetPolicy } from './target-policy.ts'
import { listLiveWorkers, type WorkerRow } from './workers.ts'

export interface PreflightInput {
  planId: string
  scenario: string
  environment?: string | undefined
  /** A frozen revision of the plan in place of its draft. */
  revisionId?: string | undefined
  /** What else stands in the way, from beyond. */
  further?: Preflight['problems']
}

/** Throws `not_found` when the actor may not see the plan; everything else that is wrong is an answer. */
export async function getPreflight(ctx: Ctx, input: PreflightInput): Promise<Preflight> {
  const plan = await ctx.db.plan.findUnique({ where: { id: input.planId }, select: { projectId: true, draft: true } })
  const row = await authorizeRow(ctx, plan, 'plan.view', 'plan')
  const frozen = input.revisionId ? await readFrozenPlan(ctx.db, input.planId, input.revisionId) : null
  const [{ plan: compiled, ...checked }, workers] = await Promise.all([
    frozen
      ? checkFrozen(frozen.compiled, input)
      : checkDraft(await withKnownColumns(ctx.db, row.projectId, row.draft as unknown as PlanDraft), input),
    listLiveWorkers(ctx.db),
  ])
  const obstacles = compiled ? await listObstacles(ctx.db, row.projectId, compiled, input) : []
  const { further = [] } = input
  const problems = [...further, ...obstacles, ...checked.problems, ...workerProblems(compiled, input, workers)]
  return { ...checked, problems, ok: problems.length === 0, workers: workers.map(toPreflightWorker) }
}

function workerProblems(plan: CompiledPlan | null, { scenario }: PreflightInput, workers: WorkerRow[]): Problem[] {
  if (workers.length === 0) {
    return [{ code: 'no-worker', message: 'No worker is up. Start one with `npm run worker`.' }]
  }
  const found = plan?.scenarios.find(({ key }) => key === scenario)
  const message = found ? missingWorkers(planShards(found), workers) : null
  return message === null ? [] : [{ code: 'too-few-workers', message }]
}

function toPreflightWorker({ id, host, labels, heartbeatAt, shard }: WorkerRow): Preflight['workers'][number] {
  return { id, host, labels, isBusy: shard !== null, heartbeatAt: heartbeatAt.toISOString() }
}

const UNKNOWN: Omit<Preflight, 'ok' | 'workers' | 'findings' | 'problems'> = {
  scenario: null,
  environment: null,
  baseUrl: null,
  target: { allowed: false, reason: 'Known once the plan has no errors.' },
  durationMs: null,
  peak: null,
  expectedRequests: null,
  objectives: [],
}

type Checked = Omit<Preflight, 'ok' | 'workers'> & { plan: CompiledPlan | null }

/** It was checked when it was frozen. */
async function checkFrozen(plan: CompiledPlan, input: PreflightInput): Promise<Checked> {
  const target = await decidePlanTarget(plan, input)
  return { ...checkPlan(plan, input, target, instanceTargetPolicy()), plan, findings: [] }
}

async function checkDraft(draft: PlanDraft, input: PreflightInput): Promise<Checked> {
  const { findings } = lintPlan(draft)
  const errors: Problem[] = findings
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, places, message }) => ({ code: rule, message: `${places[0] ?? 'plan'}: ${message}` }))
  const compiled = compilePlan(draft)
  if (!compiled.ok) return { ...UNKNOWN, plan: null, problems: errors, findings }
  const target = await decidePlanTarget(compiled.plan, input)
  const checked = checkPlan(compiled.plan, input, target, instanceTargetPolicy())
  return { ...checked, plan: compiled.plan, problems: [...errors, ...checked.problems], findings }
}

/** Names are resolved here only to tell early; the worker decides again on the address each connection goes to. */
export async function decidePlanTarget(
  plan: CompiledPlan,
  input: Pick<PreflightInput, 'scenario' | 'environment'>,
): Promise<Preflight['target']> {
  const { environment } = chooseParts(plan, input)
  if (!environment) return { allowed: false, reason: 'There is no environment to send to.' }
  for (const { place, url } of targetUrls(environment)) {
    const decision = await decideUrl(instanceTargetPolicy(), url)
    if (!decision.allowed) return { allowed: false, reason: `The ${place}: ${decision.reason}` }
  }
  return { allowed: true, reason: `${new URL(environment.baseUrl).host} is allowed.` }
}

async function decideUrl(policy: TargetPolicy, text: string): Promise<TargetDecision> {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol)) {
    return { allowed: false, reason: `"${text}" is no address. Example: http://127.0.0.1:4010` }
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  const addresses = await lookup(host, { all: true }).catch(() => [])
  if (addresses.length === 0) {
    return { allowed: false, reason: `The name ${host} cannot be resolved. Check its spelling.` }
  }
  for (const { address } of addresses) {
    const decision = decideTarget(policy, { host, ip: address, port })
    if (!decision.allowed) return decision
  }
  return { allowed: true }
}
