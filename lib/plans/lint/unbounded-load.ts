// Steps that go on until failure need an end: a highest level, and a rule that says what failure is.

import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { objectivesFor } from '../objectives-for.ts'
import type { LintRule } from './rule.ts'

export const unboundedLoad: LintRule = {
  name: 'unbounded-load',
  check(draft, plan) {
    return [...withoutMaximum(draft), ...searchWithoutMaximum(draft), ...withoutRule(plan)]
  },
}

/** An error: nothing would end it. */
function withoutMaximum(draft: PlanDraft): Finding[] {
  return (draft.scenarios ?? [])
    .filter(({ load }) => load?.continue && !load.continue.maximum?.trim())
    .map(({ key, load }) => ({
      rule: 'unbounded-load',
      severity: 'error' as const,
      message: `${key} steps up until failure, without a highest level or a longest time: a target that never fails is loaded without end`,
      places: [`scenarios.${key}.load.continue`, `scenarios.${key}.load.continue.maximum`],
      arithmetic: `each step ${load?.continue?.factor || '2'} times the one before`,
      fix: `Write, for example, continue: { factor: 2, until: failure, maximum: ${load?.model === 'users' ? '5000' : '20000/s'} }`,
    }))
}

function searchWithoutMaximum(draft: PlanDraft): Finding[] {
  return (draft.scenarios ?? [])
    .filter(({ load }) => load?.search && !load.search.maximum?.trim())
    .map(({ key, load }) => ({
      rule: 'unbounded-load',
      severity: 'error' as const,
      message: `${key} searches for the breaking point without a highest level: a target that never fails is loaded without end`,
      places: [`scenarios.${key}.load.search`, `scenarios.${key}.load.search.maximum`],
      arithmetic: `each step ${load?.search?.factor || '2'} times the one before`,
      fix: `Write, for example, search: { from: ${load?.search?.from || '100/s'}, maximum: ${load?.model === 'users' ? '1000' : '5000/s'} }`,
    }))
}

/** A search also takes a level for broken that breaks what the scenario is judged by. */
function isJudgedBySlas(plan: CompiledPlan | null, scenario: CompiledScenario): boolean {
  return scenario.load.search !== undefined && plan !== null && objectivesFor(plan, scenario).length > 0
}

function withoutRule(plan: CompiledPlan | null): Finding[] {
  return (plan?.scenarios ?? [])
    .filter((scenario) => scenario.untilFailure && scenario.stopWhen.length === 0 && !isJudgedBySlas(plan, scenario))
    .map((scenario) => ({
      rule: 'unbounded-load',
      severity: 'warning' as const,
      message: `${scenario.key} steps up until failure, but no rule says what failure is: it would go on to its maximum whatever happens`,
      places: [`scenarios.${scenario.key}.load.continue`, `scenarios.${scenario.key}.stopWhen`],
      fix: 'Write, for example, stopWhen: ["error_rate > 5% for 30s", "p95 > 2s for 30s"]',
    }))
}
