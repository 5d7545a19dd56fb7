// How the demo target behaves on purpose: known latency, stalls, capacity, errors and more, so that a load test can be checked against
// the truth. What each setting is called here it is called in `PUT /control`, too.

import { z } from 'zod'
import { NO_WRITE_FAULTS, writeFaultsSchema } from './faults/write-faults.ts'

const share = z.number().min(0).max(1)
const perSecond = z.number().min(0.001).max(10_000_000)

const milliseconds = z.number().min(0).max(600_000)

export const latencySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('constant'), ms: milliseconds }),
  z.strictObject({ kind: z.literal('lognormal'), medianMs: milliseconds, sigma: z.number().min(0).max(5) }),
  /** Shares are fractions and must sum to 1. */
  z.strictObject({
    kind: z.literal('mix'),
    parts: z.array(z.strictObject({ share: z.number().min(0).max(1), ms: milliseconds })).min(1),
  }),
])
export type Latency = z.infer<typeof latencySchema>

export const behaviourSchema = z.strictObject({
  latency: latencySchema.refine(
    (latency) => latency.kind !== 'mix' || sumsToOne(latency.parts.map((part) => part.share)),
    {
      message:
        'the shares of a mix must sum to 1, for example [{ "share": 0.95, "ms": 10 }, { "share": 0.05, "ms": 200 }]',
    },
  ),
  /** In the last `forMs` of every `everyMs` nothing is answered. */
  stall: z.strictObject({ forMs: milliseconds, everyMs: milliseconds.min(1) }).nullable(),
  /** Requests worked on at once; the others queue. */
  capacity: z.int().min(1).nullable(),
  /** Share of requests answered with 503, 0 – 1. */
  errorRate: share,
  /** Latency is `factor` times as long at first, and less and less until it is the usual one after `forMs`. */
  slowStart: z.strictObject({ forMs: milliseconds.min(1), factor: z.number().min(1).max(1000) }).nullable(),
  /** Requests let through in each `perMs` of the clock; the others get 429. */
  rateLimit: z.strictObject({ requests: z.int().min(1), perMs: milliseconds.min(1) }).nullable(),
  /** Memory taken and never given back, until 512 MB. */
  leakBytesPerSecond: z.number().min(0).max(1e9),
  auth: z.strictObject({ required: z.boolean(), ttlMs: milliseconds.min(1).nullable() }),
  cache: z.strictObject({ entries: z.int().min(1).max(100_000), hitMs: milliseconds, missMs: milliseconds }),
  jobs: z.strictObject({
    workers: z.int().min(1).max(100),
    itemsPerSecond: perSecond,
    retryShare: share,
    failureShare: share,
    sendLimitPerSecond: perSecond.nullable(),
  }),
  imports: z.strictObject({ rowsPerSecond: perSecond }),
  /** How many of the next writes go wrong, by kind. */
  writeFaults: writeFaultsSchema,
})
export type Behaviour = z.infer<typeof behaviourSchema>

export const DEFAULT_BEHAVIOUR: Behaviour = {
  latency: { kind: 'lognormal', medianMs: 12, sigma: 0.45 },
  stall: null,
  capacity: null,
  errorRate: 0,
  slowStart: null,
  rateLimit: null,
  leakBytesPerSecond: 0,
  auth: { required: false, ttlMs: null },
  cache: { entries: 10_000, hitMs: 1, missMs: 25 },
  jobs: { workers: 2, itemsPerSecond: 1000, retryShare: 0.02, failureShare: 0.001, sendLimitPerSecond: null },
  imports: { rowsPerSecond: 20_000 },
  writeFaults: NO_WRITE_FAULTS,
}

function sumsToOne(shares: number[]): boolean {
  return Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-6
}

/** How many times as long as usual everything takes, `sinceMs` after the start. */
export function slowness({ slowStart }: Behaviour, sinceMs: number): number {
  if (!slowStart || sinceMs >= slowStart.forMs) return 1
  return slowStart.factor - (slowStart.factor - 1) * (sinceMs / slowStart.forMs)
}

/** One latency, ms. `random` gives uniform numbers in [0, 1). */
export function sampleLatencyMs(latency: Latency, random: () => number): number {
  if (latency.kind === 'constant') return latency.ms
  if (latency.kind === 'lognormal') {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    return latency.medianMs * Math.exp(latency.sigma * normal)
  }
  let left = random()
  for (const part of latency.parts) {
    left -= part.share
    if (left < 0) return part.ms
  }
  return latency.parts.at(-1)!.ms
}
