// Charts as SVG text for a file of its own: no script, no address. Width and height in user units; x in seconds since the start of the
// run, or any number with labels of its own; null is a gap.

import { escaped } from '../markdown-html.ts'

const WIDTH = 900
const LEFT = 64
const RIGHT = 28
const TOP = 8
const BOTTOM = 22

export interface ChartLine {
  name: string
  color: string
  dashed?: boolean
  points: readonly { x: number; y: number | null }[]
}

export interface ChartFrame {
  height: number
  x: readonly [number, number]
  y: readonly [number, number]
  isLogY?: boolean
  xTicks: readonly { at: number; label: string }[]
  sayY(value: number): string
  /** Only whole numbers, for what is counted. */
  isWhole?: boolean
  /** Stretches of x behind everything, e.g. the ramps of a run. */
  bands?: readonly { from: number; to: number; label: string }[]
}

interface Scale {
  x(value: number): number
  y(value: number): number
}

function scaleOf({ height, x, y, isLogY = false }: ChartFrame): Scale {
  const along = (value: number) => (isLogY ? Math.log10(Math.max(value, 1e-6)) : value)
  const [low, high] = [along(y[0]), along(y[1])]
  return {
    x: (value) => LEFT + ((value - x[0]) / (x[1] - x[0] || 1)) * (WIDTH - LEFT - RIGHT),
    y: (value) => height - BOTTOM - ((along(value) - low) / (high - low || 1)) * (height - TOP - BOTTOM),
  }
}

const at = (value: number) => String(Number(value.toFixed(1)))

/** The frame of a chart around what is drawn in it. `label` says in words what it shows. */
export function chart(label: string, frame: ChartFrame, drawn: (scale: Scale) => string): string {
  const scale = scaleOf(frame)
  const floor = frame.height - BOTTOM
  const bands = (frame.bands ?? []).map(({ from, to, label: name }) => {
    const [left, right] = [Math.max(LEFT, scale.x(from)), Math.min(WIDTH - RIGHT, scale.x(to))]
    if (right <= left) return ''
    return `<rect class="band" x="${at(left)}" y="${TOP}" width="${at(right - left)}" height="${floor - TOP}"><title>${escaped(name)}</title></rect>`
  })
  const across = yTicks(frame).map(
    (value) =>
      `<path class="grid" d="M${LEFT} ${at(scale.y(value))}H${WIDTH - RIGHT}"/><text x="${LEFT - 6}" y="${at(scale.y(value) + 4)}" text-anchor="end">${escaped(frame.sayY(value))}</text>`,
  )
  const along = frame.xTicks.map(
    ({ at: x, label: text }) =>
      `<text x="${at(scale.x(x))}" y="${frame.height - 6}" text-anchor="middle">${escaped(text)}</text>`,
  )
  return `<svg viewBox="0 0 ${WIDTH} ${frame.height}" role="img" aria-label="${escaped(label)}">${bands.join('')}${across.join('')}${drawn(scale)}<path class="axis" d="M${LEFT} ${floor}H${WIDTH - RIGHT}"/>${along.join('')}</svg>`
}

/** About four round values; decades on a log scale. */
function yTicks({ y: [low, high], isLogY, isWhole }: ChartFrame): number[] {
  if (isLogY) {
    const first = Math.ceil(Math.log10(low) - 1e-9)
    const count = Math.floor(Math.log10(high) + 1e-9) - first + 1
    return Array.from({ length: Math.max(0, count) }, (_, n) => 10 ** (first + n))
  }
  const rough = (high - low) / 4 || 1
  const size = 10 ** Math.floor(Math.log10(rough))
  const round = size * ([1, 2, 5, 10].find((one) => one * size >= rough) ?? 10)
  const step = isWhole ? Math.max(1, round) : round
  return Array.from({ length: Math.floor((high - low) / step + 1e-9) + 1 }, (_, n) => low + n * step)
}

/** Lines over time or over anything, with their names above. */
export function lineChart(label: string, frame: ChartFrame, lines: readonly ChartLine[]): string {
  const svg = chart(label, frame, (scale) =>
    lines
      .map(
        ({ color, dashed, points }) =>
          `<path fill="none" stroke="${color}" stroke-width="1.5"${dashed ? ' stroke-dasharray="4 3"' : ''} d="${pathOf(points, scale)}"/>`,
      )
      .join(''),
  )
  const names = lines.map(({ name, color }) => `<span><i style="background:${color}"></i>${escaped(name)}</span>`)
  return `<p class="legend">${names.join('')}</p>${svg}`
}

function pathOf(points: ChartLine['points'], scale: Scale): string {
  let isOpen = false
  return points
    .map(({ x, y }) => {
      if (y === null) {
        isOpen = false
        return ''
      }
      const move = isOpen ? 'L' : 'M'
      isOpen = true
      return `${move}${at(scale.x(x))} ${at(scale.y(y))}`
    })
    .join('')
}

export interface HeatCell {
  x: readonly [number, number]
  y: readonly [number, number]
  count: number
}

/** Darker where more attempts lie, on a log scale. */
export function heatChart(label: string, frame: ChartFrame, cells: readonly HeatCell[], color: string): string {
  const most = Math.log1p(Math.max(1, ...cells.map((cell) => cell.count)))
  return chart(label, frame, (scale) =>
    cells
      .map(({ x, y, count }) => {
        const [left, top] = [scale.x(x[0]), scale.y(y[1])]
        const shade = (0.08 + 0.92 * (Math.log1p(count) / most)).toFixed(2)
        return `<rect x="${at(left)}" y="${at(top)}" width="${at(scale.x(x[1]) - left + 0.3)}" height="${at(scale.y(y[0]) - top + 0.3)}" fill="${color}" fill-opacity="${shade}"/>`
      })
      .join(''),
  )
}

/** Labels of about eight moments of a window, in whole steps. */
export function timeTicks(from: number, to: number, say: (second: number) => string) {
  const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]
  const step = steps.find((one) => (to - from) / one <= 9) ?? 86_400
  const first = Math.ceil(from / step) * step
  return Array.from({ length: Math.floor((to - first) / step) + 1 }, (_, n) => ({
    at: first + n * step,
    label: say(first + n * step),
  }))
}
