// A phase with success criteria, and nothing that says when it is: they stay inconclusive.

import type { CompiledScenario } from '../compiled.ts'
import type { Finding } from '../finding.ts'
import { lengthOfPhase } from '../phase-length.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'phase-without-length'

export const phaseWithoutLength: LintRule = {
  name: NAME,
  check: (_draft, plan) => plan?.scenarios.flatMap(inScenario) ?? [],
}

function inScenario({ key, load, phases }: CompiledScenario): Finding[] {
  return phases
    .filter(({ durationMs }) => durationMs === 0)
    .map((phase) => {
      const fix = lengthOfPhase(load.stages)
      return warning(NAME, [`scenarios.${key}.phases.${phase.key}.for`, `scenarios.${key}.load`], {
        message: `Nothing says when the phase ${phase.key} of ${key} is, so what it must come to cannot be judged`,
        fix: `${fix.charAt(0).toUpperCase()}${fix.slice(1)}`,
      })
    })
}
