// What rules are tried on: a cycle of the orders plan in which everything is met, but for what a test changes.

import { checklistsOf, type StoredMark } from '#lib/cycles/checklist.ts'
import { coverageOf } from '#lib/cycles/coverage.ts'
import type { RunFact } from '#lib/cycles/facts.ts'
import { compiledOrders, factsOf, ordersDraft, runFact, verdictOf } from '#lib/cycles/testing.ts'
import type { Waived } from '#lib/cycles/waived.ts'
import type { Verdict } from '#lib/verdicts/verdict.ts'
import type { RuleInput } from './rule.ts'

export const plan = compiledOrders()

const confirmed: StoredMark = {
  ...{ list: 'success', item: 'base/test-data-restored', id: 'm', state: 'done', note: '', by: 'Ada', at: '' },
  ...{ run: null, attachment: null },
}

export interface Tried {
  runs?: RunFact[]
  waivers?: Waived[]
  isConfirmed?: boolean
}

export function ruleInput({ runs = allRun(), waivers = [], isConfirmed = true }: Tried = {}): RuleInput {
  const facts = factsOf(runs, ordersDraft(), plan)
  const { success } = checklistsOf(facts, isConfirmed ? [confirmed] : [], [])
  return { facts, waivers, coverage: coverageOf(facts, success, waivers) }
}

export const allRun = (): RunFact[] => [runFact(plan, 'base'), runFact(plan, 'peak')]

/** Both scenarios run, the peak with these verdicts. */
export const withPeak = (verdicts: Record<string, Verdict>, change: Partial<RunFact> = {}): RunFact[] => [
  runFact(plan, 'base'),
  runFact(plan, 'peak', { verdict: verdictOf(plan, 'peak', verdicts), ...change }),
]

export const waiverOf = (objective: string): Waived => ({ objective, expiresAt: new Date('2026-12-31T00:00:00Z') })
