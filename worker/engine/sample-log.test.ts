// A short run with a log of every attempt beside it: what recorder, collector and rollup make of it gives the log's percentiles again.

import { expect, it } from 'vitest'
import { ALL_OPERATIONS, type Bucket, type SeriesId } from '#lib/runs/bucket.ts'
import { isAllOperations, seriesKey } from '#lib/runs/series.ts'
import { mergeWindow, serviceQuantile, shownQuantile } from '#lib/runs/window.ts'
import { Recorder } from './recorder.ts'
import { SecondCollector } from './second-collector.ts'
import { packSecond } from './second-message.ts'

const SECONDS = 150
const THREADS = 2
const series: SeriesId[] = ['read', 'write'].map((key) => ({ kind: 'operation', key, payload: '' }))
const generator = { offered: 0, sent: 0, droppedTarget: 0, droppedGenerator: 0, utilisation: 0.2, cpu: 0.2 }
const still = { waitedForConnection: 0, localSocketErrors: 0, bufferBytes: 0, users: 1, inFlight: 1 }
const kept = { connectionsOpened: 0, connectionsReused: 0, connectionsDropped: 0, mostConnections: 0, poolUse: null }

interface Attempt {
  key: string
  second: number
  responseMicros: number
  serviceMicros: number
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Attempts of every second in both threads, through the very code that measures. Every tenth second the target stalls. */
function measure(): { log: Attempt[]; rows: Bucket[] } {
  const random = randomFrom(11)
  const recorders = Array.from({ length: THREADS }, () => new Recorder(series.length))
  const collector = new SecondCollector(series)
  const [log, rows]: [Attempt[], Bucket[]] = [[], []]
  for (let second = 0; second < SECONDS; second++) {
    const parts = recorders.map((recorder, thread) => {
      for (let n = 0; n < 12; n++) {
        const index = n % series.length
        const serviceMicros = 300 * (index + 1) * (1 - 4 * Math.log(1 - random()))
        const responseMicros = serviceMicros + (second % 10 === 0 ? 200_000 * random() : 0)
        recorder.sent(index, second * 1000 + n * 80, 100)
        const plain = { status: 200, bytesIn: 10, checksPassed: 1, checksFailed: 0, isBodyTruncated: false }
        recorder.finished(index, second * 1000 + n * 80, { errorSlot: -1, responseMicros, serviceMicros, ...plain })
        log.push({ key: series[index]!.key, second, responseMicros, serviceMicros })
      }
      let packed = null as ReturnType<typeof packSecond> | null
      recorder.closeBefore(second + 1, (closed) => {
        packed = packSecond(closed, { second, ...generator, ...still, ...kept }, thread)
      })
      return packed!.packed
    })
    rows.push(...collector.close(parts).buckets)
  }
  return { log, rows: [...rows, ...collector.flush()] }
}

/** A cell is 0.1 % wide, and below 2 ms a microsecond. */
function expectEqual(shown: number | null, truth = Number.NaN): void {
  expect(Math.abs((shown ?? Number.NaN) - truth)).toBeLessThan(Math.max(1.01, truth * 0.001))
}

it('percentiles of any window, together or of one operation, are those of the log of all attempts', () => {
  const { log, rows } = measure()
  const random = randomFrom(5)
  for (let n = 0; n < 45; n++) {
    const [a, b] = [Math.floor(random() * SECONDS), Math.floor(random() * SECONDS)]
    const [from, to] = [Math.min(a, b), Math.max(a, b) + 1]
    const key = [null, 'read', 'write'][n % 3] ?? null
    const own = rows.filter((row) => (key === null ? isAllOperations(row.series) : row.series.key === key))
    const window = mergeWindow(own, from, to)
    const logged = log.filter(({ second, ...one }) => second >= from && second < to && (key ?? one.key) === one.key)
    expect(window.counts.ok).toBe(logged.length)
    const sorted = (pick: (one: Attempt) => number) => logged.map(pick).toSorted((x, y) => x - y)
    const [response, service] = [sorted((one) => one.responseMicros), sorted((one) => one.serviceMicros)]
    for (const fraction of [0.5, 0.66, 0.75, 0.8, 0.95, 0.98, 0.99, 0.999, 1]) {
      const rank = Math.max(1, Math.ceil(fraction * logged.length - 1e-9)) - 1
      expectEqual(shownQuantile(window, fraction), response[rank])
      expectEqual(serviceQuantile(window, fraction), service[rank])
    }
  }
  expect(new Set(rows.map((row) => seriesKey(row.series)))).toEqual(new Set([ALL_OPERATIONS, ...series].map(seriesKey)))
})
