// What shapes the load of one scenario in one environment: two revisions that agree in it send the same requests in the same way, whatever
// else of the plan changed, so that a run of one can be judged by the other. Server and command line only (node:crypto).

import type { CompiledPlan, CompiledScenario } from './compiled.ts'
import { loadOf, operationLoad, sha256 } from './revision.ts'

/** A scenario as a run sends it. */
export interface SentScenario {
  scenario: string
  /** Key of the environment it is sent to. */
  environment: string
}

/** Keys of what a scenario sends, with all that is done before, during and after it. */
export interface SentParts {
  operations: ReadonlySet<string>
  flows: ReadonlySet<string>
}

/** SHA-256 (hex); null when the plan has no such scenario or environment. */
export function scenarioLoadHash(plan: CompiledPlan, sent: SentScenario): string | null {
  const scenario = plan.scenarios.find(({ key }) => key === sent.scenario)
  const environment = plan.environments.find(({ key }) => key === sent.environment)
  if (!scenario || !environment) return null
  const { operations, flows } = sentParts(plan, scenario)
  const used = plan.operations.filter(({ key }) => operations.has(key)).toSorted(byKey)
  const payloads = new Set(used.map(({ payload }) => payload))
  const { key, baseUrl, services, variables, tls } = environment
  return sha256({
    environment: { key, baseUrl, services, variables, tls },
    client: plan.client,
    payloads: plan.payloads.filter((one) => payloads.has(one.key)).toSorted(byKey),
    operations: used.map(operationLoad),
    flows: plan.flows
      .filter((flow) => flows.has(flow.key))
      .toSorted(byKey)
      .map(({ key: name, steps }) => ({ key: name, steps })),
    scenario: { ...loadOf(scenario), environment: null },
    ...{ setup: plan.setup, teardown: plan.teardown, auth: plan.auth },
    // Any of them may fill in any request.
    datasets: plan.datasets,
  })
}

export function sentParts(plan: CompiledPlan, { mix }: Pick<CompiledScenario, 'mix'>): SentParts {
  const flows = new Set(mix.flatMap((entry) => (entry.kind === 'flow' ? [entry.key] : [])))
  const steps = plan.flows.filter(({ key }) => flows.has(key)).flatMap((flow) => flow.steps)
  const sent = [
    ...mix.flatMap((entry) => (entry.kind === 'operation' ? [entry.key] : [])),
    ...[...steps, ...plan.setup, ...plan.teardown].flatMap((step) => ('operation' in step ? [step.operation] : [])),
    ...(plan.auth ? [plan.auth.login] : []),
  ]
  const readBack = sent.flatMap((key) => plan.operations.find((one) => one.key === key)?.write?.readBack ?? [])
  return { operations: new Set([...sent, ...readBack]), flows }
}

const byKey = (one: { key: string }, other: { key: string }) => (one.key < other.key ? -1 : 1)
