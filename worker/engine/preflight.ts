// What is refused before a thread is started: caps of the instance and of the plan, named with their values.

import { AppError } from '#lib/core/errors.ts'
import type { LoadChange } from '#lib/load/change.ts'
import { peakOffered, totalDurationMs } from '#lib/load/pacer.ts'
import { dealtOf } from '#lib/load/split.ts'
import { attemptsPerIteration, highestRequestRate } from '#lib/plans/expected-load.ts'
import type { EngineInput } from './engine.ts'

/** Levels of the changes, cut to what the target policy and the plan allow. */
export function withinCaps(input: EngineInput, changes: LoadChange[]): LoadChange[] {
  const most = highestLevel(input)
  return changes.map((change) =>
    change.kind === 'level' && change.level !== null ? { ...change, level: Math.min(change.level, most) } : change,
  )
}

function highestLevel({ plan, policy, scenario: key }: EngineInput): number {
  const scenario = plan.scenarios.find((candidate) => candidate.key === key)
  if (!scenario) return 0
  const { load } = scenario
  const most = policy.maxRatePerSecond / attemptsPerIteration(plan, scenario, null)
  if (load.model === 'rate') return most
  const { pacingPerUserPerSecond: paced, maxRatePerSecond: cap } = load
  const byRate = paced === null || cap !== null ? Number.POSITIVE_INFINITY : Math.floor(most / paced)
  return Math.min(byRate, plan.client.maxUsers ?? Number.POSITIVE_INFINITY)
}

/** How many threads are worth having: each needs a user, a connection and a place in flight of its own. */
export function usefulThreads({ plan, scenario: key, threads = 1, shard }: EngineInput): number {
  const load = plan.scenarios.find((candidate) => candidate.key === key)?.load
  const { index = 0, count = 1, shares } = shard ?? {}
  const part = { shard: index, shards: count, thread: 0, threads: 1, ...(shares ? { shares } : {}) }
  const counted = load?.model === 'users' ? Math.round(peakOffered(load)) : load?.maxInFlight
  const limits = [counted, plan.client.connections].filter((limit) => typeof limit === 'number')
  return Math.max(1, Math.min(threads, ...limits.map((limit) => dealtOf(limit, part))))
}

/** Throws `precondition_failed` naming the cap and its value, `invalid_input` when the scenario is not there. */
export function assertWithinCaps(input: EngineInput): void {
  const { plan, policy } = input
  const scenario = plan.scenarios.find(({ key }) => key === input.scenario)
  if (!scenario) throw new AppError('invalid_input', `There is no scenario "${input.scenario}" in the plan.`)
  const { load } = scenario
  const durationMs = totalDurationMs(load)
  const peak = peakOffered(load)
  const rate = highestRequestRate(plan, scenario)
  if (rate !== null && rate > policy.maxRatePerSecond) {
    throw capped(`asks for ${shown(rate)} requests/s; at most ${shown(policy.maxRatePerSecond)}/s are allowed here`)
  }
  if (durationMs > policy.maxDurationMs) {
    throw capped(
      `takes ${shown(durationMs / 60_000)} minutes; at most ${shown(policy.maxDurationMs / 60_000)} are allowed here`,
    )
  }
  const { maxUsers } = plan.client
  if (load.model === 'users' && maxUsers !== null && peak > maxUsers) {
    throw capped(`asks for ${shown(peak)} users; client.maxUsers allows ${shown(maxUsers)}`)
  }
  function capped(why: string): AppError {
    return new AppError('precondition_failed', `Scenario ${scenario!.key} ${why}.`)
  }
}

const shown = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 1 })
