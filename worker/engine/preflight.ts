// What is refused before a thread is started: caps of the instance and of the plan, named with their values.

import { AppError } from '#lib/core/errors.ts'
import { highestRateAsked } from '#lib/load/forecast.ts'
import { peakOffered, totalDurationMs } from '#lib/load/pacer.ts'
import type { EngineInput } from './engine.ts'

/** Throws `precondition_failed` naming the cap and its value, `invalid_input` when the scenario is not there. */
export function assertWithinCaps(input: EngineInput): void {
  const { plan, policy } = input
  const scenario = plan.scenarios.find(({ key }) => key === input.scenario)
  if (!scenario) throw new AppError('invalid_input', `There is no scenario "${input.scenario}" in the plan.`)
  const { load } = scenario
  const durationMs = totalDurationMs(load)
  const peak = peakOffered(load)
  const rate = highestRateAsked(load)
  if (rate !== null && rate > policy.maxRatePerSecond) {
    throw capped(`asks for ${shown(rate)}/s; at most ${shown(policy.maxRatePerSecond)}/s are allowed here`)
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
