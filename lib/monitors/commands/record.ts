// Writes what monitors told during a run, a minute of a series in one row. A minute is written again while it grows; what another worker
// of the run had told of it stays.

import { AppError } from '#lib/core/errors.ts'
import type { Db, Tx } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import { isLeaseHeld } from '#lib/runs/commands/lease.ts'
import { leaseLost } from '#lib/runs/commands/record.ts'
import type { Lease } from '#lib/runs/lease.ts'
import { type MonitorPoint, type MonitorSeries, monitorPointsSchema } from '../sample.ts'

const MINUTE_MS = 60_000

type StoredPoint = [number, number] | [number, null, string]

interface Chunk {
  seriesId: string
  minute: number
  points: StoredPoint[]
}

/**
 * Adds points to series of a run, in one transaction. Throws `conflict` when the lease is no longer held (`isLeaseLost`); writing the
 * same twice adds nothing.
 */
export async function recordReadings(db: Db | Tx, lease: Lease, told: readonly MonitorSeries[]): Promise<void> {
  if (told.every(({ points }) => points.length === 0)) return
  await inTransaction(db, async (tx) => {
    if (!(await isLeaseHeld(tx, lease))) throw leaseLost()
    const ids = await nameSeries(tx, lease.runId, told)
    const fresh = told.flatMap((series) => chunksOf(idOf(ids, series), series.points))
    const where = { OR: fresh.map(({ seriesId, minute }) => ({ seriesId, minute })) }
    const known = await tx.monitorChunk.findMany({ where })
    await tx.monitorChunk.deleteMany({ where })
    await tx.monitorChunk.createMany({ data: fresh.map((chunk) => joined(chunk, known.find(isOf(chunk))?.points)) })
  })
}

const keyOf = (monitor: string, metric: string) => `${monitor}\n${metric}`
const isOf = (chunk: Chunk) => (one: { seriesId: string; minute: number }) =>
  one.seriesId === chunk.seriesId && one.minute === chunk.minute

async function nameSeries(tx: Tx, runId: string, told: readonly MonitorSeries[]): Promise<Map<string, string>> {
  const find = () => tx.monitorSeries.findMany({ where: { runId }, select: { id: true, monitor: true, metric: true } })
  const map = (rows: { id: string; monitor: string; metric: string }[]) =>
    new Map(rows.map(({ id, monitor, metric }) => [keyOf(monitor, metric), id]))
  const known = map(await find())
  const unnamed = told.filter(({ monitor, key }) => !known.has(keyOf(monitor, key)))
  if (unnamed.length === 0) return known
  await tx.monitorSeries.createMany({
    data: unnamed.map(({ monitor, key, label, role, unit, kind }) => ({
      ...{ runId, monitor, metric: key, label, role, unit, kind },
    })),
    skipDuplicates: true,
  })
  return map(await find())
}

function idOf(ids: Map<string, string>, { monitor, key }: MonitorSeries): string {
  const id = ids.get(keyOf(monitor, key))
  if (!id) throw new AppError('internal', `The series of ${monitor}.${key} has no id.`)
  return id
}

function chunksOf(seriesId: string, points: readonly MonitorPoint[]): Chunk[] {
  const minutes = Map.groupBy(points, ({ offsetMs }) => Math.floor(offsetMs / MINUTE_MS))
  return [...minutes].map(([minute, own]) => ({ seriesId, minute, points: own.map(toStored) }))
}

function joined(chunk: Chunk, known: unknown): Chunk {
  const before: StoredPoint[] = known === undefined ? [] : monitorPointsSchema.parse(known)
  const byOffset = new Map([...before, ...chunk.points].map((point) => [point[0], point]))
  return { ...chunk, points: [...byOffset.values()].sort(([a], [b]) => a - b) }
}

function toStored({ offsetMs, value, why }: MonitorPoint): StoredPoint {
  return value === null ? [offsetMs, null, why ?? ''] : [offsetMs, value]
}
