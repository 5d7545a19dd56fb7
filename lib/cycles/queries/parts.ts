// Parts of a cycle by themselves, as API calls answer them.

import type { Ctx } from '#lib/access/actor.ts'
import type { CycleFacts } from '../facts.ts'
import { toCycleHead } from '../head.ts'
import { viewRuns } from '../matrix.ts'
import type { CycleRunView } from '../matrix-schema.ts'
import type { Checklists, CycleHead, ShareLink, SuiteView } from '../schema.ts'
import { viewSuite } from '../suite-view.ts'
import { readChecklists } from './checklists.ts'
import { authorizeCycle, readCycleFacts } from './facts.ts'
import { listShareLinks } from './share-links.ts'

async function readable(ctx: Ctx, id: string): Promise<CycleFacts> {
  await authorizeCycle(ctx, id, 'cycle.view')
  return readCycleFacts(ctx.db, id)
}

export async function getCycleHead(ctx: Ctx, id: string): Promise<CycleHead> {
  const facts = await readable(ctx, id)
  return toCycleHead({ ...facts, environments: facts.plan.environments })
}

export async function getSuite(ctx: Ctx, id: string): Promise<SuiteView> {
  return viewSuite(await readable(ctx, id), ctx.now)
}

export async function getCycleRuns(ctx: Ctx, id: string): Promise<CycleRunView[]> {
  return viewRuns(await readable(ctx, id))
}

export async function getCycleChecklists(ctx: Ctx, id: string): Promise<Checklists> {
  return readChecklists(ctx.db, await readable(ctx, id))
}

export async function getShareLinks(ctx: Ctx, id: string): Promise<ShareLink[]> {
  await authorizeCycle(ctx, id, 'cycle.share')
  return listShareLinks(ctx.db, id, ctx.now)
}
