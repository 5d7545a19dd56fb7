// Which hosts load may be sent to. Decided where the socket connects, after name resolution, never on the URL alone.

/** `ownPorts` are Headroom's own (web, Postgres): never a target, even on an allowed host. */
export interface TargetPolicy {
  allowLoopback: boolean
  allowedHosts: string[]
  ownPorts: number[]
  maxRatePerSecond: number
  maxDurationMs: number
}
