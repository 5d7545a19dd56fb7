import type { Ctx } from '#lib/access/actor.ts'
import { recordAudit } from '#lib/access/audit.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Prisma, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { UpdateCycle } from '../input-schema.ts'
import { countValidSignOffs, readEvidence } from '../queries/evidence.ts'
import { authorizeCycle } from '../queries/facts.ts'
import { readSuite } from '../suite.ts'
import { changeSteps, sayStep } from '../suite-change.ts'
import { lockCycle, refuseClosed } from './change-evidence.ts'
import { checkDates, checkSteps, chooseEnvironment, toDate } from './create.ts'

/**
 * Everything but the revision, which is moved. Throws `precondition_failed` when its suite is running and would change, when a step of it
 * that has begun would, or when people have signed for another version or environment.
 */
export async function updateCycle(ctx: Ctx, { id, revision: _revision, ...input }: UpdateCycle): Promise<void> {
  const { projectId } = await authorizeCycle(ctx, id, input.state ? 'cycle.decide' : 'cycle.edit')
  await inTransaction(ctx.db, async (tx) => {
    const { state } = await lockCycle(tx, id)
    if (input.state !== 'open') refuseClosed({ state })
    const before = await tx.cycle.findUniqueOrThrow({ where: { id }, include: { revision: true } })
    checkActive(state, input)
    await checkSigned(tx, before, input)
    checkDates({
      startsOn: input.startsOn === undefined ? before.startsOn?.toISOString().slice(0, 10) : input.startsOn,
      endsOn: input.endsOn === undefined ? before.endsOn?.toISOString().slice(0, 10) : input.endsOn,
    })
    const plan = before.revision.compiled as unknown as CompiledPlan
    if (input.suite) checkSteps(plan, input.suite)
    const suite = input.suite ? changeSteps(readSuite(before.suite), input.suite, ctx.now) : null
    const data: Prisma.CycleUpdateInput = {
      ...(input.name !== undefined ? { name: input.name } : {}),
      ...(input.versionUnderTest !== undefined ? { versionUnderTest: input.versionUnderTest } : {}),
      ...(input.environment !== undefined ? { environment: chooseEnvironment(plan, input.environment) } : {}),
      ...(input.startsOn !== undefined ? { startsOn: toDate(input.startsOn) } : {}),
      ...(input.endsOn !== undefined ? { endsOn: toDate(input.endsOn) } : {}),
      ...(suite ? { suite: suite as unknown as Prisma.InputJsonObject } : {}),
      ...(input.state ? { state: input.state === 'closed' ? 'closed' : await stateOpened(id) } : {}),
    }
    await tx.cycle.update({ where: { id }, data })
    const verb = input.state === 'closed' ? 'cycle.close' : input.state === 'open' ? 'cycle.reopen' : 'cycle.update'
    const { suite: _suite, state: _state, ...to } = input
    const details = {
      ...{ changed: Object.keys(data), to: JSON.parse(JSON.stringify(to)) as Prisma.InputJsonObject },
      ...(suite ? { steps: suite.steps.map(sayStep) } : {}),
    }
    await recordAudit(tx, ctx, { verb, subject: { kind: 'cycle', id }, projectId, details })

    async function stateOpened(cycleId: string): Promise<string> {
      return (await tx.decision.count({ where: { cycleId } })) > 0 ? 'decided' : 'open'
    }
  })
}

/** While a suite goes on its environment stays; once it is paused, its steps may change. */
function checkActive(state: string, input: Omit<UpdateCycle, 'id' | 'revision'>): void {
  if (input.suite && state === 'running')
    throw new AppError(
      'precondition_failed',
      'The suite goes on. Pause it first: then what has not begun can be changed.',
    )
  if ((input.environment || input.state) && (state === 'running' || state === 'paused'))
    throw new AppError('precondition_failed', 'The suite goes on. Stop it first, or wait until it is over.')
}

/** The evidence names runs and revision; that it is about this version, on this environment, must not change behind a signature. */
async function checkSigned(
  tx: Tx,
  before: { id: string; versionUnderTest: string; environment: string },
  { versionUnderTest = before.versionUnderTest, environment = before.environment }: Omit<UpdateCycle, 'id'>,
): Promise<void> {
  if (versionUnderTest === before.versionUnderTest && environment === before.environment) return
  const signed = await countValidSignOffs(tx, await readEvidence(tx, before.id))
  if (signed === 0) return
  const people = signed === 1 ? 'One signature holds' : `${signed} signatures hold`
  throw new AppError(
    'precondition_failed',
    `${people} for version ${before.versionUnderTest || 'not named'} on ${before.environment}. Open another cycle for another; or decide anew, change it, and have it signed again.`,
  )
}
