// A cache cannot answer what it was never asked before: requests with a key of their own are misses, whatever the target.

import { formatPercent } from '#lib/core/units.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import { attemptsPerIteration } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { bracesOf } from '../template-text.ts'
import { uniqueBy } from './judged-criteria.ts'
import { measures, monitorObjectives } from './monitored.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'cache-vs-keys'

export const cacheVsKeys: LintRule = {
  name: NAME,
  check(draft, plan) {
    const found = plan ? plan.scenarios.flatMap((scenario) => findings(draft, plan, scenario)) : []
    return uniqueBy(found, ({ places }) => places.join())
  },
}

function findings(draft: PlanDraft, plan: CompiledPlan, scenario: CompiledScenario): Finding[] {
  const total = attemptsPerIteration(plan, scenario, null)
  const share = (key: string) => attemptsPerIteration(plan, scenario, { kind: 'operation', key }) / total
  const unique = plan.operations
    .filter(({ method, path }) => ['GET', 'HEAD'].includes(method) && hasUniqueKey(path))
    .map(({ key }) => ({ key, share: share(key) }))
    .filter((one) => one.share > 0)
    .toSorted((left, right) => right.share - left.share)
  const [most] = unique
  if (!most) return []
  const misses = unique.reduce((sum, one) => sum + one.share, 0)
  return monitorObjectives(plan)
    .filter(
      ({ objective, entry, key }) =>
        (objective.scenario === null || objective.scenario === scenario.key) &&
        (objective.scenarioTypes.length === 0 || objective.scenarioTypes.includes(scenario.type)) &&
        entry.criterion.unit === 'fraction' &&
        entry.criterion.comparator.startsWith('>') &&
        measures(draft, key, 'cache') &&
        1 - misses < entry.limit,
    )
    .map(({ objective, entry }) =>
      warning(NAME, [placeOf(objective), `operations.${most.key}.request.path`], {
        message: `${objective.judge} wants ${formatPercent(entry.target)} of cache hits, but in ${scenario.key} ${shown(misses)} of the requests ask for a key of their own`,
        arithmetic: `100% − ${shown(misses)} = ${shown(1 - misses)} at most, ${formatPercent(entry.limit)} asked for`,
        fix: 'Take the key from a range that repeats, for example {{ randomInt(1, 1000) }}',
      }),
    )
}

/** Drawn anew for each request from so many values that none comes back. */
export function hasUniqueKey(text: string): boolean {
  return bracesOf(text).some((inside) => /^\s*(uuid|now|iteration)\b|^\s*text\s*\(/.test(inside))
}

const shown = (share: number) => formatPercent(Number(Math.max(0, share).toPrecision(3)))
