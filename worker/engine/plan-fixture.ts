// Small compiled plans for tests and benchmarks.

import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import type {
  CompiledClient,
  CompiledOperation,
  CompiledPlan,
  CompiledScenario,
  OnceStep,
  TlsOptions,
} from '#lib/plans/compiled.ts'
import type { EngineInput } from './engine.ts'

const TLS: TlsOptions = { rejectUnauthorized: true, serverName: null, ca: null }

export const CLIENT: CompiledClient = {
  maxUsers: null,
  connections: null,
  connectTimeoutMs: 2000,
  firstByteTimeoutMs: null,
  requestTimeoutMs: 5000,
  connectionPer: 'run',
  cookies: true,
}

export function operation(key: string, part: Partial<CompiledOperation> = {}): CompiledOperation {
  return {
    key,
    name: key,
    service: null,
    method: 'GET',
    path: `/${key}`,
    headers: {},
    body: null,
    payload: null,
    timeoutMs: null,
    redirects: 'none',
    checks: [],
    extract: {},
    poll: null,
    metrics: [],
    verbatim: false,
    ...part,
  }
}

export const once = (operation: string): OnceStep => ({ operation, times: 1, atOnce: 1 })

export function hold(durationMs: number, level: number): Stage[] {
  return [{ key: 'hold', phase: 'steady', startMs: 0, durationMs, from: level, to: level }]
}

export function load(model: 'users' | 'rate', stages: Stage[], part: Partial<LoadProfile> = {}): LoadProfile {
  return {
    model,
    stages,
    thinkTime: null,
    pacingPerUserPerSecond: null,
    maxRatePerSecond: null,
    arrivals: 'constant',
    maxInFlight: 10_000,
    iterations: null,
    ...part,
  }
}

export function planOf(
  baseUrl: string,
  operations: CompiledOperation[],
  profile: LoadProfile,
  part: Partial<CompiledPlan> = {},
  scenario: Partial<CompiledScenario> = {},
): CompiledPlan {
  return {
    name: 'Test plan',
    version: '1',
    environments: [
      { key: 'local', name: 'Local', kind: 'staging', baseUrl, services: {}, variables: {}, secrets: [], tls: TLS },
    ],
    client: CLIENT,
    payloads: [],
    operations,
    flows: [],
    objectives: [],
    scenarios: [
      {
        key: 'main',
        type: 'custom',
        name: 'Main',
        load: profile,
        mix: operations.map(({ key }) => ({ kind: 'operation', key, weight: 1 })),
        expectFailures: [],
        environment: null,
        workers: 1,
        locations: [],
        stopWhen: [],
        phases: [],
        untilFailure: false,
        ...scenario,
      },
    ],
    setup: [],
    teardown: [],
    auth: null,
    datasets: [],
    ...part,
  }
}

export function inputOf(plan: CompiledPlan, part: Partial<EngineInput> = {}): EngineInput {
  return {
    runId: '00000000-0000-7000-8000-000000000001',
    plan,
    scenario: 'main',
    environment: 'local',
    baseUrl: null,
    secrets: {},
    policy: {
      allowLoopback: true,
      allowedHosts: [],
      ownPorts: [],
      maxRatePerSecond: 1_000_000,
      maxDurationMs: 3_600_000,
    },
    seed: 1,
    ...part,
  }
}
