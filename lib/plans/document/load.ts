import { key, keyedList, section, text } from './leaf.ts'

/** A step `{ key, for, rate }` (or users), or a ramp `{ key, for, from, to }`. */
export const stageSchema = section({
  key,
  for: text.optional(),
  rate: text.optional(),
  users: text.optional(),
  from: text.optional(),
  to: text.optional(),
})

/** Steps go on beyond the last stage, each `factor` times the one before. */
export const continueSchema = section({
  factor: text.optional(),
  until: text.optional(),
  maximum: text.optional(),
})

/** `users` (or `rate`) is the total while a spike lasts; the first begins after one `every`. */
export const spikesSchema = section({
  users: text.optional(),
  rate: text.optional(),
  for: text.optional(),
  every: text.optional(),
  count: text.optional(),
})

/** What is offered over time, as typed. */
export const loadSchema = section({
  /** users (closed model) or rate (open model). */
  model: text.optional(),
  users: text.optional(),
  rate: text.optional(),
  rampUp: text.optional(),
  hold: text.optional(),
  rampDown: text.optional(),
  stages: keyedList(stageSchema).optional(),
  continue: continueSchema.optional(),
  spikes: spikesSchema.optional(),
  thinkTime: text.optional(),
  /** Pacing: each user starts this many iterations a second. */
  perUser: text.optional(),
  maxRate: text.optional(),
  /** constant or poisson. */
  arrivals: text.optional(),
  maxInFlight: text.optional(),
})
