import type { Ctx } from '#lib/access/actor.ts'
import { insertProject } from '#lib/access/commands/project.ts'
import type { Tx } from '#lib/db/client.ts'
import { demoPlan } from '../template/demo.ts'
import { insertPlan } from './create.ts'

/** Something to run at once: a project whose plan tests the demo target at `baseUrl`. Without a check, for setup. */
export async function insertDemoProject(tx: Tx, ctx: Pick<Ctx, 'actor'>, baseUrl: string): Promise<void> {
  const description = 'A worked example against the bundled demo target.'
  const project = await insertProject(tx, ctx, { name: 'Demo', description })
  await insertPlan(tx, ctx, project.id, demoPlan(baseUrl))
}
