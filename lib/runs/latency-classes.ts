// Latencies sorted into classes that grow by a constant factor: the bars of a distribution, the rows of a heat map.
// Edge k = 10^(k / steps) µs; a class holds what lies at or above its lower edge and below its upper one. A cell of a histogram, 0.1 %
// wide, is counted where its middle lies. Units: microseconds.

import type { LatencyHistogram } from './histogram.ts'

export const MOST_CLASSES = 60
/** Classes in a factor of ten, the finest first. */
const STEPS = [40, 30, 20, 10, 5] as const

export interface LatencyClasses {
  edgesMicros: number[]
  /** Values of a histogram in each class. What lies outside of the edges is counted in the class next to it. */
  count(histogram: LatencyHistogram): number[]
}

/** The finest classes, at most 60, that hold everything of the histograms; none when they are empty. */
export function classesFor(histograms: readonly LatencyHistogram[]): LatencyClasses {
  const filled = histograms.filter(({ count }) => count > 0)
  if (filled.length === 0) return { edgesMicros: [], count: () => [] }
  const low = Math.min(...filled.map((one) => one.valueAtRank(1) ?? 1))
  const high = Math.max(...filled.map((one) => one.quantile(1) ?? 1))
  for (const steps of STEPS) {
    const first = Math.floor(placeOf(low * 0.999, steps))
    const classes = Math.floor(placeOf(high, steps)) - first + 1
    if (classes <= MOST_CLASSES) return classesAt(steps, first, classes)
  }
  return classesAt(5, 0, MOST_CLASSES)
}

const placeOf = (micros: number, steps: number) => Math.log10(Math.max(1, micros)) * steps

function classesAt(steps: number, first: number, classes: number): LatencyClasses {
  const edgesMicros = Array.from({ length: classes + 1 }, (_, index) => 10 ** ((first + index) / steps))
  const count = (histogram: LatencyHistogram) => {
    const counts = new Array<number>(classes).fill(0)
    let at = 0
    histogram.eachCell((from, to, inCell) => {
      const middle = (from + to) / 2
      while (at < classes - 1 && middle >= edgesMicros[at + 1]!) at++
      counts[at]! += inCell
    })
    return counts
  }
  return { edgesMicros, count }
}
