// Rows a test of runs needs, made directly: a project, a plan, its first revision, a run with one shard.

import type { Prisma, Tx } from '#lib/db/client.ts'

export async function makeRun(
  tx: Tx,
  run: Partial<Prisma.RunUncheckedCreateInput> = {},
): Promise<{ id: string; projectId: string }> {
  const project = await tx.project.create({ data: { name: 'Shop' } })
  const plan = await tx.plan.create({ data: { projectId: project.id, name: 'Orders', draft: {} } })
  const compiled = {
    name: 'Orders',
    version: '1',
    scenarios: [],
    operations: [],
    environments: [],
    flows: [],
    objectives: [],
  }
  const revision = await tx.planRevision.create({
    data: { planId: plan.id, number: 1, draft: {}, compiled, hash: 'h', loadHash: 'l', actorName: 'Tester' },
  })
  const data = {
    projectId: project.id,
    planId: plan.id,
    revisionId: revision.id,
    number: 1,
    scenario: 's',
    environment: 'e',
    seed: 1,
  }
  return tx.run.create({
    data: { ...data, ...run, shards: { create: { index: 0 } } },
    select: { id: true, projectId: true },
  })
}
