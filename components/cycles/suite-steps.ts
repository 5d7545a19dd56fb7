import type { SuiteStepInput } from '#lib/cycles/input-schema.ts'
import type { ScenarioRef, StepView, SuiteView } from '#lib/cycles/schema.ts'

/** Keys of the scenarios a suite that ended early did not come to. */
export function stepsLeft({ state, steps }: Pick<SuiteView, 'state' | 'steps'>): string[] {
  if (state !== 'stopped') return []
  return steps
    .filter((step) => step.state === 'skipped' || step.state === 'refused')
    .map(({ scenario }) => scenario.key)
}

/** A step as people edit it. */
export interface Step {
  id: string
  scenario: string
  name: string
  isIn: boolean
  /** Of a suite that goes on: it stays where and as it is. */
  hasBegun: boolean
  pauseSeconds: string
  onFail: 'continue' | 'stop'
}

export const newStep = ({ key, name }: { key: string; name?: string | undefined }, isIn: boolean): Step => ({
  ...{ id: `new/${key}`, scenario: key, name: name || key, isIn },
  ...{ hasBegun: false, pauseSeconds: '0', onFail: 'continue' as const },
})

/** What has begun first, then the rest of the suite, then what the plan has beside it. Steps left out this time are not in. */
export function editedSteps({ state, steps }: SuiteView, scenarios: readonly ScenarioRef[]): Step[] {
  const goesOn = state === 'paused' || state === 'running'
  const own = steps.map((step) => {
    const hasBegun = goesOn && (step.run !== null || step.problem !== null)
    return toStep(step, { hasBegun, isIn: hasBegun || !(goesOn && step.state === 'skipped') })
  })
  const others = scenarios.filter(({ key }) => !steps.some(({ scenario }) => scenario.key === key))
  return [
    ...own.filter(({ hasBegun }) => hasBegun),
    ...own.filter(({ hasBegun }) => !hasBegun),
    ...others.map((one) => newStep(one, false)),
  ]
}

function toStep({ index, scenario, pauseMs, onFail }: StepView, how: Pick<Step, 'hasBegun' | 'isIn'>): Step {
  return {
    ...{ id: `${index}/${scenario.key}`, scenario: scenario.key, name: scenario.name || scenario.key },
    ...{ ...how, pauseSeconds: String(pauseMs / 1000), onFail },
  }
}

/** As the API takes it. */
export const suiteOf = (steps: readonly Step[]): SuiteStepInput[] =>
  steps
    .filter(({ isIn }) => isIn)
    .map(({ scenario, pauseSeconds, onFail }) => ({
      ...{ scenario, onFail },
      pauseMs: Math.round(Number(pauseSeconds) * 1000) || 0,
    }))

export function swapped(steps: readonly Step[], at: number, other: number): Step[] {
  const next = [...steps]
  const [a, b] = [next[at], next[other]]
  if (a && b) {
    next[at] = b
    next[other] = a
  }
  return next
}
