// A load profile says what is offered over time. Pure data: the pacer turns it into arrivals or users at any moment.
// Units: milliseconds from the start of the run; users, or requests per second.

export type ThinkTime =
  | { kind: 'constant'; ms: number }
  | { kind: 'uniform'; minMs: number; maxMs: number }
  | { kind: 'normal'; meanMs: number; deviationMs: number }

export interface LoadProfile {
  /** users: closed model, each virtual user repeats its mix; rate: open model, arrivals on a schedule. */
  model: 'users' | 'rate'
  stages: Stage[]
  thinkTime: ThinkTime | null
  /** Closed model: each user starts this many iterations a second, at most. */
  pacingPerUserPerSecond: number | null
  maxRatePerSecond: number | null
  arrivals: 'constant' | 'poisson'
  maxInFlight: number
  /** The load ends after this many iterations, if that is before the schedule does; null = with the schedule. */
  iterations: number | null
  /** Its one stage begins at the first level and lasts as long as the search may; which levels follow is found while it runs. */
  search?: LoadSearch
}

/** A search for the breaking point (search.ts). */
export interface LoadSearch {
  factor: number
  maximum: number
  /** How long each level is held, and the one it ends with. */
  holdMs: number
  confirmMs: number
  /** How near, as a fraction, the highest level that held and the lowest that broke must come. */
  precision: number
}

/** Linear from `from` to `to` over `durationMs`; equal ends are a hold. Stages follow one another without a gap. */
export interface Stage {
  key: string
  /** wait: nothing is offered until a person or a webhook confirms; `durationMs` is the longest it waits. */
  phase: 'ramp-up' | 'steady' | 'ramp-down' | 'ramp' | 'spike' | 'wait'
  startMs: number
  durationMs: number
  from: number
  to: number
  /** Scalability: how many instances the target has meanwhile; absent where the scenario has no levels. */
  level?: number
}
