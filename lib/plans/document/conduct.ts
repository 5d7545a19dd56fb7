import { flag, key, keyedList, plainList, section, text } from './leaf.ts'

export const strategyRowSchema = section({
  type: text.optional(),
  purpose: text.optional(),
  duration: text.optional(),
  pattern: text.optional(),
  success: text.optional(),
  cadence: text.optional(),
})

export const strategySchema = plainList(strategyRowSchema)

export const checklistItemSchema = section({
  key,
  text: text.optional(),
  gate: flag.optional(),
})

export const checklistsSchema = section({
  before: keyedList(checklistItemSchema).optional(),
  during: keyedList(checklistItemSchema).optional(),
  after: keyedList(checklistItemSchema).optional(),
})

export const scheduleItemSchema = section({
  key,
  scenario: text.optional(),
  environment: text.optional(),
  cron: text.optional(),
  timezone: text.optional(),
  cadence: text.optional(),
})

export const scheduleSchema = keyedList(scheduleItemSchema)

export const riskSchema = section({
  key,
  risk: text.optional(),
  probability: text.optional(),
  impact: text.optional(),
  mitigation: text.optional(),
})

export const risksSchema = keyedList(riskSchema)

export const linkSchema = section({
  label: text.optional(),
  url: text.optional(),
})
