import type { Ctx } from '#lib/access/actor.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { NamedSecret } from '../schema.ts'

/** The secrets that environments of the project's plans name, each once. */
export async function listNamedSecrets(ctx: Ctx, projectId: string): Promise<NamedSecret[]> {
  await authorize(ctx, projectId, 'plan.view')
  const plans = await ctx.db.plan.findMany({
    where: { projectId },
    select: { name: true, draft: true },
    orderBy: { name: 'asc' },
  })
  const named = new Map<string, NamedSecret>()
  for (const plan of plans) {
    for (const { key: environment, secrets } of (plan.draft as unknown as PlanDraft).environments ?? []) {
      for (const name of secrets ?? []) {
        const one = named.get(JSON.stringify([environment, name])) ?? { environment, name, plans: [] }
        one.plans.push(plan.name)
        named.set(JSON.stringify([environment, name]), one)
      }
    }
  }
  return [...named.values()]
}
