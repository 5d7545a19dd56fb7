// What one chart of a stack shows. Charts of a stack share time, crosshair and brush.

import type { Shown } from '#lib/core/number-format.ts'
import type { LivePoint } from '#lib/runs/schema.ts'
import type { ChartRow, TimeSpan } from './chart-rows.ts'
import type { Cursor } from './cursor.ts'

export type SeriesKey = Exclude<keyof ChartRow, 'second' | 'seconds' | 'x'>

export interface SeriesSpec {
  key: SeriesKey
  name: string
  /** Name of the colour token, e.g. `series-p95`. */
  color: string
  show: (value: number | null) => Shown
  /** The judged one: thicker, and first to be read. */
  strong?: boolean
  dashed?: boolean
  area?: boolean
  /** Only in the readout, the table and the file. */
  readoutOnly?: boolean
  /** In the lane below the plot, with a scale of its own. */
  lane?: boolean
}

export interface RuleSpec {
  kind: 'target' | 'limit'
  at: number
  /** In the gutter: short, e.g. `limit 700`. */
  label: string
  /** In the readout, e.g. `Limit p95`. */
  name: string
}

/** A line of another run on the same time, drawn with long dashes. */
export interface BesideLine {
  name: string
  /** Seconds of the shown run, in order; values in the unit of the chart. */
  points: readonly { x: number; y: number | null }[]
}

/** A share of a whole (0 – 1), drawn from the floor of a chart to its ceiling whatever the chart's own scale. */
export interface Overlay {
  name: string
  /** Name of the colour token. */
  color: string
  /** Seconds of the run, in order. */
  points: readonly { x: number; y: number | null }[]
  show: (value: number | null) => Shown
}

export interface PlotSpec {
  id: string
  title: string
  note?: string
  /** Above the axis. */
  unit: string
  height: number
  series: SeriesSpec[]
  rules: RuleSpec[]
  beside?: BesideLine | null
  overlays?: readonly Overlay[]
  /** One stall must not flatten the rest: values far above the others leave the scale, with a triangle. */
  cutsStalls?: boolean
  /** End of the scale, where it does not follow from what is drawn. */
  top?: number
  /** Which chart draws the planned load. */
  planned?: boolean
  showTick: (value: number) => string
}

export interface Flag {
  at: number
  mark: string
  kind: 'note' | 'stop' | 'system' | 'alert' | 'drill'
  text: string
}

export interface Phase {
  name: string
  kind: string
  from: number
  to: number
}

/** Space around the plot area, in pixels. */
export interface Frame {
  left: number
  right: number
  top: number
  bottom: number
}

export const LANE_HEIGHT = 20
export const LANE_GAP = 14

export function frameOf(width: number, isLast: boolean): Frame {
  const narrow = width < 560
  return { left: narrow ? 40 : 56, right: narrow ? 14 : 88, top: 20, bottom: isLast ? 22 : 6 }
}

export interface TimePlotProps {
  spec: PlotSpec
  rows: ChartRow[]
  planned: { x: number; planned: number }[]
  gaps: TimeSpan[]
  phases: Phase[]
  flags: Flag[]
  span: TimeSpan
  /** From here on nothing is known yet; null when the run has ended. */
  now: number | null
  width: number
  /** A second of the run as the axis names it: elapsed, or by the clock. */
  showTime: (second: number) => string
  isFirst: boolean
  isLast: boolean
}

export interface ChartStackProps {
  plots: PlotSpec[]
  points: readonly LivePoint[]
  planned: readonly { atMs: number; value: number }[]
  /** Whether the plan is a rate (open model) and so belongs into the brush. */
  plannedIsRate: boolean
  phases: Phase[]
  flags: Flag[]
  whole: TimeSpan
  shown: TimeSpan
  now: number | null
  startedAt: string | null
  /** A second of the run as the axes name it: elapsed, or by the clock. */
  showTime: (second: number) => string
  /** Shared with what else shows the time under the pointer. */
  cursor: Cursor
  idle: 'newest' | 'worst'
  /** Names of the phases above the charts; pressing one selects it. */
  phaseHead?: boolean
  onSelect: (span: TimeSpan) => void
  onWhole: () => void
}
