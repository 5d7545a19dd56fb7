import { flag, plainList, section, text } from './leaf.ts'

/** Settings of the client that sends the load. */
export const clientSchema = section({
  maxUsers: text.optional(),
  connections: text.optional(),
  connectTimeout: text.optional(),
  firstByteTimeout: text.optional(),
  requestTimeout: text.optional(),
  /** run or iteration. */
  connectionPer: text.optional(),
  cookies: flag.optional(),
})

export const scalingPolicySchema = section({
  min: text.optional(),
  max: text.optional(),
  unit: text.optional(),
  target: text.optional(),
  up: text.optional(),
  down: text.optional(),
  /** The wait between any two changes. */
  cooldown: text.optional(),
})

export const scalingExpectationSchema = section({
  load: text.optional(),
  units: text.optional(),
  time: text.optional(),
  impact: text.optional(),
})

/** How the system under test is expected to grow with load. */
export const scalingSchema = section({
  policy: scalingPolicySchema.optional(),
  expected: plainList(scalingExpectationSchema).optional(),
})
