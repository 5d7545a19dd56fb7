// Shapes of runs as the API, the pages and the command line see them.
// Units are in the names: …Ms milliseconds, …PerSecond rates, …Bytes sizes, …Rate and …Share fractions (0 – 1).

import { z } from 'zod'
import { metricHeadSchema, metricPointSchema, metricSummarySchema } from './metric-schema.ts'
import {
  judgementSchema,
  objectiveViewSchema,
  runVerdictSchema,
  validitySchema,
  verdictSchema,
} from './verdict-schema.ts'

export type { Judgement, ObjectiveView } from './verdict-schema.ts'
export { judgementSchema, objectiveViewSchema, runVerdictSchema, validitySchema }

export const RUN_STATES = ['queued', 'starting', 'running', 'stopping', 'ended'] as const
export const END_REASONS = ['completed', 'stopped', 'aborted', 'failed', 'lost'] as const

export const runStateSchema = z.enum(RUN_STATES)
export const endReasonSchema = z.enum(END_REASONS)
const nullableNumber = z.number().nullable()

export const idSchema = z.uuid({
  error: 'Give the id of the run, plan or project, e.g. 01978a2b-7c1d-7e3f-8a4b-5c6d7e8f9a0b',
})

export const runShardSchema = z.object({
  index: z.number(),
  /** Part of the load, 0 – 1. */
  share: z.number(),
  /** Label its worker carries; null: any worker. */
  location: z.string().nullable(),
  /** Host and process; null before it found one. */
  worker: z.string().nullable(),
  state: z.enum(['waiting', 'held', 'done', 'lost']),
  endReason: endReasonSchema.nullable(),
  endMessage: z.string().nullable(),
  durationMs: nullableNumber,
})

export const runStageSchema = z.object({
  key: z.string(),
  phase: z.enum(['ramp-up', 'steady', 'ramp-down', 'ramp', 'spike', 'wait']),
  startMs: z.number(),
  durationMs: z.number(),
  from: z.number(),
  to: z.number(),
  /** Scalability: how many instances the target has meanwhile. */
  level: z.number().optional(),
})

export const runHeadSchema = z.object({
  id: z.string(),
  number: z.number(),
  /** */
  label: z.string(),
  projectId: z.string(),
  planId: z.string(),
  planName: z.string(),
  planVersion: z.string(),
  /** Of the system under test: what was said when the run was started, else that of the plan. */
  versionUnderTest: z.string(),
  revision: z.number(),
  scenario: z.object({ key: z.string(), name: z.string(), type: z.string() }),
  environment: z.object({ key: z.string(), name: z.string() }),
  startedBy: z.string().nullable(),
  state: runStateSchema,
  endReason: endReasonSchema.nullable(),
  endMessage: z.string().nullable(),
  stopRequested: z.string().nullable(),
  /** When somebody first changed the load; null while it is as planned. */
  leftPlanAtMs: nullableNumber,
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  plannedDurationMs: z.number(),
  /** Since the start; frozen at the end; 0 before. */
  elapsedMs: z.number(),
  /** Key of the stage the run is in, or null outside of its schedule. */
  stage: z.string().nullable(),
  verdict: verdictSchema.nullable(),
  validity: z.enum(['valid', 'suspect', 'invalid']).nullable(),
})

export const totalsSchema = z.object({
  offered: z.number(),
  sent: z.number(),
  ok: z.number(),
  failed: z.number(),
  dropped: z.object({ target: z.number(), generator: z.number() }),
  interrupted: z.number(),
  skipped: z.number(),
})

/** One point of a chart: `seconds` long, rates already per second, percentiles of ok response times ready from the row. */
export const livePointSchema = z.object({
  second: z.number(),
  seconds: z.number(),
  offeredPerSecond: z.number(),
  sentPerSecond: z.number(),
  okPerSecond: z.number(),
  failedPerSecond: z.number(),
  droppedTargetPerSecond: z.number(),
  droppedGeneratorPerSecond: z.number(),
  users: nullableNumber,
  inFlight: nullableNumber,
  p50Ms: nullableNumber,
  p90Ms: nullableNumber,
  p95Ms: nullableNumber,
  p99Ms: nullableNumber,
  maxMs: nullableNumber,
})

export const generatorPointSchema = z.object({
  second: z.number(),
  /** How many seconds it reaches over, so far. */
  seconds: z.number(),
  shard: z.number(),
  offered: z.number(),
  sent: z.number(),
  droppedTarget: z.number(),
  droppedGenerator: z.number(),
  lagP99Ms: z.number(),
  utilisation: z.number(),
  cpu: z.number(),
  waitedForConnection: z.number(),
  connectionWaitP99Ms: z.number(),
  connectionsOpened: z.number(),
  /** Most open at one time. */
  mostConnections: z.number(),
  localSocketErrors: z.number(),
  bufferBytes: z.number(),
  users: z.number(),
  inFlight: z.number(),
})

const shownPercentiles = {
  p50: nullableNumber,
  p90: nullableNumber,
  p95: nullableNumber,
  p99: nullableNumber,
  p999: nullableNumber,
}

export const latencySchema = z.object({
  mean: nullableNumber,
  min: nullableNumber,
  max: nullableNumber,
  deviation: nullableNumber,
  ...shownPercentiles,
})

