// What pre-flight answers: what stands in the way of a run, and what it will do.

import { z } from 'zod'
import { findingSchema } from '#lib/plans/schema.ts'

const nullableNumber = z.number().nullable()

export const preflightSchema = z.object({
  ok: z.boolean(),
  problems: z.array(z.object({ code: z.string(), message: z.string() })),
  scenario: z.object({ key: z.string(), name: z.string(), type: z.string() }).nullable(),
  environment: z.object({ key: z.string(), name: z.string(), kind: z.string() }).nullable(),
  baseUrl: z.string().nullable(),
  target: z.object({ allowed: z.boolean(), reason: z.string() }),
  durationMs: nullableNumber,
  peak: z.object({ value: z.number(), unit: z.enum(['users', 'perSecond']) }).nullable(),
  expectedRequests: nullableNumber,
  workers: z.array(
    z.object({
      id: z.string(),
      host: z.string(),
      labels: z.array(z.string()),
      isBusy: z.boolean(),
      heartbeatAt: z.iso.datetime(),
    }),
  ),
  objectives: z.array(
    z.object({
      key: z.string(),
      judge: z.string(),
      priority: z.enum(['high', 'medium', 'low']),
      target: z.string(),
      limit: z.string(),
    }),
  ),
  findings: z.array(findingSchema),
})

export type Preflight = z.infer<typeof preflightSchema>
