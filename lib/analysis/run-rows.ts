// What analyses read of a run whose rows are at hand, as the command line has them.

import type { Bucket, GeneratorSecond } from '#lib/runs/bucket.ts'
import { RESOLUTIONS } from '#lib/runs/bucket.ts'
import { resolutionFor } from '#lib/runs/resolution.ts'
import { isAllOperations, isJob } from '#lib/runs/series.ts'
import { mergeWindow } from '#lib/runs/window.ts'
import type { RunData, RunPoint, StageWindow } from './run-data.ts'

const MOST_TREND_POINTS = 720

type Measured = 'points' | 'trend' | 'stages' | 'total' | 'series' | 'jobs' | 'whileDown' | 'monitors' | 'planned'
type Told = Omit<RunData, Measured> & {
  monitors?: RunData['monitors']
  planned?: RunData['planned']
  /** For people; default: the key. */
  nameOf?: (kind: string, key: string) => string
}

/** Rows of one worker. `finestSeconds`: the shortest rows that are there for all of the run. */
export function runDataFromRows(
  rows: readonly Bucket[],
  generator: readonly GeneratorSecond[],
  { nameOf = (_kind, key) => key, ...told }: Told,
  finestSeconds = 1,
): RunData {
  const all = rows.filter(({ series }) => isAllOperations(series))
  const fine = RESOLUTIONS.find((resolution) => resolution >= finestSeconds) ?? 60
  // Coarser rows reach beyond the end.
  const finest = all.filter(({ resolution }) => resolution === fine)
  const seconds = finest.reduce((most, { startSecond }) => Math.max(most, startSecond + fine), 0)
  const coarse = Math.max(fine, resolutionFor(seconds, MOST_TREND_POINTS))
  const points = pointsAt(all, generator, fine)
  const own = Map.groupBy(
    rows.filter(({ series }) => !isAllOperations(series)),
    ({ series }) => `${series.kind}/${series.key}`,
  )
  return {
    ...told,
    points,
    trend: coarse === fine ? points : pointsAt(all, generator, coarse),
    stages: stagesOf(told, all),
    total: mergeWindow(all, 0, seconds),
    series: [...own.values()].map((group) => {
      const { series } = group[0]!
      return { series, name: nameOf(series.kind, series.key), window: mergeWindow(group, 0, seconds) }
    }),
    jobs: jobsOf(rows, fine),
    whileDown: null,
    monitors: told.monitors ?? [],
    planned: told.planned ?? { monitors: [], scaling: null },
  }
}

type Summed =
  | ('users' | 'waitedForConnection' | 'localSocketErrors')
  | ('connectionsOpened' | 'connectionsReused' | 'connectionsDropped')

function pointsAt(rows: readonly Bucket[], generator: readonly GeneratorSecond[], resolution: number): RunPoint[] {
  const told = Map.groupBy(generator, ({ second }) => Math.floor(second / resolution) * resolution)
  const ms = (micros: number | null) => (micros === null ? null : micros / 1000)
  return rows
    .filter((row) => row.resolution === resolution)
    .sort((a, b) => a.startSecond - b.startSecond)
    .map((row) => {
      const own = told.get(row.startSecond) ?? []
      const most = (name: 'inFlight' | 'utilisation' | 'mostConnections') => Math.max(0, ...own.map((one) => one[name]))
      const sum = (name: Summed) => own.reduce((total, one) => total + one[name], 0)
      const pools = own.map(({ poolUse }) => poolUse).filter((use) => use !== null)
      const { offered, sent, ok, failed, droppedTarget, droppedGenerator, interrupted, conflicts, refusals, errors } =
        row
      return {
        ...{ second: row.startSecond, seconds: resolution, offered, sent, ok, failed },
        ...{ droppedTarget, droppedGenerator, interrupted, conflicts, refusals, errors },
        ...{ p50Ms: ms(row.p50Micros), p95Ms: ms(row.p95Micros), p99Ms: ms(row.p99Micros) },
        users: own.length > 0 ? sum('users') / own.length : 0,
        ...{ inFlight: most('inFlight'), utilisation: most('utilisation') },
        ...{ waitedForConnection: sum('waitedForConnection'), localSocketErrors: sum('localSocketErrors') },
        ...{ connectionsOpened: sum('connectionsOpened'), connectionsReused: sum('connectionsReused') },
        ...{ connectionsDropped: sum('connectionsDropped'), mostConnections: most('mostConnections') },
        poolUse: pools.length > 0 ? Math.max(...pools) : null,
      }
    })
}

function stagesOf({ load, durationMs }: Pick<Told, 'load' | 'durationMs'>, all: readonly Bucket[]): StageWindow[] {
  return load.stages.flatMap((stage) => {
    const fromSecond = Math.ceil(stage.startMs / 1000)
    const toSecond = Math.floor(Math.min(Math.ceil(durationMs / 1000) * 1000, stage.startMs + stage.durationMs) / 1000)
    if (toSecond <= fromSecond) return []
    const window = mergeWindow(all, fromSecond, toSecond)
    return [{ stage, fromMs: fromSecond * 1000, toMs: toSecond * 1000, window }]
  })
}

function jobsOf(rows: readonly Bucket[], resolution: number): RunData['jobs'] {
  const fine = rows.filter((row) => row.resolution === resolution)
  const jobs = Map.groupBy(
    fine.filter(({ series }) => isJob(series)),
    ({ series }) => series.key.slice(0, -'.job'.length),
  )
  return [...jobs].map(([key, ended]) => {
    const begun = fine.filter(({ series }) => series.kind === 'operation' && series.key === key)
    const at = new Map<number, { second: number; begun: number; ended: number }>()
    const of = (second: number) => {
      const known = at.get(second) ?? { second, begun: 0, ended: 0 }
      at.set(second, known)
      return known
    }
    for (const { startSecond, ok } of begun) of(startSecond).begun += ok
    for (const { startSecond, ok, failed } of ended) of(startSecond).ended += ok + failed
    return { key, points: [...at.values()].sort((a, b) => a.second - b.second) }
  })
}
