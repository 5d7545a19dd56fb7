// A chart of one quantity against another that is not the time of the run: spectrum, distribution, latency against load, analyses.

import type { Shown } from '#lib/core/number-format.ts'
import { logTicks } from './log-scale.ts'
import { timeTicks, valueTicks } from './scale.ts'

export interface XyAxis {
  /** At its end. */
  unit: string
  /** What it measures, for a table and for who cannot see it. */
  name: string
  scale: 'linear' | 'log'
  domain: readonly [number, number]
  ticks: readonly { at: number; label: string }[]
  show: (value: number) => Shown
}

/** `to`: where a bar ends, default its own place; `base`: where it begins, default zero. */
export interface XyPoint {
  x: number
  y: number | null
  to?: number
  base?: number
}

export interface XyLine {
  key: string
  label: string
  kind: 'line' | 'dots' | 'dashed' | 'bars'
  /** Name of the colour token. */
  color: string
  strong?: boolean
  points: readonly XyPoint[]
}

export interface XyMark {
  axis: 'x' | 'y'
  at: number
  label: string
  tone: 'plain' | 'target' | 'limit'
  /** Of a mark on the y axis that holds for a stretch of x only, e.g. for one percentile. */
  span?: readonly [number, number]
}

export interface XySpec {
  id: string
  title: string
  height: number
  x: XyAxis
  y: XyAxis
  lines: readonly XyLine[]
  marks: readonly XyMark[]
}

type AxisInput = Pick<XyAxis, 'unit' | 'name' | 'show'>
const plain = (value: number): string => Number(value.toPrecision(4)).toLocaleString('en-US')

/** From zero to a round value at or above every one of `values`. */
export function linearAxis(values: readonly (number | null)[], most: number, about: AxisInput): XyAxis {
  const known = values.filter((value): value is number => value !== null && Number.isFinite(value))
  const lowest = Math.min(0, ...known)
  const ticks = valueTicks(Math.max(...known, -lowest, 1e-9) * 1.02, most)
  const below = lowest < 0 ? ticks.filter((tick) => tick > 0).map((tick) => -tick) : []
  const shown = [...below, ...ticks].sort((a, b) => a - b)
  const [first, last] = [shown[0] ?? 0, shown.at(-1) ?? 1]
  return { ...about, scale: 'linear', domain: [first, last], ticks: shown.map((at) => ({ at, label: plain(at) })) }
}

/** Around every one of `values` above zero. */
export function logAxis(values: readonly (number | null)[], most: number, about: AxisInput): XyAxis {
  const known = values.filter((value): value is number => value !== null && value > 0)
  const low = (known.length > 0 ? Math.min(...known) : 1) * 0.9
  const high = Math.max(known.length > 0 ? Math.max(...known) : 10, low * 3) * 1.1
  const ticks = logTicks(low, high, most).map((at) => ({ at, label: about.show(at).join(' ').trim() }))
  return { ...about, scale: 'log', domain: [low, high], ticks }
}

/** Seconds of the run. */
export function timeAxis(from: number, to: number, showTime: (second: number) => string): XyAxis {
  const ticks = timeTicks(from, to, 8).map((at) => ({ at, label: showTime(at) }))
  return {
    name: 'Time',
    unit: '',
    scale: 'linear',
    domain: [from, Math.max(to, from + 1)],
    ticks,
    show: (at) => [showTime(at), ''],
  }
}
