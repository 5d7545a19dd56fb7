// Pre-flight: the plan as it stands, checked for one scenario and environment, without sending anything.

import { lookup } from 'node:dns/promises'
import type { Ctx } from '#lib/access/actor.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { decideTarget, type TargetDecision, type TargetPolicy } from '#lib/access/target-policy.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { formatEntry, formatValue } from '#lib/plans/criterion-text.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import type { Finding } from '#lib/plans/finding.ts'
import { lintPlan } from '#lib/plans/lint/rules.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'
import { chooseParts, exceededCaps, forecastLoad, type Problem, targetUrls } from '../preflight.ts'
import type { Preflight } from '../schema.ts'
import { instanceTargetPolicy } from './target-policy.ts'
import { listLiveWorkers } from './workers.ts'

export interface PreflightInput {
  planId: string
  scenario: string
  environment?: string | undefined
}

/** Throws `not_found` when the actor may not see the plan; everything else that is wrong is an answer. */
export async function getPreflight(ctx: Ctx, input: PreflightInput): Promise<Preflight> {
  const plan = await ctx.db.plan.findUnique({ where: { id: input.planId }, select: { projectId: true, draft: true } })
  const row = await authorizeRow(ctx, plan, 'plan.view', 'plan')
  const draft = row.draft as unknown as PlanDraft
  const [checked, workers] = await Promise.all([checkDraft(draft, input), listLiveWorkers(ctx.db)])
  const problems = [...checked.problems]
  if (workers.length === 0)
    problems.push({ code: 'no-worker', message: 'No worker is up. Start one with `npm run worker`.' })
  return {
    ...checked,
    problems,
    ok: problems.length === 0,
    workers: workers.map(({ id, host, heartbeatAt }) => ({ id, host, heartbeatAt: heartbeatAt.toISOString() })),
  }
}

async function checkDraft(draft: PlanDraft, input: PreflightInput): Promise<Omit<Preflight, 'ok' | 'workers'>> {
  const { findings } = lintPlan(draft)
  const compiled = compilePlan(draft)
  if (!compiled.ok) {
    const merged = [...compiled.findings, ...findings.filter((one) => !isAmong(one, compiled.findings))]
    return { ...EMPTY, problems: errorsOf(merged), findings: merged }
  }
  return { ...(await checkPlan(compiled.plan, input, errorsOf(findings))), findings }
}

const EMPTY = {
  scenario: null,
  environment: null,
  baseUrl: null,
  target: { allowed: false, reason: 'Known once the plan has no errors.' },
  durationMs: null,
  peak: null,
  expectedRequests: null,
  objectives: [],
}

/** What stands in the way of running a compiled plan, beyond what lint says. */
export async function checkPlan(
  plan: CompiledPlan,
  input: Pick<PreflightInput, 'scenario' | 'environment'>,
  before: Problem[] = [],
): Promise<Omit<Preflight, 'ok' | 'workers' | 'findings'>> {
  const { scenario, environment, problems } = chooseParts(plan, input)
  const policy = instanceTargetPolicy()
  const forecast = scenario && forecastLoad(plan, scenario)
  const target = environment ? await decideEnvironment(policy, environment) : EMPTY.target
  const refused = environment && !target.allowed ? [{ code: 'target-refused', message: target.reason }] : []
  return {
    problems: [...before, ...problems, ...refused, ...(forecast ? exceededCaps(forecast, policy) : [])],
    scenario: scenario && { key: scenario.key, name: scenario.name, type: scenario.type },
    environment: environment && { key: environment.key, name: environment.name, kind: environment.kind },
    baseUrl: environment?.baseUrl ?? null,
    target,
    durationMs: forecast?.durationMs ?? null,
    peak: forecast?.peak ?? null,
    expectedRequests: forecast?.expectedRequests ?? null,
    objectives: scenario
      ? objectivesFor(plan, scenario).map(({ key, judge, priority, entry }) => ({
          ...{ key, judge: judge || formatEntry(entry), priority },
          target: entry.kind === 'criterion' ? formatValue(entry.target, entry.criterion.unit) : '',
          limit: entry.kind === 'criterion' ? formatValue(entry.limit, entry.criterion.unit) : '',
        }))
      : [],
  }
}

/** Names are resolved here only to tell early; the worker decides again on the address each connection goes to. */
async function decideEnvironment(policy: TargetPolicy, environment: CompiledPlan['environments'][number]) {
  for (const { place, url } of targetUrls(environment)) {
    const decision = await decideUrl(policy, url)
    if (!decision.allowed)
      return { allowed: false, reason: `${place[0]?.toUpperCase()}${place.slice(1)}: ${decision.reason}` }
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
  if (addresses.length === 0)
    return { allowed: false, reason: `The name ${host} cannot be resolved. Check its spelling.` }
  for (const { address } of addresses) {
    const decision = decideTarget(policy, { host, ip: address, port })
    if (!decision.allowed) return decision
  }
  return { allowed: true }
}

const isAmong = (finding: Finding, list: Finding[]) => list.some((one) => one.message === finding.message)

const errorsOf = (findings: Finding[]): Problem[] =>
  findings
    .filter((one) => one.severity === 'error')
    .map((one) => ({ code: one.rule, message: `${one.places[0] ?? 'plan'}: ${one.message}` }))
