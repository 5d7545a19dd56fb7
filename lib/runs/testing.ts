// Rows a test of runs needs, made directly: a project, the demo plan, its first revision, a run of it with one shard.

import type { Prisma, Tx } from '#lib/db/client.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { demoPlan } from '#lib/plans/template/demo.ts'
import { titleOf } from './head.ts'

export async function makeRun(
  tx: Tx,
  run: Partial<Prisma.RunUncheckedCreateInput> = {},
): Promise<{ id: string; projectId: string }> {
  const project = await tx.project.create({ data: { name: 'Shop' } })
  const plan = await tx.plan.create({ data: { projectId: project.id, name: 'Orders', draft: {} } })
  const compiled = compiledDemo()
  const revision = await tx.planRevision.create({
    data: {
      planId: plan.id,
      number: 1,
      draft: {},
      compiled: compiled as unknown as Prisma.InputJsonObject,
      hash: 'h',
      loadHash: 'l',
      actorName: 'Tester',
    },
  })
  const data = {
    projectId: project.id,
    planId: plan.id,
    revisionId: revision.id,
    number: 1,
    scenario: 'smoke',
    environment: 'demo',
    title: titleOf(compiled, 1, { scenario: 'smoke', environment: 'demo' }) as unknown as Prisma.InputJsonObject,
    seed: 1,
  }
  return tx.run.create({
    data: { ...data, ...run, shards: { create: { index: 0 } } },
    select: { id: true, projectId: true },
  })
}

function compiledDemo(): CompiledPlan {
  const result = compilePlan(demoPlan('http://127.0.0.1:4010'))
  if (!result.ok) throw new Error('the demo plan does not compile')
  return result.plan
}
