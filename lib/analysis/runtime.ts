// The runtime of the target where it is monitored: pauses and frequency of garbage collection, its share of the CPU, goroutines or threads.
// What is told of it: mean and greatest reading, and the change from before the load to the end. Source: 000 and 003 §runtime.

import { say, showIn } from '#lib/core/number-format.ts'
import type { Analysis } from './analysis.ts'
import { analysis, atClock } from './figure.ts'
import { gaugesOf, type MonitoredGauge } from './monitored.ts'
import type { RunData } from './run-data.ts'
import { meanOf } from './statistics.ts'

const COLLECTION = /\bgc\b|garbage/i
const WORKERS = /\bgoroutines?\b|\bthreads?\b|event[- ]?loop/i

const wordsOf = ({ series }: MonitoredGauge): string =>
  [series.role, series.key.replaceAll(/[-_]/g, ' '), series.label].join(' ')

/** null where none of it was read. */
export function analyseRuntime(data: RunData): Analysis | null {
  const found = gaugesOf(data).filter(
    (gauge) => gauge.samples.length > 0 && (COLLECTION.test(wordsOf(gauge)) || WORKERS.test(wordsOf(gauge))),
  )
  if (found.length === 0) return null
  const rows = found.map((gauge) => {
    const { name, unit, samples } = gauge
    const shown = (value: number) => say(showIn(unit, value))
    const most = samples.reduce((greatest, one) => (one.value > greatest.value ? one : greatest))
    const [first, last] = [samples[0]!.value, samples.at(-1)!.value]
    return {
      name,
      mean: shown(meanOf(samples.map(({ value }) => value)) ?? 0),
      most: shown(most.value),
      at: atClock(Math.max(0, most.atMs)),
      first: shown(first),
      last: shown(last),
    }
  })
  return analysis(
    {
      key: 'runtime',
      title: 'Runtime of the target',
      howToRead:
        'Pauses of the garbage collector are part of response times. Goroutines or threads that are more at the end than before were not given back.',
    },
    {
      tone: 'note',
      sentence: `${rows.map(({ name, mean, most, at }) => `${name}: ${mean} on average, ${most} at most (${at})`).join('; ')}.`,
      table: {
        columns: [
          { key: 'name', label: 'What', unit: 'text' },
          { key: 'mean', label: 'Mean', unit: 'text' },
          { key: 'most', label: 'Most', unit: 'text' },
          { key: 'at', label: 'At', unit: 'text' },
          { key: 'first', label: 'Before', unit: 'text' },
          { key: 'last', label: 'At the end', unit: 'text' },
        ],
        rows,
      },
    },
  )
}
