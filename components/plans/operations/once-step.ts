// A step of set-up or teardown as its fields show it, and as the document holds it.

import type { PlanDraft } from '#lib/plans/document/plan.ts'

export type OnceStep = NonNullable<PlanDraft['setup']>[number]

export interface OnceParts {
  operation: string
  times: string
  atOnce: string
}

export const partsOf = (step: OnceStep): OnceParts =>
  typeof step === 'string'
    ? { operation: step, times: '', atOnce: '' }
    : { operation: step.operation ?? '', times: step.times ?? '', atOnce: step.atOnce ?? '' }

/** One that is sent once is its key alone in the document. */
export function stepOf({ operation, times, atOnce }: OnceParts): OnceStep {
  if (!times && !atOnce) return operation
  return { operation, ...(times ? { times } : {}), ...(atOnce ? { atOnce } : {}) }
}
