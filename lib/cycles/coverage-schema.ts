// Shapes of coverage: requirement × scenario × valid run.

import { z } from 'zod'
import { instantSchema } from '#lib/access/schema.ts'
import { derivationSchema } from '#lib/verdicts/confidence-schema.ts'
import { nullableNumber, objectiveUnitSchema, runRefSchema, scenarioRefSchema, verdictSchema } from './schema.ts'

export const coverageCellSchema = z.object({
  scenario: z.string(),
  /** not-asked: the plan asks it not of this scenario; too-short: the run ended before it could tell; unconfirmed: a person must say. */
  status: z.enum([...verdictSchema.options, 'not-asked', 'untested', 'stale', 'too-short', 'invalid', 'unconfirmed']),
  run: runRefSchema.nullable(),
  actual: nullableNumber,
  interval: z.tuple([z.number(), z.number()]).nullable(),
  headroom: nullableNumber,
  samples: z.number(),
  reason: z.string(),
  derivation: derivationSchema.nullable(),
})

export const coverageRowSchema = z.object({
  key: z.string(),
  source: z.enum(['sla', 'criterion', 'acceptance', 'resource', 'evidence']),
  /** How people call it: label or requirement; else the sentence judged. */
  label: z.string(),
  judge: z.string(),
  priority: z.enum(['high', 'medium', 'low']),
  metric: z.string(),
  comparator: z.string(),
  unit: objectiveUnitSchema,
  target: nullableNumber,
  limit: nullableNumber,
  cells: z.array(coverageCellSchema),
  /** The worst over its scenarios; untested when none tells. */
  result: z.enum([...verdictSchema.options, 'untested']),
  /** Scenarios that should tell and do not, with why, e.g. "Soak: not run". */
  gaps: z.array(z.object({ scenario: z.string(), why: z.string() })),
  /** Of a waiver that holds now. */
  waivedUntil: instantSchema.nullable(),
})

export const coverageSchema = z.object({
  scenarios: z.array(scenarioRefSchema),
  rows: z.array(coverageRowSchema),
  met: z.number(),
  total: z.number(),
})

export type CoverageCell = z.infer<typeof coverageCellSchema>
export type CoverageRow = z.infer<typeof coverageRowSchema>
export type Coverage = z.infer<typeof coverageSchema>
