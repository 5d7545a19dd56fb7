// Rows a test of runs needs, made directly: a project, the demo plan, its first revision, a run of it with one shard.

import type { Prisma, Tx } from '#lib/db/client.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import { demoPlan } from '#lib/plans/template/demo.ts'

export async function makeRun(
  tx: Tx,
  run: Partial<Prisma.RunUncheckedCreateInput> = {},
): Promise<{ id: string; projectId: string }> {
  const project = await tx.project.create({ data: { name: 'Shop' } })
  const plan = await tx.plan.create({ data: { projectId: project.id, name: 'Orders', draft: {} } })
  const compiled = compiledDemo()
  const revision = await tx.planRevision.create({
    data: { planId: plan.id, number: 1, draft: {}, compiled, hash: 'h', loadHash: 'l', actorName: 'Tester' },
  })
  const data = {
    projectId: project.id,
    planId: plan.id,
    revisionId: revision.id,
    number: 1,
    scenario: 'smoke',
    environment: 'demo',
    seed: 1,
  }
  return tx.run.create({
    data: { ...data, ...run, shards: { create: { index: 0 } } },
    select: { id: true, projectId: true },
  })
}

function compiledDemo(): Prisma.InputJsonObject {
  const result = compilePlan(demoPlan('http://127.0.0.1:4010'))
  if (!result.ok) throw new Error('the demo plan does not compile')
  return result.plan as unknown as Prisma.InputJsonObject
}
