// How the demo target behaves on purpose: known latency, stalls, capacity and errors, so that a load test can be checked against the truth.

import { z } from 'zod'

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
  errorRate: z.number().min(0).max(1),
})
export type Behaviour = z.infer<typeof behaviourSchema>

export const DEFAULT_BEHAVIOUR: Behaviour = {
  latency: { kind: 'lognormal', medianMs: 12, sigma: 0.45 },
  stall: null,
  capacity: null,
  errorRate: 0,
}

function sumsToOne(shares: number[]): boolean {
  return Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-6
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
