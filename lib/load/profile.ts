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
}

/** Linear from `from` to `to` over `durationMs`; equal ends are a hold. Stages follow one another without a gap. */
export interface Stage {
  key: string
  phase: 'ramp-up' | 'steady' | 'ramp-down' | 'ramp' | 'spike'
  startMs: number
  durationMs: number
  from: number
  to: number
}
