// Memory that monitors read: what it was before the load, at most, and after it; whether its floor rises all through the part that was
// held (drift.ts), and by how much an hour. A sawtooth falls back to its floor and is no leak. Units: bytes; per hour.
// Source: 001 §soak (no memory leak over 12 h), 003 §memory.

import { say, showBytes } from '#lib/core/number-format.ts'
import type { Analysis } from './analysis.ts'
import { analyseMemory, floorOf, measureDrift, type Sampled } from './drift.ts'
import { figure } from './figure.ts'
import { gaugesOf, type MonitoredGauge } from './monitored.ts'
import { heldStages, type RunData } from './run-data.ts'

/** Gauges of memory in bytes. */
const memoriesOf = (data: RunData): MonitoredGauge[] =>
  gaugesOf(data).filter(({ role, unit, isRate }) => role === 'memory' && unit === 'bytes' && !isRate)

/** One for each; the first keeps the bare key. */
export function analyseMonitoredMemory(data: RunData): Analysis[] {
  return memoriesOf(data).flatMap((gauge, at) => {
    const { samples, series, name } = gauge
    const [first, last] = [samples[0], samples.at(-1)]
    if (!first || !last) return []
    const said = analyseMemory(heldOf(data, samples))
    const peak = samples.reduce((most, one) => (one.value > most.value ? one : most))
    const begin = first.atMs <= 0 ? 'before the load' : 'at the first reading'
    const ends = `${name}: ${say(showBytes(first.value))} ${begin}, ${say(showBytes(peak.value))} at most, ${say(showBytes(last.value))} at the end.`
    const others = said.figures.filter(({ key }) => !['initial', 'peak', 'final'].includes(key))
    return [
      {
        ...said,
        key: at === 0 ? said.key : `${said.key}/${series.monitor}.${series.key}`,
        title: `Drift of memory: ${name}`,
        sentence: `${ends} ${said.sentence}`,
        figures: [
          figure('initial', first.atMs <= 0 ? 'Before the load' : 'First reading', first.value, 'bytes'),
          figure('peak', 'Peak', peak.value, 'bytes'),
          figure('final', 'At the end', last.value, 'bytes'),
          figure('growth', 'Growth', last.value - first.value, 'bytes', {
            note: `from what it was ${begin} to the end`,
          }),
          ...others,
        ],
      },
    ]
  })
}

/** Of the load as it was held at one level; of all of the run where nothing was. */
function heldOf(data: RunData, samples: readonly Sampled[]): Sampled[] {
  const held = heldStages(data)
  if (held.length === 0) return samples.filter(({ atMs }) => atMs >= 0 && atMs <= data.durationMs)
  const longest = held.reduce((most, one) => (one.toMs - one.fromMs > most.toMs - most.fromMs ? one : most))
  return samples.filter(({ atMs }) => atMs >= longest.fromMs && atMs <= longest.toMs)
}

/** Growth of the memory that grew most, by the line through its floor; what chance explains is none. null where none was read. */
export function memoryGrowthOf(
  data: RunData,
): { share: number; bytes: number; samples: number } | { tooFew: number } | null {
  const found = memoriesOf(data).map(({ samples }) => {
    const held = heldOf(data, samples)
    return { drift: measureDrift(floorOf(held)), samples: held.length }
  })
  if (found.length === 0) return null
  const known = found.flatMap(({ drift, samples }) =>
    drift
      ? [
          {
            share: drift.isSignificant ? drift.share : 0,
            bytes: drift.isSignificant ? drift.last - drift.first : 0,
            samples,
          },
        ]
      : [],
  )
  if (known.length === 0) return { tooFew: Math.max(...found.map(({ samples }) => samples)) }
  return known.reduce((most, one) => (one.share > most.share ? one : most))
}
