import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { authorizeRow } from '#lib/access/queries/authorize.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { freezeRevision } from '#lib/plans/commands/freeze.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { CreateCycle, SuiteStepInput } from '../input-schema.ts'
import { defaultSteps } from '../suite.ts'
import { fullStep } from '../suite-change.ts'

/** Opens a cycle on a revision of the plan: the one named, else the plan as it is now. Returns its id. */
export async function createCycle(ctx: Ctx, input: CreateCycle): Promise<{ id: string }> {
  const row = await ctx.db.plan.findUnique({ where: { id: input.id }, select: { projectId: true } })
  const { projectId } = await authorizeRow(ctx, row, 'cycle.edit', 'plan')
  checkDates(input)
  return inTransaction(ctx.db, async (tx) => {
    const { id: revisionId, number: revision, compiled } = await findRevision(tx, ctx, input.id, input.revision)
    const environment = chooseEnvironment(compiled, input.environment)
    const versionUnderTest = input.versionUnderTest ?? compiled.version
    if (input.suite) checkSteps(compiled, input.suite)
    const steps = input.suite?.map(fullStep) ?? defaultSteps(compiled)
    const number = await takeCycleNumber(tx, input.id)
    const name = input.name ?? `${compiled.name} ${versionUnderTest}`.trim()
    const cycle = await tx.cycle.create({
      data: {
        ...{ projectId, planId: input.id, revisionId, number, name, versionUnderTest, environment },
        startsOn: toDate(input.startsOn),
        endsOn: toDate(input.endsOn),
        suite: { steps, progress: null } as unknown as Prisma.InputJsonObject,
        createdBy: ctx.actor.name,
      },
      select: { id: true },
    })
    const details = { name, revision, versionUnderTest, environment }
    await recordAudit(tx, ctx, { verb: 'cycle.create', subject: { kind: 'cycle', id: cycle.id }, projectId, details })
    return cycle
  })
}

/** The revision of that number; without one, or "latest", the draft frozen as it is. Throws `not_found`. */
export async function findRevision(
  tx: Tx,
  ctx: Ctx,
  planId: string,
  wanted: number | 'latest' | undefined,
): Promise<{ id: string; number: number; compiled: CompiledPlan }> {
  if (wanted === undefined || wanted === 'latest') return freezeRevision(tx, ctx, planId)
  const found = await tx.planRevision.findUnique({ where: { planId_number: { planId, number: wanted } } })
  if (!found) throw new AppError('not_found', `The plan has no revision ${wanted}.`)
  return { id: found.id, number: found.number, compiled: found.compiled as unknown as CompiledPlan }
}

export function chooseEnvironment(plan: CompiledPlan, wanted: string | undefined): string {
  const keys = plan.environments.map(({ key }) => key)
  const chosen = wanted ?? keys[0]
  if (chosen !== undefined && keys.includes(chosen)) return chosen
  const message = `The plan has no environment "${wanted}". It has: ${keys.join(', ')}.`
  throw new AppError('invalid_input', message, { details: { fields: [{ path: 'environment', message }] } })
}

/** Throws `invalid_input`, naming a scenario the plan does not have. */
export function checkSteps({ scenarios }: CompiledPlan, steps: readonly SuiteStepInput[]): void {
  const keys = scenarios.map(({ key }) => key)
  for (const [index, { scenario }] of steps.entries()) {
    if (keys.includes(scenario)) continue
    const message = `The plan has no scenario "${scenario}". It has: ${keys.join(', ')}.`
    throw new AppError('invalid_input', message, {
      details: { fields: [{ path: `suite.${index}.scenario`, message }] },
    })
  }
}

export function checkDates({
  startsOn,
  endsOn,
}: {
  startsOn?: string | null | undefined
  endsOn?: string | null | undefined
}): void {
  if (!startsOn || !endsOn || startsOn <= endsOn) return
  const message = `The release on ${endsOn} would be before the tests begin on ${startsOn}. Give a later day, e.g. ${startsOn}.`
  throw new AppError('invalid_input', message, { details: { fields: [{ path: 'endsOn', message }] } })
}

export const toDate = (text: string | null | undefined): Date | null => (text ? new Date(`${text}T00:00:00Z`) : null)

async function takeCycleNumber(tx: Tx, planId: string): Promise<number> {
  const { lastCycle } = await tx.plan.update({
    where: { id: planId },
    data: { lastCycle: { increment: 1 } },
    select: { lastCycle: true },
  })
  return lastCycle
}
