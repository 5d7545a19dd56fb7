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
  client: CompiledClient
  /** `mostBytes` only where the class is a range: its bodies weigh from `sizeBytes` to that. */
  payloads: { key: string; sizeBytes: number; count: number; mostBytes?: number }[]
  operations: CompiledOperation[]
  flows: CompiledFlow[]
  objectives: CompiledObjective[]
  scenarios: CompiledScenario[]
  /** Once before the load, by one worker, outside of every result; what they extract is there for all users. */
  setup: OnceStep[]
  /** Once after the load, also after Stop. */
  teardown: OnceStep[]
  auth: CompiledAuth | null
  datasets: CompiledDataset[]
  /** Absent where the plan states none, and in revisions frozen before it was kept. */
  availability?: CompiledAvailability
  /** Absent where the plan has none, and in revisions frozen before they were read. */
  monitors?: CompiledMonitor[]
}

export const MONITOR_KINDS = ['prometheus-endpoint', 'prometheus-query', 'json', 'postgres', 'host'] as const

/** A source of server-side metrics. `url` and `headers` are template texts of variables and secrets. */
export interface CompiledMonitor {
  key: string
  name: string
  kind: (typeof MONITOR_KINDS)[number]
  /** null where the kind needs none. */
  url: string | null
  headers: Record<string, string>
  intervalMs: number
  metrics: CompiledMonitorMetric[]
}

export interface CompiledMonitorMetric {
  key: string
  label: string
  role: string | null
  unit: string | null
  kind: 'gauge' | 'counter'
  /** An expression of names in Prometheus text, a path into JSON, a query, as its monitor's kind has it. */
  take: string
  /** Operations whose acknowledged requests this counter of the target counts. */
  counts: string[]
  /** Metrics of the same plan by which that work ended: what went in is their sum. */
  balance: string[]
}

/** Uptime 0 – 1, time to recover and data that may be lost; null where not stated. */
export interface CompiledAvailability {
  uptime: number | null
  rtoMs: number | null
  rpoMs: number | null
}

/** `times` > 1 is a preload: the operation is sent that often, `atOnce` of them at a time. */
export interface OnceStep {
  operation: string
  times: number
  atOnce: number
}

/** When an answer has one of these statuses, the login is sent once, by one user for all, and the request repeated. */
export interface CompiledAuth {
  login: string
  refreshOn: number[]
}

/** Rows with named columns, filled into `{{ column }}`; unique rows are dealt out over all threads and workers. */
export interface CompiledDataset {
  key: string
  pick: 'sequential' | 'random' | 'unique'
  /** `sha256`: the content a revision was frozen with. */
  source:
    | { kind: 'file'; file: string; sha256?: string }
    | { kind: 'generate'; rows: number; invalid: number; duplicate: number }
}

export interface CompiledClient {
  maxUsers: number | null
  /** Most connections to one origin, over all threads and workers of a run; null = as many as there are requests in flight. */
  connections: number | null
  connectTimeoutMs: number
  /** From the request being written to the first byte of the answer; null = only the whole counts. */
  firstByteTimeoutMs: number | null
  requestTimeoutMs: number
  /** iteration: each iteration opens its own connections and closes them at its end, as a new visitor does. */
  connectionPer: 'run' | 'iteration'
  /** Cookies a user is given are sent back by that user. */
  cookies: boolean
}

export interface CompiledEnvironment {
  key: string
  name: string
  kind: string
  baseUrl: string
  services: Record<string, string>
  variables: Record<string, string>
  secrets: string[]
  tls: TlsOptions
}

/** `ca` is PEM text; `rejectUnauthorized` false accepts any certificate. */
export interface TlsOptions {
  rejectUnauthorized: boolean
  serverName: string | null
  ca: string | null
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
  poll: CompiledPoll | null
  metrics: CompiledMetric[]
  /** Its acknowledged writes are read back once after the run; `key` is a template text. Absent = they are not. */
  write?: { key: string; readBack: string }
  /** The request is sent byte for byte as it renders, however malformed: line, headers and body. */
  verbatim: boolean
}

export type CompiledBody =
  | { kind: 'json'; template: string }
  | { kind: 'text'; template: string }
  | { kind: 'multipart'; parts: MultipartPart[] }

export interface MultipartPart {
  name: string
  /** Template text, or the key of a dataset sent as a CSV file. */
  content: { kind: 'text'; template: string } | { kind: 'dataset'; dataset: string }
  fileName: string | null
  contentType: string | null
}

/** GET `path` every `everyMs` until the check holds; past `timeoutMs` the step has failed. Its time is a series of kind flow named `<operation>.job`. */
export interface CompiledPoll {
  path: string
  until: Check
  everyMs: number
  timeoutMs: number
}

/** `take` is a number in the response; a rate counts true values. */
export interface CompiledMetric {
  key: string
  label: string
  kind: 'trend' | 'rate' | 'counter'
  unit: string | null
  take: Extraction
}

/** Which answers a pattern may match against; it is given 50 ms. */
export type Extraction =
  | { from: 'body'; path: string }
  | { from: 'pattern'; pattern: string }
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
  /** The phase it is a success criterion of; absent = none. */
  phase?: { key: string; name: string; gate: boolean }
}

/** `success`: judged over the phase unless they name another window; absent in revisions frozen before they were. */
export interface CompiledPhase {
  key: string
  name: string
  startMs: number
  durationMs: number
  /** The run ends when one of its success criteria fails. */
  gate: boolean
  success?: CriterionEntry[]
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
  /** A label for each worker that a worker must carry, with the part of the load it sends; empty = any workers, equal parts. */
  locations: { label: string; share: number }[]
  /** Any of them, sustained for its `forMs`, ends the run. */
  stopWhen: CriterionEntry[]
  /** Stretches of the schedule with a name of their own, one after the other, beside the stages. */
  phases: CompiledPhase[]
  /** The load goes up until a stop rule fires: meeting one is the planned end, not an abort. */
  untilFailure: boolean
}
