import { z } from 'zod'
import { flag, key, keyedList, plainList, section, text, texts } from './leaf.ts'

export const ticketSchema = section({
  id: text.optional(),
  priority: text.optional(),
  effort: text.optional(),
})

/** A row of the table current → target → gap. */
export const metricRowSchema = section({
  key,
  label: text.optional(),
  current: text.optional(),
  target: text.optional(),
  /** The current value was typed by a person and is labelled so. */
  typed: flag.optional(),
})

export const contactSchema = section({
  key: key.optional(),
  role: text.optional(),
  name: text.optional(),
  email: text.optional(),
})

export const costSchema = section({
  budget: text.optional(),
  expected: text.optional(),
})

export const moduleSchema = section({
  key,
  name: text.optional(),
  operations: texts.optional(),
  monitors: texts.optional(),
})

/** Who, what and why: the first page of a plan. */
export const headerShape = {
  headroom: z
    .preprocess(
      (value) => (typeof value === 'number' ? String(value) : value),
      z.literal('1', { error: 'The version of the document form is 1: "headroom: 1"' }),
    )
    .optional(),
  name: text,
  version: text.optional(),
  testDate: text.optional(),
  engineer: text.optional(),
  systems: texts.optional(),
  ticket: ticketSchema.optional(),
  summary: text.optional(),
  objectives: texts.optional(),
  baseline: text.optional(),
  target: text.optional(),
  metrics: keyedList(metricRowSchema).optional(),
  goals: texts.optional(),
  criticalMetrics: texts.optional(),
  contacts: plainList(contactSchema).optional(),
  cost: costSchema.optional(),
  nextReview: text.optional(),
}

export const modulesSchema = keyedList(moduleSchema)
