// Every bundled template is sent to a real demo target: all operations that its scenarios or drills name, in the shapes of the plan,
// within a second. A template that no longer fits what the demo target serves is found here.

import { afterEach, expect, it, vi } from 'vitest'
import { compilePlan } from '#lib/plans/compile.ts'
import type { CompiledPlan, OnceStep } from '#lib/plans/compiled.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { operationsSent } from '#lib/plans/objectives-for.ts'
import { bundledTemplates, planFromTemplate } from '#lib/plans/template.ts'
import { type DemoTarget, startDemoTarget } from '#worker/demo-target/server.ts'
import { hold, load, once } from './plan-fixture.ts'
import { runPlan } from './run-fixture.ts'

// Each run starts threads of its own, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 20_000 })

let target: DemoTarget | undefined
afterEach(async () => {
  await target?.close()
  target = undefined
})

const QUICK_WORK = {
  jobs: { workers: 20, itemsPerSecond: 50_000, retryShare: 0.02, failureShare: 0.001, sendLimitPerSecond: null },
  imports: { rowsPerSecond: 1e6 },
}

/** One scenario that holds what all of them send; what waits by nature waits less. */
function shortened(draft: PlanDraft): CompiledPlan {
  const small = JSON.stringify(draft).replace('"recipients":50000,"inMs":5000', '"recipients":50')
  const compiled = compilePlan(JSON.parse(small))
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings))
  const { plan } = compiled
  const items = plan.scenarios.flatMap(({ mix, expectFailures }) => [{ mix, expectFailures }])
  const mix = new Map(
    items.flatMap((one) => one.mix.map((item) => [`${item.kind} ${item.key}`, { ...item, weight: 1 }])),
  )
  const [first] = plan.scenarios
  return {
    ...plan,
    scenarios: [
      {
        ...first!,
        load: load('rate', hold(1000, 100)),
        mix: [...mix.values()],
        expectFailures: items.flatMap((one) => one.expectFailures),
      },
    ],
    operations: plan.operations.map((one) => (one.poll ? { ...one, poll: { ...one.poll, everyMs: 50 } } : one)),
    datasets: plan.datasets.map((one) => {
      const { source } = one
      return source.kind === 'generate' ? { ...one, source: { ...source, rows: 100, invalid: 3, duplicate: 2 } } : one
    }),
    setup: plan.setup.map((step) => ({ ...step, times: Math.min(step.times, 5) })),
    teardown: drillsOf(draft),
  }
}

function drillsOf(draft: PlanDraft): OnceStep[] {
  return (draft.drills ?? []).flatMap(({ inject, revert }) =>
    [inject?.operation, revert?.operation].flatMap((key) => (key ? [once(key)] : [])),
  )
}

it.each(bundledTemplates().map(({ key }) => key))('the demo target serves all that %s asks for', async (key) => {
  target = await startDemoTarget({ port: 0, behaviour: QUICK_WORK })
  const draft = planFromTemplate(key, { baseUrl: target.url, now: new Date(0), engineer: 'Ada' })
  const plan = shortened(draft)
  const { outcome, counts, samples } = await runPlan(plan, { scenario: plan.scenarios[0]!.key, environment: 'demo' })
  const why = JSON.stringify(samples.slice(0, 3))
  expect(outcome, why).toMatchObject({ reason: 'completed', message: null })
  for (const operation of operationsSent(plan, plan.scenarios[0]!)) {
    const { ok, failed } = counts(operation)
    expect({ operation, failed, isAnswered: ok > 0 }, why).toEqual({ operation, failed: 0, isAnswered: true })
  }
})
