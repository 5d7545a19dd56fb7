// A load as typed → a load profile. Every helper (ramp and hold, multipliers, spikes, steps until failure, levels) becomes plain
// stages.

import { parseRate, parseWhole } from '#lib/core/units.ts'
import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import type { LoadDraft, ScenarioDraft } from '../document/plan.ts'
import { type CompileLog, isBlank } from './compile-log.ts'
import { stagesAtLevels } from './levels.ts'
import { multiplierStages } from './multipliers.ts'
import { readSearch, searchPart } from './search.ts'
import { spikeStages } from './spikes.ts'
import { continuedStages, explicitStages, rampAndHold, type StagePiece } from './stages.ts'
import { readThinkTime } from './think-time.ts'

export const DEFAULT_MAX_IN_FLIGHT = 10_000

export function compileLoad(scenario: ScenarioDraft, log: CompileLog): LoadProfile {
  const place = `scenarios.${scenario.key}.load`
  const load = scenario.load ?? {}
  const model = modelOf(load, place, log)
  const reader = new LoadReader(load, place, model, log)
  const search = readSearch(reader)
  const pieces = load.search ? (search?.pieces ?? []) : stagesAtLevels(scenario, reader.stages(scenario.key), log)
  return {
    model,
    stages: placeStages(pieces, place, log),
    ...searchPart(search),
    thinkTime: readThinkTime(`${place}.thinkTime`, load.thinkTime, log),
    pacingPerUserPerSecond: log.notZero(
      `${place}.perUser`,
      log.rate(`${place}.perUser`, load.perUser),
      'Users paced at 0 never begin',
      'Write, for example, 2/s, or leave it out',
    ),
    maxRatePerSecond: log.notZero(
      `${place}.maxRate`,
      log.rate(`${place}.maxRate`, load.maxRate),
      'A cap of 0 lets nothing through',
      'Write, for example, 500/s, or leave it out',
    ),
    arrivals: log.choice(`${place}.arrivals`, load.arrivals, ['constant', 'poisson'], 'constant'),
    maxInFlight: log.whole(`${place}.maxInFlight`, load.maxInFlight, 1) ?? DEFAULT_MAX_IN_FLIGHT,
    iterations: log.whole(`${place}.iterations`, load.iterations, 1),
  }
}

function modelOf(load: LoadDraft, place: string, log: CompileLog): LoadProfile['model'] {
  const speaksOf = (name: 'users' | 'rate') =>
    !isBlank(load[name]) || (load.stages ?? []).some((stage) => !isBlank(stage[name]))
  const guess = speaksOf('rate') || load.search ? 'rate' : speaksOf('users') ? 'users' : null
  if (isBlank(load.model) && guess === null) {
    log.error(
      'missing',
      place,
      'The load is missing: how many users, or which rate, for how long',
      'Write, for example, load: { model: users, users: 100, rampUp: 5m, hold: 30m, rampDown: 2m }',
    )
  }
  return log.choice(`${place}.model`, load.model, ['users', 'rate'], guess ?? 'users')
}

/** Reads levels in the unit of the model: users, or requests per second. */
export class LoadReader {
  readonly load: LoadDraft
  readonly place: string
  readonly model: LoadProfile['model']
  readonly log: CompileLog

  constructor(load: LoadDraft, place: string, model: LoadProfile['model'], log: CompileLog) {
    this.load = load
    this.place = place
    this.model = model
    this.log = log
  }

  /** `defaultSeed` is what random spikes are drawn from unless the plan says. */
  stages(defaultSeed: string): StagePiece[] {
    if ((this.load.stages ?? []).length > 0) {
      this.refuseBesideStages()
      return [...explicitStages(this), ...continuedStages(this)]
    }
    if ((this.load.multipliers ?? []).length > 0) return multiplierStages(this)
    return this.load.spikes ? spikeStages(this, defaultSeed) : rampAndHold(this)
  }

  level(place: string, text: string | undefined): number | null {
    if (this.model === 'users') {
      return this.log.quantity(place, text?.replace(/\s*(virtual\s+)?users?$/i, ''), (written) => parseWhole(written))
    }
    return this.log.quantity(place, text, (written) =>
      written.trim() === '0' ? { ok: true, value: 0 } : parseRate(written),
    )
  }

  /** The level everything else refers to: `users` or `rate`, whichever the model is of. */
  baseLevel(): number {
    const other = this.model === 'users' ? 'rate' : 'users'
    if (!isBlank(this.load[other])) this.refuseOther(`${this.place}.${other}`)
    const place = `${this.place}.${this.model}`
    const example = this.model === 'users' ? 'users: 100' : 'rate: 200/s'
    const text = this.log.required(
      place,
      this.load[this.model],
      `The ${this.model === 'users' ? 'number of users' : 'rate'}`,
      example,
    )
    return this.level(place, text) ?? 0
  }

  refuseOther(place: string): void {
    const [model, example] = this.model === 'users' ? ['users', 'users: 100'] : ['rate', 'rate: 200/s']
    this.log.error(
      'load',
      place,
      `The model is ${model}, so the level is written as ${example}`,
      `Write ${example}, or change the model`,
    )
  }

  /** `5m`, or a spawn rate such as `10/s` that reaches `level` in level / rate. */
  ramp(name: 'rampUp' | 'rampDown', level: number): number {
    const text = this.load[name]
    const place = `${this.place}.${name}`
    if (this.model === 'users' && text && /\/|\bper\b/.test(text)) {
      const message = 'Users added at 0 never begin'
      const perSecond = this.log.notZero(
        place,
        this.log.rate(place, text),
        message,
        `Write, for example, ${name}: 10/s`,
      )
      return perSecond ? (level / perSecond) * 1000 : 0
    }
    return this.log.duration(place, text) ?? 0
  }

  refuseContinue(): void {
    if (!this.load.continue) return
    const fix = 'Write stages: [{ key: s1, for: 5m, rate: 200/s }] before it'
    this.log.error('load', `${this.place}.continue`, 'Steps can only continue a list of stages', fix)
  }

  private refuseBesideStages(): void {
    for (const name of ['users', 'rate', 'rampUp', 'hold', 'rampDown', 'multipliers', 'spikes'] as const) {
      const value = this.load[name]
      if (value === undefined || (typeof value === 'string' && isBlank(value))) continue
      this.log.error(
        'load',
        `${this.place}.${name}`,
        `The load has stages, so ${name} has no meaning beside them`,
        `Remove ${name}, or write it as a stage`,
      )
    }
  }
}

function placeStages(pieces: StagePiece[], place: string, log: CompileLog): Stage[] {
  let startMs = 0
  const stages = pieces.map((piece): Stage => {
    const stage = { ...piece, startMs }
    startMs += piece.durationMs
    return stage
  })
  const alreadyToldWhy = log.findings.some((finding) => finding.places.some((path) => path.startsWith(place)))
  if (startMs === 0 && !alreadyToldWhy) {
    log.error('load', place, 'The load lasts no time at all', 'Write how long it is held, for example hold: 30s')
  }
  return stages
}
