import { key, keyedList, section, text, textRecord, texts } from './leaf.ts'

export const monitorMetricSchema = section({
  key,
  label: text.optional(),
  role: text.optional(),
  unit: text.optional(),
  /** gauge, counter or histogram. */
  type: text.optional(),
  labels: texts.optional(),
  buckets: texts.optional(),
  take: text.optional(),
  /** Operations whose acknowledged requests this counter of the target counts. */
  counts: texts.optional(),
  /** Metrics by which that work ended: what went in is their sum. */
  balance: texts.optional(),
  alert: text.optional(),
})

/** A source of server-side metrics. */
export const monitorSchema = section({
  key,
  name: text.optional(),
  /** prometheus-endpoint, prometheus-query, json, postgres or host. */
  kind: text.optional(),
  tool: text.optional(),
  url: text.optional(),
  headers: textRecord.optional(),
  interval: text.optional(),
  metrics: keyedList(monitorMetricSchema).optional(),
})

export const monitorsSchema = keyedList(monitorSchema)
