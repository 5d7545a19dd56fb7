// A scenario is called one thing and does another: its type, its name in the strategy, its stages, or a second scenario of that type.

import { formatDuration } from '#lib/core/duration.ts'
import { formatRate } from '#lib/core/units.ts'
import { peakOffered, totalDurationMs } from '#lib/load/pacer.ts'
import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { SCENARIO_TYPES } from '../scenario-type.ts'
import { agree, rounded, times } from './figures.ts'
import { type LintRule, warning } from './rule.ts'

const NAME = 'type-vs-shape'

export const typeVsShape: LintRule = {
  name: NAME,
  check(draft, plan) {
    if (!plan) return []
    return [
      ...plan.scenarios.flatMap((scenario) => [
        ...stressWithoutRise(scenario),
        ...againstStrategy(draft, scenario),
        ...stageNames(plan, scenario),
      ]),
      ...twoBaselines(plan),
    ]
  },
}

/** What is held, spikes and bursts left aside. */
function held({ load }: CompiledScenario): Stage[] {
  return load.stages.filter((stage) => stage.phase === 'steady' && stage.durationMs > 0)
}

function shown({ model }: LoadProfile, level: number): string {
  return model === 'users' ? `${rounded(level)} users` : formatRate(level)
}

/** A stress test goes up, step by step or on a ramp, beyond what it begins with. */
function stressWithoutRise(scenario: CompiledScenario): Finding[] {
  if (!['stress', 'breaking-point'].includes(scenario.type) || scenario.untilFailure) return []
  const levels = held(scenario).map((stage) => stage.from)
  const climbs = scenario.load.stages.some((stage) => isClimb(stage, totalDurationMs(scenario.load)))
  const lowest = Math.min(...levels)
  if (levels.length === 0 || climbs || Math.max(...levels) > lowest * 1.05) return []
  return [
    warning(NAME, [`scenarios.${scenario.key}.type`, `scenarios.${scenario.key}.load`], {
      message: `${scenario.key} is a ${scenario.type} test, but its load never rises past ${shown(scenario.load, lowest)}`,
      arithmetic: `${shown(scenario.load, lowest)} from beginning to end`,
      fix: 'Add stages that rise, for example continue: { factor: 2, until: failure, maximum: 20000/s }, or call it a load test',
    }),
  ]
}

/** A rise of its own, or a ramp-up that takes much of the test. */
function isClimb({ phase, from, to, durationMs }: Stage, totalMs: number): boolean {
  return to > from && (phase === 'ramp' || (phase === 'ramp-up' && durationMs >= totalMs / 3))
}

function againstStrategy(draft: PlanDraft, scenario: CompiledScenario): Finding[] {
  return (draft.strategy ?? []).flatMap((row, index) => {
    if (row.type?.trim() !== scenario.type) return []
    const pattern = row.pattern ?? ''
    const place = `strategy.${index}.pattern`
    if (/\b(sustained|steady|constant)\b/i.test(pattern)) return unsteady(scenario, place, pattern)
    const factor = Number(/(\d+(?:\.\d+)?)\s*[x×]/i.exec(pattern)?.[1] ?? Number.NaN)
    return Number.isFinite(factor) ? lowSpike(scenario, place, factor, /\b(instant|sudden)/i.test(pattern)) : []
  })
}

function unsteady(scenario: CompiledScenario, place: string, pattern: string): Finding[] {
  const levels = held(scenario).map((stage) => stage.from)
  const [least, most] = [Math.min(...levels), Math.max(...levels)]
  if (levels.length < 2 || agree(least, most)) return []
  return [
    warning(NAME, [place, `scenarios.${scenario.key}.load`], {
      message: `${scenario.key} is to be "${pattern}", but its load goes from ${shown(scenario.load, least)} to ${shown(scenario.load, most)}`,
      arithmetic: `${levels.map((level) => rounded(level)).join(', ')}: it varies by ${rounded((100 * (most - least)) / least)}%`,
      fix: 'Hold one level, or call the pattern varying',
    }),
  ]
}

function lowSpike(scenario: CompiledScenario, place: string, factor: number, instant: boolean): Finding[] {
  const { load } = scenario
  const base = held(scenario)[0]?.from ?? 0
  const peak = peakOffered(load)
  const high = load.stages.findIndex((stage) => Math.max(stage.from, stage.to) === peak)
  const ramp = instant && load.stages[high]?.from !== load.stages[high]?.to ? load.stages[high] : undefined
  if (base === 0 || (peak >= base * factor * 0.95 && !ramp)) return []
  const rise = ramp ? `, over ${formatDuration(ramp.durationMs)}` : ''
  return [
    warning(NAME, [place, `scenarios.${scenario.key}.load`], {
      message: `A ${scenario.type} test is to be ${times(factor)} the load${instant ? ' at once' : ''}, ${scenario.key} goes from ${shown(load, base)} to ${shown(load, peak)}${rise}`,
      arithmetic: `${rounded(peak)} / ${rounded(base)} = ${times(peak / base)}${rise}`,
      fix: `Go to ${shown(load, base * factor)}${instant ? ' without a ramp' : ''}, or change the strategy`,
    }),
  ]
}

/** A stage called `peak` in one scenario, while another scenario is the peak. */
function stageNames(plan: CompiledPlan, scenario: CompiledScenario): Finding[] {
  return scenario.load.stages.flatMap((stage) => {
    const named = (SCENARIO_TYPES as readonly string[]).includes(stage.key) && stage.key !== scenario.type
    const other =
      named && plan.scenarios.find((one) => one.type === stage.key && one.load.model === scenario.load.model)
    if (!other) return []
    const [here, there] = [Math.max(stage.from, stage.to), peakOffered(other.load)]
    if (agree(here, there)) return []
    const holding = stage.from === stage.to ? '' : ', held for 0s'
    return [
      warning(NAME, [`scenarios.${scenario.key}.load.stages.${stage.key}`, `scenarios.${other.key}.load`], {
        message: `The stage ${stage.key} of ${scenario.key} goes to ${shown(scenario.load, here)}, the ${stage.key} scenario ${other.key} to ${shown(other.load, there)}`,
        arithmetic: `${rounded(here)} / ${rounded(there)} = ${rounded((100 * here) / there)}%${holding}`,
        fix: `Go to ${shown(other.load, there)} and hold it, or give the stage another name`,
      }),
    ]
  })
}

/** Everything is compared with the baseline: there is one. */
function twoBaselines({ scenarios }: CompiledPlan): Finding[] {
  const [first, ...others] = scenarios.filter((scenario) => scenario.type === 'baseline')
  if (!first) return []
  return others.flatMap((other) => {
    const [mine, yours] = [first, other].map(({ load, mix }) => ({
      load: shown(load, peakOffered(load)),
      mix: mix
        .map(({ key }) => key)
        .toSorted()
        .join(', '),
    }))
    if (!mine || !yours || (mine.load === yours.load && mine.mix === yours.mix)) return []
    const what = mine.mix === yours.mix ? 'load' : 'mix'
    return [
      warning(NAME, [`scenarios.${first.key}.${what}`, `scenarios.${other.key}.${what}`], {
        message: `${first.key} and ${other.key} are both the baseline, with another ${what}`,
        arithmetic: `${mine[what]} against ${yours[what]}`,
        fix: `Give ${other.key} the type it has, for example custom, or the ${what} of ${first.key}`,
      }),
    ]
  })
}
