// Workers, and the stop of all load, as the API and the settings see them.

import { z } from 'zod'

export const stopAllSchema = z.strictObject({
  reason: z
    .string({ error: 'Say why, e.g. "The payment provider asked us to"' })
    .trim()
    .min(1, { error: 'Say why, e.g. "The payment provider asked us to"' })
    .max(500),
})

export const loadBlockSchema = z.object({
  stopped: z.boolean(),
  by: z.string().nullable(),
  reason: z.string().nullable(),
  since: z.iso.datetime().nullable(),
})

export const workerSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.number(),
  version: z.string(),
  labels: z.array(z.string()),
  cores: z.number(),
  /** Generator threads of a run. */
  threads: z.number(),
  isBusy: z.boolean(),
  /** What it works on; null also when the reader may not see that run. `shard` of `shards`, from 0. */
  run: z.object({ id: z.string(), label: z.string(), shard: z.number(), shards: z.number() }).nullable(),
  heartbeatAt: z.iso.datetime(),
})

export type LoadBlockView = z.infer<typeof loadBlockSchema>
export type WorkerView = z.infer<typeof workerSchema>
