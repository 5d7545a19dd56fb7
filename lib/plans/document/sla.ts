import { key, keyedList, plainList, section, text, texts } from './leaf.ts'

/** An objective of the whole plan: target, limit and priority of one metric. */
export const slaSchema = section({
  key,
  label: text.optional(),
  /** Key of an operation, or "*" for all of them. */
  operation: text.optional(),
  flow: text.optional(),
  payload: text.optional(),
  scenario: text.optional(),
  metric: text.optional(),
  comparator: text.optional(),
  target: text.optional(),
  limit: text.optional(),
  peak: text.optional(),
  sustained: text.optional(),
  priority: text.optional(),
  /** Scenario types it holds for, e.g. "type:stress"; all when empty. */
  when: texts.optional(),
  during: text.optional(),
  at: text.optional(),
})

export const slasSchema = keyedList(slaSchema)

export const availabilitySchema = section({
  uptime: text.optional(),
  interval: text.optional(),
  rto: text.optional(),
  rpo: text.optional(),
  probe: text.optional(),
  success: text.optional(),
})

/** `normal` judges most scenarios, `peak` judges peak, stress and spike. */
export const resourceSchema = section({
  key: key.optional(),
  metric: text.optional(),
  normal: text.optional(),
  peak: text.optional(),
  alert: text.optional(),
  critical: text.optional(),
})

export const resourcesSchema = plainList(resourceSchema)

export const acceptanceSchema = section({
  key,
  requirement: text.optional(),
  judge: text.optional(),
  limit: text.optional(),
  priority: text.optional(),
  scenario: text.optional(),
})

export const acceptanceListSchema = keyedList(acceptanceSchema)
