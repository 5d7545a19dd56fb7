import type { Ctx } from '#lib/access/actor.ts'
import { ALL_OPERATIONS } from '../bucket.ts'
import type { LivePoint } from '../schema.ts'
import { getReadableRun } from './readable.ts'
import { listPoints } from './series.ts'
import { findMeasuredSeconds } from './window-rows.ts'

/** Chart points of one operation (default: all together) at the resolution that gives at most `points`. */
export async function getSeries(
  ctx: Ctx,
  input: {
    id: string
    operation?: string | undefined
    from?: number | undefined
    to?: number | undefined
    points?: number | undefined
  },
): Promise<{ operation: string; resolutionSeconds: number; points: LivePoint[] }> {
  const { run } = await getReadableRun(ctx, input.id)
  const operation = input.operation ?? ALL_OPERATIONS.key
  const measured = await findMeasuredSeconds(ctx.db, run.id)
  const fromSecond = Math.max(0, Math.floor((input.from ?? 0) / 1000))
  const toSecond = Math.min(measured, Math.ceil((input.to ?? measured * 1000) / 1000))
  const points = input.points ?? 600
  return { operation, ...(await listPoints(ctx.db, run.id, { operation, fromSecond, toSecond, points })) }
}
