// Each thread keeps as many samples as a whole run may; put together they are thinned out to that many again.

import { SAMPLES_PER_MINUTE, type Sample } from '#lib/runs/sample.ts'

const MINUTE_MS = 60_000

export class ThinOut {
  /** Failed samples let through this minute, by operation and class. */
  readonly #failed = new Map<string, number>()
  #minute = 0

  /** What all threads handed out with one second; the slowest of a minute come all with the same. */
  take(samples: Sample[]): Sample[] {
    const slowest = Map.groupBy(
      samples.filter(({ kind }) => kind === 'slowest'),
      ({ operation, atMs }) => `${operation} ${Math.floor(atMs / MINUTE_MS)}`,
    )
    const first = [...slowest.values()].flatMap((list) =>
      list.toSorted((a, b) => b.responseMicros - a.responseMicros).slice(0, SAMPLES_PER_MINUTE),
    )
    return [...samples.filter((sample) => sample.kind === 'failed' && this.#lets(sample)), ...first]
  }

  #lets({ operation, errorClass, atMs }: Sample): boolean {
    const minute = Math.floor(atMs / MINUTE_MS)
    if (minute > this.#minute) this.#failed.clear()
    this.#minute = Math.max(minute, this.#minute)
    const key = `${operation} ${errorClass}`
    const count = (this.#failed.get(key) ?? 0) + 1
    this.#failed.set(key, count)
    return count <= SAMPLES_PER_MINUTE
  }
}
