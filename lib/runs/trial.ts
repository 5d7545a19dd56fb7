// The plan of a try: one operation, sent once, after setup (each of its operations once) and whatever else gives it a value it takes.

import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { namesUsed } from '#lib/plans/lint/template-names.ts'
import { BENCH_SCENARIO, benchLoad, planOfOperation } from './quick-bench.ts'
import { TRY_WITHIN_MS } from './try-schema.ts'

export const TRY_SCENARIO = BENCH_SCENARIO
const FLOW = 'try'

/**
 * What of a draft has to be in order for a try: one environment, the operation and those it takes values from. The rest may be half
 * written.
 */
export function draftOfTrial(draft: PlanDraft, key: string, environment: string | undefined): PlanDraft {
  const chosen = draft.environments?.find((one) => environment === undefined || one.key === environment)
  const setup = stepsBefore(draft.setup ?? [], (step) => (typeof step === 'string' ? step : step.operation) === key)
  const needed = neededFor(draft, [
    key,
    ...setup.map((step) => (typeof step === 'string' ? step : step.operation) ?? ''),
    ...(draft.auth?.login ? [draft.auth.login] : []),
  ])
  return {
    name: draft.name || 'Try',
    ...{ environments: chosen ? [chosen] : [], setup },
    operations: (draft.operations ?? []).filter((operation) => needed.has(operation.key)),
    ...(draft.client ? { client: draft.client } : {}),
    ...(draft.testData ? { testData: draft.testData } : {}),
    ...(draft.auth?.login ? { auth: draft.auth } : {}),
  }
}

function neededFor(draft: PlanDraft, first: string[]): Set<string> {
  const needed = new Set<string>()
  const add = (key: string): void => {
    const operation = draft.operations?.find((one) => one.key === key.trim())
    if (!operation || needed.has(operation.key)) return
    needed.add(operation.key)
    const names = new Set(namesUsed(operation).map(({ name }) => name))
    for (const one of draft.operations ?? []) {
      if (Object.keys(one.extract ?? {}).some((name) => names.has(name))) add(one.key)
    }
  }
  first.forEach(add)
  return needed
}

/** An operation of setup is tried after those before it. */
function stepsBefore<Step>(steps: readonly Step[], is: (step: Step) => boolean): Step[] {
  const at = steps.findIndex(is)
  return at < 0 ? [...steps] : steps.slice(0, at)
}

/** The plan with one scenario, whose one flow sends the sources and the operation. null when there is no such operation. */
export function planOfTrial(plan: CompiledPlan, key: string): CompiledPlan | null {
  const setup = plan.setup.map(({ operation }) => ({ operation, times: 1, atOnce: 1 }))
  const alone = planOfOperation({ ...plan, setup }, key, benchLoad({ connections: 1, requests: 1 }, TRY_WITHIN_MS))
  if (!alone) return null
  const steps = [...alone.setup.slice(setup.length).map(({ operation }) => ({ operation })), { operation: key }]
  return {
    ...alone,
    ...{ setup, teardown: [], flows: [{ key: FLOW, name: FLOW, steps }] },
    scenarios: alone.scenarios.map((one) => ({ ...one, mix: [{ kind: 'flow', key: FLOW, weight: 1 }] })),
  }
}
