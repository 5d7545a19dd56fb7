// What the load generators went through, one line per worker.

import type { GeneratorPoint } from '#lib/runs/schema.ts'

export interface GeneratorRow {
  shard: number
  /** Over the whole run: the highest of the seconds' p99, because percentiles have no mean. */
  lagWorstMs: number
  lagNowMs: number
  utilisation: number
  cpu: number
  offered: number
  sent: number
  achievedShare: number | null
  droppedTarget: number
  droppedGenerator: number
  /** Most open at one time. */
  mostConnections: number
  connectionsOpened: number
  waitedForConnection: number
  localSocketErrors: number
  bufferBytes: number
  inFlight: number
  lagTrend: number[]
}

const TREND_SECONDS = 60

export function generatorRows(points: readonly GeneratorPoint[]): GeneratorRow[] {
  const shards = [...new Set(points.map((p) => p.shard))].sort((a, b) => a - b)
  return shards.map((shard) =>
    oneGenerator(
      shard,
      points.filter((p) => p.shard === shard),
    ),
  )
}

function oneGenerator(shard: number, points: readonly GeneratorPoint[]): GeneratorRow {
  const sum = (value: (p: GeneratorPoint) => number): number => points.reduce((total, p) => total + value(p), 0)
  const last = points.at(-1)
  const lately = points.slice(-10)
  const mean = (value: (p: GeneratorPoint) => number): number =>
    lately.reduce((total, p) => total + value(p), 0) / Math.max(1, lately.length)
  const offered = sum((p) => p.offered)
  const sent = sum((p) => p.sent)
  return {
    shard,
    lagWorstMs: points.reduce((worst, p) => Math.max(worst, p.lagP99Ms), 0),
    lagNowMs: last?.lagP99Ms ?? 0,
    utilisation: mean((p) => p.utilisation),
    cpu: mean((p) => p.cpu),
    offered,
    sent,
    achievedShare: offered > 0 ? sent / offered : null,
    droppedTarget: sum((p) => p.droppedTarget),
    droppedGenerator: sum((p) => p.droppedGenerator),
    mostConnections: points.reduce((most, p) => Math.max(most, p.mostConnections), 0),
    connectionsOpened: sum((p) => p.connectionsOpened),
    waitedForConnection: sum((p) => p.waitedForConnection),
    localSocketErrors: sum((p) => p.localSocketErrors),
    bufferBytes: last?.bufferBytes ?? 0,
    inFlight: last?.inFlight ?? 0,
    lagTrend: points.slice(-TREND_SECONDS).map((p) => p.lagP99Ms),
  }
}
