import type { Ctx } from '#lib/access/actor.ts'
import { listSecrets } from '#lib/access/queries/secret.ts'
import { withFileColumns } from '../dataset-columns.ts'
import { lintPlan } from '../lint/rules.ts'
import type { LintView } from '../schema.ts'
import { listKnownFiles } from './dataset-file.ts'
import { getDraft } from './plan.ts'

/** What is wrong with the draft as it is now, and with what the project keeps for it. */
export async function getLint(ctx: Ctx, planId: string): Promise<LintView> {
  const { draft, projectId } = await getDraft(ctx, planId)
  const stored = Map.groupBy(await listSecrets(ctx, projectId), ({ environment }) => environment)
  const names = [...stored].map(([environment, secrets]) => [environment, secrets.map(({ name }) => name)] as const)
  const files = await listKnownFiles(ctx.db, projectId, draft)
  return lintPlan(withFileColumns(draft, files), {
    storedSecrets: new Map(names.map(([key, list]) => [key, new Set(list)])),
    fileRows: new Map(files.map(({ name, rows }) => [name, rows])),
  })
}
