import { flag, key, keyedList, plainList, section, text } from './leaf.ts'

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

/** The level for a while, as a multiple of `users` or `rate`; without a key they are m1, m2, … */
export const multiplierSchema = section({
  key: key.optional(),
  for: text.optional(),
  factor: text.optional(),
})

/**
 * `users` (or `rate`) is the total while a spike lasts; the first begins after one `every`. Random ones lie anywhere in the hold, or
 * anywhere in each `every`; the seed repeats them.
 */
export const spikesSchema = section({
  users: text.optional(),
  rate: text.optional(),
  for: text.optional(),
  every: text.optional(),
  count: text.optional(),
  random: flag.optional(),
  /** Any text; without it the key of the scenario. */
  seed: text.optional(),
})

/**
 * The level is found while the run goes on: from `from` on each `factor` times the one before, held for `hold`, until one breaks an SLA
 * or a stop rule; then between the two until they lie within `precision`, and once more for `confirm`. It ends after `for` at the latest.
 */
export const searchSchema = section({
  from: text.optional(),
  factor: text.optional(),
  maximum: text.optional(),
  hold: text.optional(),
  confirm: text.optional(),
  precision: text.optional(),
  for: text.optional(),
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
  multipliers: plainList(multiplierSchema).optional(),
  stages: keyedList(stageSchema).optional(),
  continue: continueSchema.optional(),
  spikes: spikesSchema.optional(),
  search: searchSchema.optional(),
  /** The load ends after this many, if that is before its schedule does. */
  iterations: text.optional(),
  thinkTime: text.optional(),
  /** Pacing: each user starts this many iterations a second. */
  perUser: text.optional(),
  maxRate: text.optional(),
  /** constant or poisson. */
  arrivals: text.optional(),
  maxInFlight: text.optional(),
})
