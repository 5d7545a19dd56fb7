// Windows cut into stretches of time: blocks that an interval is drawn from; minutes and ten seconds for compliance. Cuts lie at whole
// multiples of the length since the start of the run, where rows of that resolution begin and end; what is left at the ends of a range and
// shorter than half a stretch belongs to its neighbour. Units: milliseconds since the start of the run.

import type { MergedWindow, WindowRow } from '#lib/runs/window.ts'
import { addRow, emptyWindow, tileWindow } from '#lib/runs/window.ts'
import type { TimeRange } from './evidence.ts'

/** In order; together they are the ranges. */
export function cutInto(ranges: readonly TimeRange[], seconds: number): TimeRange[] {
  return ranges.flatMap((range) => cutRange(range, seconds * 1000))
}

function cutRange({ fromMs, toMs }: TimeRange, lengthMs: number): TimeRange[] {
  const cuts: number[] = []
  for (let at = (Math.floor(fromMs / lengthMs) + 1) * lengthMs; at < toMs; at += lengthMs) cuts.push(at)
  if (cuts[0] !== undefined && cuts[0] - fromMs < lengthMs / 2) cuts.shift()
  const last = cuts.at(-1)
  if (last !== undefined && toMs - last < lengthMs / 2) cuts.pop()
  return [...cuts, toMs].map((end, index) => ({ fromMs: index === 0 ? fromMs : cuts[index - 1]!, toMs: end }))
}

export interface Minute extends TimeRange {
  tens: TimeRange[]
}

/** Every minute with the ten seconds it is made of. */
export function minutesOf(ranges: readonly TimeRange[]): Minute[] {
  return cutInto(ranges, 60).map((minute) => ({ ...minute, tens: cutInto([minute], 10) }))
}

/** Merges the rows of each range, which lie in order and apart. Only one window at a time is held. */
export function* mergeSlices(rows: readonly WindowRow[], ranges: readonly TimeRange[]): Generator<MergedWindow> {
  const inOrder = rows.toSorted((a, b) => a.startSecond - b.startSecond)
  let next = 0
  for (const { fromMs, toMs } of ranges) {
    const [from, to] = [Math.ceil(fromMs / 1000), Math.floor(toMs / 1000)]
    while (next < inOrder.length && inOrder[next]!.startSecond < from) next++
    const first = next
    while (next < inOrder.length && inOrder[next]!.startSecond < to) next++
    const window = emptyWindow()
    for (const row of tileWindow(inOrder.slice(first, next), from, to)) addRow(window, row)
    yield window
    release(window)
  }
}

/** Gives the pages of its histograms back. */
export function release({ okResponse, okService, failedResponse }: MergedWindow): void {
  for (const histogram of [okResponse, okService, failedResponse]) histogram.reset()
}

/** Adds one window to another, in place. */
export function addWindow(into: MergedWindow, from: MergedWindow): void {
  addRow(into, { ...EMPTY_ROW, ...from.counts, maxMicros: from.maxMicros })
  into.okResponse.add(from.okResponse)
  into.okService.add(from.okService)
  into.failedResponse.add(from.failedResponse)
  into.rows += from.rows - 1
}

const EMPTY_ROW = {
  ...{ series: { kind: 'operation' as const, key: '*', payload: '' }, resolution: 1 as const, startSecond: 0 },
  ...{ p50Micros: null, p90Micros: null, p95Micros: null, p99Micros: null },
  ...{ okResponse: null, okService: null, failedResponse: null },
}
