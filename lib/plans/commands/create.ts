import { type Ctx, userIdOf } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorize } from '#lib/access/queries/authorize.ts'
import type { Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { PlanDraft } from '../document/plan.ts'
import { draftFromYaml } from '../draft-input.ts'
import { toPlan } from '../plan-view.ts'
import { getTemplateDraft } from '../queries/template.ts'
import type { PlanView } from '../schema.ts'
import { planFromTemplate } from '../template.ts'
import { TEMPLATES, type TemplateKey } from '../template-key.ts'
import { columnsOf } from './row.ts'

export async function createPlan(ctx: Ctx, projectId: string, draft: PlanDraft): Promise<PlanView> {
  const role = await authorize(ctx, projectId, 'plan.edit')
  return inTransaction(ctx.db, async (tx) => toPlan(await insertPlan(tx, ctx, projectId, draft), role))
}

export interface PlanSource {
  document?: PlanDraft
  yaml?: string
  /** Key of a bundled one, id of one of the project. */
  template?: string
  /** In place of the name a template brings. */
  name?: string
}

/** `createPlanSchema` sees to it that exactly one source is given. `demoUrl` is where the demo target listens. */
export async function createPlanFrom(
  ctx: Ctx,
  projectId: string,
  source: PlanSource,
  demoUrl: string,
): Promise<PlanView> {
  await authorize(ctx, projectId, 'plan.edit')
  return createPlan(ctx, projectId, await draftOf(ctx, projectId, source, demoUrl))
}

async function draftOf(ctx: Ctx, projectId: string, source: PlanSource, baseUrl: string): Promise<PlanDraft> {
  const { document, yaml, template = 'blank', name } = source
  if (document) return document
  if (yaml !== undefined) return draftFromYaml(yaml)
  if (isBundled(template)) return planFromTemplate(template, { baseUrl, now: ctx.now, engineer: ctx.actor.name }, name)
  const draft = await getTemplateDraft(ctx, projectId, template)
  return name ? { ...draft, name } : draft
}

const isBundled = (template: string): template is TemplateKey => (TEMPLATES as readonly string[]).includes(template)

/** Without a check: for commands that made theirs. */
export async function insertPlan(
  tx: Tx,
  { actor }: Pick<Ctx, 'actor'>,
  projectId: string,
  draft: PlanDraft,
  origin: { clonedFrom?: string } = {},
) {
  const edit = { version: 1, paths: [], actorId: userIdOf(actor), actorName: actor.name }
  const plan = await tx.plan.create({ data: { projectId, ...columnsOf(draft), edits: { create: edit } } })
  const subject = { kind: 'plan', id: plan.id }
  await recordAudit(tx, { actor }, { verb: 'plan.create', subject, projectId, details: { name: plan.name, ...origin } })
  return plan
}
