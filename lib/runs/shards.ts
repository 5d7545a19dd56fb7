// The parts of a run, each sent by a worker of its own, and which worker may take which part.

import type { CompiledScenario } from '#lib/plans/compiled.ts'

export interface ShardPlan {
  index: number
  /** Label its worker must carry; null: any worker. */
  location: string | null
  /** Its part of the load, 0 – 1; all parts together are 1. */
  share: number
}

export type ShardNeed = Pick<ShardPlan, 'index' | 'location'>

export interface Candidate {
  id: string
  labels: readonly string[]
}

export interface WaitingRun {
  runId: string
  /** Some of its parts have their worker already. */
  isStarting: boolean
  /** The parts without a worker. */
  shards: ShardNeed[]
}

/** One part for each location of the scenario, else one for each worker it asks for. */
export function planShards({ workers, locations }: Pick<CompiledScenario, 'workers' | 'locations'>): ShardPlan[] {
  if (locations.length > 0) {
    const whole = locations.reduce((sum, { share }) => sum + share, 0)
    return locations.map(({ label, share }, index) => ({ index, location: label, share: share / whole }))
  }
  return Array.from({ length: Math.max(1, workers) }, (_, index) => ({
    index,
    location: null,
    share: 1 / Math.max(1, workers),
  }))
}

const fits = ({ location }: ShardNeed, { labels }: Candidate) => location === null || labels.includes(location)

/** Gives as many parts as possible a worker of their own (Kuhn's augmenting paths): worker id by index of the part. */
export function placeShards(shards: readonly ShardNeed[], workers: readonly Candidate[]): Map<number, string> {
  const shardOf = new Map<string, ShardNeed>()
  const place = (shard: ShardNeed, tried: Set<string>): boolean =>
    workers.some((worker) => {
      if (!fits(shard, worker) || tried.has(worker.id)) return false
      tried.add(worker.id)
      const before = shardOf.get(worker.id)
      if (before && !place(before, tried)) return false
      shardOf.set(worker.id, shard)
      return true
    })
  for (const shard of shards) place(shard, new Set())
  return new Map([...shardOf].map(([id, { index }]) => [index, id]))
}

export const canPlace = (shards: readonly ShardNeed[], workers: readonly Candidate[]): boolean =>
  placeShards(shards, workers).size === shards.length

/**
 * Which part a worker without work takes, oldest run first; null when there is none. No part of a run is taken before all of them can
 * be, so that two runs never hold workers the other one needs; one that waits for workers at work is overtaken by those that need fewer.
 * `idle`: the other workers without work.
 */
export function chooseShard(
  runs: readonly WaitingRun[],
  worker: Candidate,
  idle: readonly Candidate[],
): { runId: string; index: number } | null {
  for (const { runId, isStarting, shards } of runs) {
    const mine = shards.filter((shard) => fits(shard, worker))
    if (mine.length === 0) continue
    const best = mine.find((shard) =>
      canPlace(
        shards.filter((other) => other !== shard),
        idle,
      ),
    )
    const taken = best ?? (isStarting ? mine[0] : null)
    if (taken) return { runId, index: taken.index }
  }
  return null
}

/** Why some parts of a run get no worker, as a sentence that says what to do; null when all do. */
export function missingWorkers(shards: readonly ShardNeed[], workers: readonly Candidate[]): string | null {
  const placed = placeShards(shards, workers)
  const waiting = shards.filter(({ index }) => !placed.has(index))
  if (waiting.length === 0) return null
  const labels = Map.groupBy(
    waiting.flatMap(({ location }) => (location === null ? [] : [location])),
    (label) => label,
  )
  const ofAny = waiting.filter(({ location }) => location === null).length
  const needs = [
    ...[...labels].map(([label, all]) => `${workersText(all.length)} with the label ${label}`),
    ...(ofAny > 0 ? [workersText(ofAny)] : []),
  ]
  const command = labels.size > 0 ? `npm run worker -- --label ${[...labels.keys()][0]}` : 'npm run worker'
  const has = workers.length === 0 ? 'none is up' : `${workers.length} ${workers.length === 1 ? 'is' : 'are'} up`
  return `The scenario runs on ${workersText(shards.length)}, ${has}: it still needs ${needs.join(' and ')}. Start ${waiting.length === 1 ? 'it' : 'them'} with \`${command}\`.`
}

const workersText = (count: number): string => `${count} ${count === 1 ? 'worker' : 'workers'}`

/** `2 of 3`, for people. */
export const partText = (index: number, count: number): string => `part ${index + 1} of ${count}`
