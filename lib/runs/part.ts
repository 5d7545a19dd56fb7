// Which part of a run a reader asks for: a worker or its location, a service, an operation, a payload class. Series and shards are chosen before
// anything is read, and what is left is merged as the whole is: counts added, histograms merged.

import { z } from 'zod'
import { AppError } from '#lib/core/errors.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { ALL_OPERATIONS, type SeriesId } from './bucket.ts'
import { isAllOperations } from './series.ts'

export const partSchema = z.strictObject({
  shard: z.int({ error: 'Give the index of a worker of this run, e.g. 0' }).nonnegative().optional(),
  location: z.string().min(1).optional().describe('Label of the workers, e.g. "eu"'),
  service: z.string().min(1).optional().describe('Key of a service of the plan, e.g. "tracking"'),
  operation: z.string().min(1).optional().describe('Key of an operation, e.g. "create-order"; default: all together'),
  payload: z.string().min(1).optional().describe('Key of a payload class, e.g. "medium"'),
})

export type PartFilter = z.infer<typeof partSchema>

export interface ShardPlace {
  index: number
  location: string | null
}

export interface RunPart {
  /** Indices of the shards; null = all. */
  shards: number[] | null
  /** False when only some operations count: then the ready series of all operations says too much. */
  allOperations: boolean
  /** Never true for the series of all operations when only some count. */
  has(series: SeriesId): boolean
}

export const WHOLE_RUN: RunPart = { shards: null, allOperations: true, has: () => true }

/** Throws `invalid_input`, naming the field and what there is, when the run has no such part. */
export function choosePart(plan: CompiledPlan, shards: readonly ShardPlace[], filter: PartFilter): RunPart {
  return { shards: chooseShards(shards, filter), ...chooseOperations(plan, filter) }
}

function chooseShards(shards: readonly ShardPlace[], { shard, location }: PartFilter): number[] | null {
  if (shard === undefined && location === undefined) return null
  const indices = shards.map((one) => one.index)
  if (shard !== undefined && !indices.includes(shard)) refuse('shard', shard, indices)
  const locations = [...new Set(shards.flatMap((one) => one.location ?? []))]
  if (location !== undefined && !locations.includes(location)) refuse('location', location, locations)
  return shards
    .filter((one) => (shard ?? one.index) === one.index && (location ?? one.location) === one.location)
    .map((one) => one.index)
}

function chooseOperations(plan: CompiledPlan, filter: PartFilter): Omit<RunPart, 'shards'> {
  const { service, payload } = filter
  const operation = filter.operation === ALL_OPERATIONS.key ? undefined : filter.operation
  if ([service, payload, operation].every((one) => one === undefined)) {
    return { allOperations: true, has: WHOLE_RUN.has }
  }
  const operations = plan.operations.map((one) => one.key)
  if (operation !== undefined && !operations.includes(operation)) refuse('operation', operation, operations)
  const services = [...new Set(plan.operations.flatMap((one) => one.service ?? []))]
  if (service !== undefined && !services.includes(service)) refuse('service', service, services)
  const payloads = [...new Set(plan.operations.flatMap((one) => one.payload ?? []))]
  if (payload !== undefined && !payloads.includes(payload)) refuse('payload', payload, payloads)
  const chosen = plan.operations
    .filter((one) => (service ?? one.service) === one.service && (payload ?? one.payload) === one.payload)
    .filter((one) => (operation ?? one.key) === one.key)
  const keys = new Set(chosen.map((one) => one.key))
  const metrics = new Set(chosen.flatMap((one) => one.metrics.map((metric) => metric.key)))
  const has = (series: SeriesId): boolean => {
    if (series.kind === 'metric') return metrics.has(series.key)
    return series.kind === 'operation' && !isAllOperations(series) && keys.has(series.key)
  }
  return { allOperations: false, has }
}

function refuse(field: keyof PartFilter, given: string | number, known: (string | number)[]): never {
  const there = known.length > 0 ? `it has ${known.join(', ')}. Example: ?${field}=${known[0]}` : 'it has none.'
  throw new AppError('invalid_input', `This run has no ${field} "${given}"; ${there}`, { details: { field } })
}
