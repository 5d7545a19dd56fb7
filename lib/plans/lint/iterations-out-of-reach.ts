// A number of iterations against the time and the users it is to be made in: more than the load can begin, or fewer than it has users.

import { formatDuration } from '#lib/core/duration.ts'
import { expectedRequests } from '#lib/load/forecast.ts'
import { peakOffered, totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import { iterationOf } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import type { LintRule } from './rule.ts'

export const iterationsOutOfReach: LintRule = {
  name: 'iterations-out-of-reach',
  check(_draft, plan) {
    return (plan?.scenarios ?? []).flatMap((scenario) => (plan && finding(plan, scenario)) ?? [])
  },
}

function finding(plan: CompiledPlan, { key, load, mix }: CompiledScenario): Finding | null {
  const { iterations } = load
  if (iterations === null) return null
  // No target answers faster than at once, so that this many cannot be passed.
  const assumption = { ...iterationOf(plan, { mix }, 0), requestsPerIteration: 1 }
  const most = Math.floor(expectedRequests({ ...load, iterations: null }, assumption) + 1e-6)
  const places = [`scenarios.${key}.load.iterations`, `scenarios.${key}.load`]
  if (most < iterations) {
    const length = formatDuration(totalDurationMs(load))
    return {
      ...{ rule: 'iterations-out-of-reach', severity: 'warning', places },
      message: `${key} begins at most ${most} iterations in ${length}, so that its time ends it and not its ${iterations} iterations`,
      arithmetic: `${most} in ${length} < ${iterations}`,
      fix: `Write iterations: ${most} or fewer, or hold it longer`,
    }
  }
  const users = load.model === 'users' ? peakOffered(load) : 0
  if (users <= iterations) return null
  return {
    ...{ rule: 'iterations-out-of-reach', severity: 'warning', places },
    message: `${key} has ${users} users for ${iterations} iterations: most of its users never begin one`,
    arithmetic: `${users} users > ${iterations} iterations`,
    fix: `Use ${iterations} users or fewer, or write iterations: ${users} or more`,
  }
}
