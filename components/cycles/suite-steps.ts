import type { SuiteView } from '#lib/cycles/schema.ts'

/** Keys of the scenarios a suite that ended early did not come to. */
export function stepsLeft({ state, steps }: Pick<SuiteView, 'state' | 'steps'>): string[] {
  if (state !== 'stopped') return []
  return steps
    .filter((step) => step.state === 'skipped' || step.state === 'refused')
    .map(({ scenario }) => scenario.key)
}
