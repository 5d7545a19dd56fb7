// The shapes a load may have in its form, and how one becomes another without losing what they share.

import { formatDuration, parseDuration } from '#lib/core/duration.ts'
import { splitNumber, tidy } from '#lib/core/quantity.ts'
import type { LoadDraft } from '#lib/plans/document/plan.ts'

export const LOAD_SHAPES = [
  { value: 'hold', label: 'Ramp and hold' },
  { value: 'multipliers', label: 'Level that changes with time' },
  { value: 'spikes', label: 'Hold with spikes' },
  { value: 'stages', label: 'Stages, up until failure' },
  { value: 'search', label: 'Search for the breaking point' },
] as const

export type LoadShape = (typeof LOAD_SHAPES)[number]['value']
export type LoadModel = 'users' | 'rate'

export function shapeOf(load: LoadDraft): LoadShape {
  if (load.search) return 'search'
  if (load.stages) return 'stages'
  if (load.multipliers) return 'multipliers'
  return load.spikes ? 'spikes' : 'hold'
}

/** The load in another shape. `earlier` is what was written before a shape was left, and comes back with it. */
export function reshaped(load: LoadDraft, shape: LoadShape, model: LoadModel, earlier: LoadDraft): LoadDraft {
  const { users, rate, rampUp, hold, rampDown, multipliers, stages, continue: _continue, spikes: _, ...others } = load
  const { search, ...written } = others
  // A search ends when it has found, not after so many iterations.
  const rest = search && earlier.iterations ? { ...written, iterations: earlier.iterations } : written
  const first = stages?.[0]
  const level = load[model] ?? earlier[model] ?? first?.[model] ?? first?.to ?? search?.from ?? users ?? rate
  const held = hold ?? earlier.hold ?? first?.for ?? multipliers?.[0]?.for ?? '5m'
  const ramps = { rampUp: rampUp ?? earlier.rampUp, rampDown: rampDown ?? earlier.rampDown }
  const common: LoadDraft = { ...rest, model, [model]: level, ...ramps }
  switch (shape) {
    case 'hold':
      return { ...common, hold: held }
    case 'spikes':
      return { ...common, hold: held, spikes: earlier.spikes ?? spikesIn(held, level, model) }
    case 'multipliers':
      return { ...common, multipliers: earlier.multipliers ?? multipliersIn(held) }
    case 'search': {
      const { iterations: _iterations, ...searched } = rest
      return { ...searched, model, search: earlier.search ?? { from: level, maximum: times(level, 10) } }
    }
    case 'stages':
      return {
        ...rest,
        model,
        stages: earlier.stages ?? [{ key: 's1', for: held, [model]: level }],
        continue: earlier.continue,
      }
  }
}

/** The same load by the other model: levels are to be written anew, those of `earlier` come back. */
export function remodelled(load: LoadDraft, model: LoadModel, earlier: LoadDraft): LoadDraft {
  const other = model === 'users' ? 'rate' : 'users'
  const relevel = <Part extends object>(part: Part): Part => ({
    ...part,
    users: undefined,
    rate: undefined,
    from: undefined,
    to: undefined,
    [model]: '',
  })
  return {
    ...load,
    model,
    [other]: undefined,
    ...levelled(load, model, earlier, relevel),
    ...(load.spikes ? { spikes: { ...load.spikes, [other]: undefined, [model]: '' } } : {}),
    ...(load.continue ? { continue: { ...load.continue, maximum: '' } } : {}),
  }
}

function levelled(
  load: LoadDraft,
  model: LoadModel,
  earlier: LoadDraft,
  relevel: <Part extends object>(part: Part) => Part,
): LoadDraft {
  if (load.search) return { search: { ...load.search, from: '', maximum: '' } }
  return load.stages ? { stages: load.stages.map(relevel) } : { [model]: load[model] ?? earlier[model] }
}

/** Two spikes to ten times the level that fit into the hold. */
function spikesIn(hold: string, level: string | undefined, model: LoadModel): LoadDraft['spikes'] {
  const holdMs = lengthOf(hold)
  return { [model]: times(level, 10), for: written(holdMs / 15), every: written(holdMs / 3), count: '2' }
}

function multipliersIn(hold: string): LoadDraft['multipliers'] {
  const third = written(lengthOf(hold) / 3)
  return ['0.8', '1.0', '1.2'].map((factor) => ({ for: third, factor }))
}

function lengthOf(hold: string): number {
  const read = parseDuration(hold)
  return read.ok && read.value > 0 ? read.value : 300_000
}

/** In whole seconds where it is one or more. */
const written = (ms: number): string => formatDuration(ms >= 1000 ? Math.floor(ms / 1000) * 1000 : Math.ceil(ms))

function times(level: string | undefined, factor: number): string {
  const split = splitNumber(level?.trim() ?? '')
  return split ? `${tidy(split.number * factor)}${split.rest}` : ''
}
