// Asking for a quick bench of one operation: smaller caps than a run, and one at a time in a project.

import type { Ctx } from '#lib/access/actor.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { BENCH_LIMITS } from '../bench-limits.ts'
import type { StartBench } from '../bench-schema.ts'
import { BENCH_SCENARIO, benchLoad, planOfOperation } from '../quick-bench.ts'
import type { BenchOrder } from '../target-job.ts'
import { nameOf, requestTargetJob, unknownPart } from './request-target-job.ts'
import { hasUnfinishedJob } from './target-job.ts'

/** Throws `precondition_failed` with everything that stands in the way, `conflict` when the project has one under way. */
export function startBench(ctx: Ctx, { id: planId, ...asked }: StartBench): Promise<{ id: string }> {
  const { operation, environment, ...ask } = asked
  return requestTargetJob(ctx, {
    ...{ kind: 'bench', planId, scenario: BENCH_SCENARIO, details: ask, assertFree },
    orderOf: (draft) => orderOf(draft, { planId, operation, environment, ask }),
  })
}

async function assertFree(tx: Tx, projectId: string): Promise<void> {
  // Two requests of one moment see each other.
  await tx.$queryRaw`SELECT 1 FROM project WHERE id = ${projectId}::uuid FOR UPDATE`
  if (await hasUnfinishedJob(tx, projectId))
    throw new AppError('conflict', 'This project has a quick bench under way. Wait for its end, or stop it.')
}

interface Asked {
  planId: string
  operation: string
  environment: string | undefined
  ask: BenchOrder['ask']
}

function orderOf(draft: PlanDraft, { planId, ask, ...keys }: Asked): BenchOrder {
  const compiled = compilePlan(draft)
  if (!compiled.ok) {
    const message = compiled.findings.map((one) => `${one.places[0] ?? 'plan'}: ${one.message}`)
    throw new AppError('precondition_failed', `The plan has errors. ${message.join(' ')}`)
  }
  const { plan } = compiled
  const benched = planOfOperation(plan, keys.operation, benchLoad(ask, BENCH_LIMITS.durationMs))
  const operation = plan.operations.find(({ key }) => key === keys.operation)
  if (!benched || !operation) throw unknownPart('operation', keys.operation, plan.operations)
  const environment = plan.environments.find(({ key }) => key === (keys.environment ?? plan.environments[0]?.key))
  if (!environment) throw unknownPart('environment', keys.environment ?? '', plan.environments)
  return { planId, operation: nameOf(operation), environment: nameOf(environment), ask, plan: benched }
}
