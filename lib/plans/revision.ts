// What a frozen revision is known by. Server and command line only (node:crypto).

import { createHash } from 'node:crypto'
import type { CompiledOperation, CompiledPlan, CompiledScenario } from './compiled.ts'

/** SHA-256 (hex) of the compiled plan as canonical JSON: equal plans hash equally, whatever the order of their keys. */
export function hashPlan(plan: CompiledPlan): string {
  return sha256(plan)
}

/**
 * SHA-256 (hex) of what shapes the load and its outcomes: requests, checks, mixes, profiles, stop rules, addresses. Names, SLAs and
 * criteria are left out, so that a run can be judged again under a revision that only changed what is asked of it. Plans that differ in it
 * may still agree in single scenarios (scenario-load.ts).
 */
export function loadHash(plan: CompiledPlan): string {
  return sha256({
    environments: plan.environments.map(({ key, baseUrl, services, variables, tls }) => ({
      key,
      baseUrl,
      services,
      variables,
      tls,
    })),
    client: plan.client,
    payloads: plan.payloads,
    operations: plan.operations.map(operationLoad),
    flows: plan.flows.map(({ key, steps }) => ({ key, steps })),
    scenarios: plan.scenarios.map(loadOf),
    setup: plan.setup,
    teardown: plan.teardown,
    auth: plan.auth,
    datasets: plan.datasets,
  })
}

export function operationLoad({ name: _name, ...operation }: CompiledOperation) {
  return operation
}

export function loadOf({ name: _name, type: _type, phases: _phases, ...load }: CompiledScenario) {
  return load
}

/** Of canonical JSON, hex. */
export function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex')
}

/** JSON with the keys of every object sorted and absent values left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, child]) => child !== undefined)
  entries.sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${entries.map(([name, child]) => `${JSON.stringify(name)}:${canonicalJson(child)}`).join(',')}}`
}
