import type { Ctx } from '#lib/access/actor.ts'
import { lintPlan } from '../lint/rules.ts'
import type { LintView } from '../schema.ts'
import { withKnownColumns } from './dataset-file.ts'
import { getDraft } from './plan.ts'

/** What is wrong with the draft as it is now. */
export async function getLint(ctx: Ctx, planId: string): Promise<LintView> {
  const { draft, projectId } = await getDraft(ctx, planId)
  return lintPlan(await withKnownColumns(ctx.db, projectId, draft))
}
