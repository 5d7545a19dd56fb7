// What runs, draws and judges: the plan after `compilePlan`, with every string turned into a number in one unit.
// Units: durations in milliseconds, rates per second, sizes in bytes, percentages as fractions (0.01 = 1 %).

import type { LoadProfile, ThinkTime } from '#lib/load/profile.ts'
import type { Comparator, CriterionEntry, Priority } from './criterion.ts'

export type { ThinkTime } from '#lib/load/profile.ts'
export type { Comparator, Priority } from './criterion.ts'

export interface CompiledPlan {
  name: string
  version: string
  environments: CompiledEnvironment[]
  client: { maxUsers: number | null; connections: number | null; connectTimeoutMs: number; requestTimeoutMs: number }
  payloads: { key: string; sizeBytes: number; count: number }[]
  operations: CompiledOperation[]
  flows: CompiledFlow[]
  objectives: CompiledObjective[]
  scenarios: CompiledScenario[]
  /** Operation keys run once before and after the load. */
  setup: string[]
  teardown: string[]
}

export interface CompiledEnvironment {
  key: string
  name: string
  kind: string
  baseUrl: string
  services: Record<string, string>
  variables: Record<string, string>
  secrets: string[]
}

/** Request parts are template texts (`{{ name }}`); the engine compiles them once. */
export interface CompiledOperation {
  key: string
  name: string
  service: string | null
  method: string
  path: string
  headers: Record<string, string>
  body: CompiledBody | null
  payload: string | null
  timeoutMs: number | null
  redirects: 'none' | 'follow'
  checks: Check[]
  extract: Record<string, Extraction>
}

export type CompiledBody = { kind: 'json'; template: string } | { kind: 'text'; template: string }

export type Extraction =
  | { from: 'body'; path: string }
  | { from: 'header'; name: string }
  | { from: 'cookie'; name: string }

export interface Check {
  text: string
  subject: { kind: 'status' } | { kind: 'latency' } | { kind: 'body'; path: string } | { kind: 'header'; name: string }
  test:
    | { kind: 'compare'; comparator: Comparator; value: string | number }
    | { kind: 'exists' }
    | { kind: 'in'; values: (string | number)[] }
    | { kind: 'contains'; text: string }
}

export interface CompiledFlow {
  key: string
  name: string
  steps: ({ operation: string } | { thinkMs: ThinkTime })[]
}

/** Anything judged. `entry` carries metric, selector, comparator and window; target and limit are in the metric's unit. */
export interface CompiledObjective {
  key: string
  source: 'sla' | 'criterion' | 'acceptance' | 'resource'
  /** As a sentence of the criterion language, e.g. `p95(create-order) < 200ms during steady`. */
  judge: string
  entry: CriterionEntry
  priority: Priority
  /** Scenario key it belongs to; null = every scenario that `when` lets through. */
  scenario: string | null
  /** Scenario types it applies to; empty = all. */
  scenarioTypes: string[]
  /** How long the judged window must last at least, e.g. a rate held for 10 minutes; null = any. */
  sustainedMs: number | null
}

export interface CompiledScenario {
  key: string
  type: string
  name: string
  load: LoadProfile
  mix: { kind: 'operation' | 'flow'; key: string; weight: number }[]
  expectFailures: { operation: string; status: number[] }[]
  /** Key of the environment it runs in unless another is asked for; null = the first of the plan. */
  environment: string | null
  /** Over how many workers it runs. */
  workers: number
  /** Any of them, sustained for its `forMs`, ends the run. */
  stopWhen: CriterionEntry[]
  /** Stretches of the schedule with a name of their own, one after the other, beside the stages. */
  phases: { key: string; name: string; startMs: number; durationMs: number; gate: boolean }[]
  /** The load goes up until a stop rule fires: meeting one is the planned end, not an abort. */
  untilFailure: boolean
}
