// Two stated durations of one test: what its author expects, what the strategy says, how long its load lasts, and how long something
// in it may take.

import { formatDuration, parseDuration } from '#lib/core/duration.ts'
import { expectedEndMs, withoutWaits } from '#lib/load/forecast.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'
import { iterationOf } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { agree, rounded } from './figures.ts'
import { isLatency, judgedIn } from './judged-criteria.ts'
import { type LintRule, warning } from './rule.ts'
import { textsOfScenario } from './written-text.ts'

const NAME = 'duration-mismatch'
const SLOW_MS = 1000
const TOLERANCE = 0.05
/** What is under way at the end of the load is still followed to its end. */
const LONGER = 1.5

export const durationMismatch: LintRule = {
  name: NAME,
  check(draft, plan) {
    if (!plan) return []
    return (draft.scenarios ?? []).flatMap((scenario) => {
      const compiled = plan.scenarios.find((one) => one.key === scenario.key)
      if (!compiled) return []
      return [
        ...expected(scenario, plan, compiled),
        ...inStrategy(draft, compiled),
        ...phases(compiled),
        ...begunLater(scenario, compiled),
        ...endedBefore(scenario, plan, compiled),
      ]
    })
  },
}

/** Waits take from no time to all of theirs; iterations end the load sooner the faster the answers are. */
function expected(scenario: ScenarioDraft, plan: CompiledPlan, compiled: CompiledScenario): Finding[] {
  const { load } = compiled
  const stated = parseDuration(scenario.expect?.duration ?? '')
  const least = expectedEndMs(withoutWaits(load), iterationOf(plan, compiled, 0))
  const most = expectedEndMs(load, iterationOf(plan, compiled, SLOW_MS))
  if (!stated.ok || within(stated.value, least, most)) return []
  const shown = [...new Set([least, most].map((ms) => formatDuration(Math.round(ms))))].join(' to ')
  const lengths = load.stages.map((stage) => formatDuration(stage.durationMs)).join(' + ')
  const until = load.iterations === null ? '' : ` until ${load.iterations} iterations`
  return [
    warning(NAME, [`scenarios.${scenario.key}.expect.duration`, `scenarios.${scenario.key}.load`], {
      message: `${scenario.key} is expected to last ${formatDuration(stated.value)}, its load lasts ${shown}`,
      arithmetic: `${lengths}${until}: ${shown}`,
      fix: `Expect ${shown}, or change the load`,
    }),
  ]
}

/** A load that goes on until something breaks or is done has no length to compare. */
function inStrategy(draft: PlanDraft, { key, type, load, untilFailure }: CompiledScenario): Finding[] {
  if (untilFailure || load.iterations !== null) return []
  const length = totalDurationMs(withoutWaits(load))
  return (draft.strategy ?? []).flatMap((row, index) => {
    const stated = parseDuration(row.duration ?? '')
    if (row.type?.trim() !== type || !stated.ok || agree(stated.value, length)) return []
    return [
      warning(NAME, [`strategy.${index}.duration`, `scenarios.${key}.load`], {
        message: `The strategy gives a ${type} test ${formatDuration(stated.value)}, ${key} lasts ${formatDuration(length)}`,
        arithmetic: `${formatDuration(stated.value)} ≠ ${formatDuration(length)}`,
        fix: `Let ${key} last ${formatDuration(stated.value)}, change the strategy, or give ${key} another type`,
      }),
    ]
  })
}

function phases({ key, load, phases: all }: CompiledScenario): Finding[] {
  const lasting = all.filter(({ durationMs }) => durationMs > 0)
  const last = lasting.at(-1)
  const length = totalDurationMs(load)
  if (!last || last.startMs + last.durationMs <= length * (1 + TOLERANCE)) return []
  const sum = last.startMs + last.durationMs
  const lengths = lasting.map(({ durationMs }) => durationMs)
  // One that is where a stage is need not follow the one before it.
  const parts = lengths.reduce((total, ms) => total + ms, 0) === sum ? lengths : [last.startMs, last.durationMs]
  return [
    warning(NAME, [`scenarios.${key}.phases.${last.key}.for`, `scenarios.${key}.load`], {
      message: `The phases of ${key} take ${formatDuration(sum)}, its load lasts ${formatDuration(length)}`,
      arithmetic: `${parts.map(formatDuration).join(' + ')} = ${formatDuration(sum)} > ${formatDuration(length)}`,
      fix: 'Shorten the phases, or let the load last as long',
    }),
  ]
}

const BEGUN = /\b(?:queued|enqueued|scheduled|started|sent|submitted)\b.*?\bwithin\s+(\d[\d.,]*\s*[a-z]+)/i

/** Everything is to be under way sooner than the load has risen. */
function begunLater(scenario: ScenarioDraft, { key, load }: CompiledScenario): Finding[] {
  const rise = load.stages.find((stage) => stage.phase === 'ramp-up')
  if (!rise) return []
  return textsOfScenario(scenario).flatMap(({ place, text }) => {
    const stated = parseDuration(BEGUN.exec(text)?.[1] ?? '')
    if (!stated.ok || stated.value >= rise.durationMs) return []
    return [
      warning(NAME, [place, `scenarios.${key}.load.rampUp`], {
        message: `"${text}", but the load of ${key} rises for ${formatDuration(rise.durationMs)}`,
        arithmetic: `${formatDuration(rise.durationMs)} > ${formatDuration(stated.value)}`,
        fix: `Let it rise in ${formatDuration(stated.value)} or less, or allow ${formatDuration(rise.durationMs)}`,
      }),
    ]
  })
}

/** Work of a stated size that may take longer than the test lasts. */
function endedBefore(scenario: ScenarioDraft, plan: CompiledPlan, compiled: CompiledScenario): Finding[] {
  if (!scenario.volume?.transactions?.trim()) return []
  const length = totalDurationMs(compiled.load)
  return judgedIn(plan, compiled)
    .filter((one) => isLatency(one.entry) && one.entry.limit > length * LONGER)
    .map(({ objective, entry }) =>
      warning(NAME, [placeOf(objective), `scenarios.${compiled.key}.load`], {
        message: `${objective.judge} allows longer than ${compiled.key} lasts: it is over before that is known`,
        arithmetic: `${formatDuration(length)} of ${formatDuration(entry.limit)} = ${rounded((100 * length) / entry.limit)}%`,
        fix: `Let ${compiled.key} last ${formatDuration(entry.limit)}, or allow at most ${formatDuration(length)}`,
      }),
    )
}

function within(value: number, least: number, most: number): boolean {
  return value >= least - TOLERANCE * Math.max(value, least) && value <= most + TOLERANCE * Math.max(value, most)
}
