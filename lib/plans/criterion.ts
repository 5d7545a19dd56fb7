// One judgeable sentence, e.g. `p95(create-order) < 200ms during steady`, as data. Parsing and evaluating live elsewhere;
// this is plain JSON, so that a frozen revision keeps it. Units: milliseconds, per second, bytes, fractions (0.01 = 1 %), counts.

export const COMPARATORS = ['<', '<=', '>', '>=', '=', '!='] as const
export type Comparator = (typeof COMPARATORS)[number]

export const PRIORITIES = ['high', 'medium', 'low'] as const
export type Priority = (typeof PRIORITIES)[number]

/** Canonical unit of a judged number. */
export type CriterionUnit = 'ms' | 'perSecond' | 'fraction' | 'bytes' | 'count'

/** Metrics without parameters; `percentile` and those with a key stand apart. */
export const PLAIN_METRICS = [
  'mean',
  'min',
  'max',
  'rate',
  'ok_rate',
  'error_rate',
  'check_rate',
  'availability',
  'dropped',
  'users',
  'bytes_in',
  'bytes_out',
  'recovery_time',
  'breaking_point',
  'sustainable_rate',
  'drift',
  'memory_growth',
  'lost_writes',
  'duplicate_writes',
  'cost',
] as const
export type PlainMetric = (typeof PLAIN_METRICS)[number]

export const KEYED_METRICS = ['monitor', 'increase', 'missing', 'custom', 'alert'] as const

export type Metric =
  /** `percentile` as written: 95 for p95, 99.9 for p99.9. */
  | { kind: 'percentile'; percentile: number }
  | { kind: 'plain'; name: PlainMetric }
  | { kind: 'monitor' | 'missing' | 'custom' | 'alert'; key: string }
  | { kind: 'increase'; key: string; overMs: number }

/** `status` keys are classes or codes: `5xx`, `404`. */
export interface Selector {
  kind: 'operation' | 'flow' | 'payload' | 'status'
  key: string
}

export type CriterionWindow = { kind: 'during'; phase: string } | { kind: 'at'; atMs: number }

export interface Criterion {
  metric: Metric
  /** Of service time (from the moment the request was written) in place of response time. */
  service: boolean
  selector: Selector | null
  comparator: Comparator
  /** In `unit`. */
  value: number
  unit: CriterionUnit
  /** Sliding window of alerts and stop rules. */
  forMs: number | null
  /** null = the metric's default: all steady stages, or the whole run for single-value metrics. */
  window: CriterionWindow | null
}

/** A criterion with its two thresholds, both in the criterion's unit; `any` holds when one of its entries does. */
export type CriterionEntry =
  | { kind: 'criterion'; criterion: Criterion; target: number; limit: number }
  | { kind: 'any'; entries: CriterionEntry[] }