export const errorCountSchema = z.object({ operation: z.string(), class: z.string(), count: z.number() })

/**
 * One operation or flow over a window, from merged histograms. Response times are those shown, of ok attempts; `judged` ranks failed,
 * dropped and interrupted ones slower than any value (null = beyond every value).
 */
export const operationSummarySchema = z.object({
  key: z.string(),
  name: z.string(),
  method: z.string(),
  path: z.string(),
  offered: z.number(),
  sent: z.number(),
  ok: z.number(),
  failed: z.number(),
  dropped: z.object({ target: z.number(), generator: z.number() }),
  interrupted: z.number(),
  skipped: z.number(),
  /** Answers with status 409, expected or not. */
  conflicts: z.number(),
  refusals: z.number(),
  /** Logins repeated because an answer said that the token was over; not attempts. */
  refreshes: z.number(),
  /** Bodies cut at the cap. */
  truncatedBodies: z.number(),
  ratePerSecond: z.number(),
  errorRate: nullableNumber,
  checkRate: nullableNumber,
  bytesIn: z.number(),
  status: z.record(z.string(), z.number()),
  responseTimeMs: latencySchema.extend({ shown: latencySchema, judged: z.object(shownPercentiles) }),
  serviceTimeMs: latencySchema,
})

export const summarySchema = z.object({
  /**
   * Milliseconds since the start of the run: what the numbers cover. Where one-second rows were let go, it reaches to the next ten
   * seconds beyond what was asked for.
   */
  from: z.number(),
  to: z.number(),
  totals: operationSummarySchema,
  operations: z.record(z.string(), operationSummarySchema),
  flows: z.record(z.string(), operationSummarySchema),
  errors: z.array(errorCountSchema),
  /** Custom metrics, never part of the totals. */
  metrics: z.record(z.string(), metricSummarySchema),
})

export const runEventSchema = z.object({
  id: z.string(),
  offsetMs: z.number(),
  kind: z.string(),
  text: z.string(),
  actor: z.string(),
  createdAt: z.iso.datetime(),
})

/** A run for scripts: `verdict`, `validity` and `objectives` once it was judged. */
export const runDetailSchema = runHeadSchema.extend({
  phase: z.string().nullable(),
  totals: totalsSchema,
  validity: validitySchema.nullable(),
  sentence: z.string().nullable(),
  objectives: z.array(objectiveViewSchema),
})

export const runViewSchema = z.object({
  run: runHeadSchema,
  model: z.enum(['users', 'rate']),
  stages: z.array(runStageSchema),
  /** The whole run as planned: users or requests per second, for the dashed line. */
  planned: z.array(z.object({ atMs: z.number(), value: z.number() })),
  resolutionSeconds: z.number(),
  points: z.array(livePointSchema),
  generators: z.array(generatorPointSchema),
  summary: summarySchema,
  /** p95 per operation for sparklines: at most 60 points each. */
  sparklines: z.record(z.string(), z.array(nullableNumber)),
  judgement: judgementSchema.nullable(),
  events: z.array(runEventSchema),
  workers: z.object({ alive: z.number() }),
  shards: z.array(runShardSchema),
  /** Services its operations are sent to, beside the base address. */
  services: z.array(z.string()),
  /** Payload classes of its operations. */
  payloads: z.array(z.string()),
  /** What the reader may do with this run now. */
  canControl: z.boolean(),
  canStart: z.boolean(),
  canAnnotate: z.boolean(),
  canJudge: z.boolean().optional(),
  /** The newest cycle it was counted into; null: none. */
  cycle: z.object({ id: z.string(), name: z.string() }).nullable().optional(),
})

/** What server-sent events carry (`event: tick`), once a second, in silence every five: only what is new since the reader's last second. */
export const liveTickSchema = z.object({
  run: runHeadSchema,
  points: z.array(livePointSchema),
  generators: z.array(generatorPointSchema),
  summary: summarySchema,
  sparklines: z.record(z.string(), z.array(nullableNumber)),
  judgement: judgementSchema.nullable(),
  events: z.array(runEventSchema),
  workers: z.object({ alive: z.number() }),
  shards: z.array(runShardSchema),
})

export const seriesSchema = z.object({
  operation: z.string(),
  resolutionSeconds: z.number(),
  points: z.array(livePointSchema),
  /** Only when a custom metric was asked for. */
  metric: metricHeadSchema.optional(),
  values: z.array(metricPointSchema).optional(),
})

export type RunState = z.infer<typeof runStateSchema>
export type EndReason = z.infer<typeof endReasonSchema>
export type RunHead = z.infer<typeof runHeadSchema>
export type RunDetail = z.infer<typeof runDetailSchema>
export type RunView = z.infer<typeof runViewSchema>
export type LivePoint = z.infer<typeof livePointSchema>
export type LiveTick = z.infer<typeof liveTickSchema>
export type GeneratorPoint = z.infer<typeof generatorPointSchema>
export type OperationSummary = z.infer<typeof operationSummarySchema>
export type Summary = z.infer<typeof summarySchema>
export type SeriesAnswer = z.infer<typeof seriesSchema>
export type RunEvent = z.infer<typeof runEventSchema>
export type RunShard = z.infer<typeof runShardSchema>
export type RunStage = z.infer<typeof runStageSchema>
