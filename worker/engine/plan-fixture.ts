// Small compiled plans for tests and benchmarks.

import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import type { CompiledOperation, CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { EngineInput } from './engine.ts'

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
    ...part,
  }
}

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
    environments: [{ key: 'local', name: 'Local', kind: 'staging', baseUrl, services: {}, variables: {}, secrets: [] }],
    client: { maxUsers: null, connections: null, connectTimeoutMs: 2000, requestTimeoutMs: 5000 },
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
        stopWhen: [],
        phases: [],
        untilFailure: false,
        ...scenario,
      },
    ],
    setup: [],
    teardown: [],
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
