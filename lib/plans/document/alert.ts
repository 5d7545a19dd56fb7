import { key, keyedList, section, text, texts } from './leaf.ts'

export const alertSchema = section({
  key,
  name: text.optional(),
  when: texts.optional(),
  severity: text.optional(),
  notify: texts.optional(),
  procedure: text.optional(),
})

export const alertsSchema = keyedList(alertSchema)

const injectionSchema = section({
  operation: text.optional(),
  /** What a person does and confirms. */
  manual: text.optional(),
})

/** A fault injected on purpose, with what is expected to happen. */
export const drillSchema = section({
  key,
  name: text.optional(),
  /** What goes wrong, in words. */
  description: text.optional(),
  scenario: text.optional(),
  at: text.optional(),
  for: text.optional(),
  inject: injectionSchema.optional(),
  revert: injectionSchema.optional(),
  expect: texts.optional(),
  /** What a person sees and confirms. */
  evidence: texts.optional(),
  recovery: texts.optional(),
})

export const drillsSchema = keyedList(drillSchema)
