// Downloads: a chart as PNG exactly as it stands on the page, its rows as CSV.

import { frameOf } from './plot-spec.ts'

const COPIED = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'paint-order',
  'text-anchor',
] as const
const SHARPNESS = 2

export function saveText(text: string, name: string, type: string): void {
  save(new Blob([text], { type }), name)
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

const HEADING_HEIGHT = 28
const LEGEND_HEIGHT = 22
const NAME_HEIGHT = 20

/**
 * Writes charts of one stack below one another, with a heading and the time axis of the last one.
 * Throws when the browser cannot draw it; the caller says so.
 */
export async function savePng(
  stack: HTMLElement,
  ids: readonly string[],
  heading: string,
  name: string,
): Promise<void> {
  const all = await Promise.all([...stack.querySelectorAll<HTMLElement>('[data-chart]')].map(drawn))
  const last = all.at(-1)
  if (!last) throw new Error('The charts are not on the page yet. Wait until they are drawn and try again.')
  const chosen = all.filter((chart) => ids.includes(chart.id))
  const needsAxis = chosen.at(-1) !== last
  const axis = frameOf(last.width, true).bottom
  const legend = legendOf(stack, ids)
  const head = HEADING_HEIGHT + (legend.length > 0 ? LEGEND_HEIGHT : 0)
  const nameOf = ({ name: own }: Drawn): number => (own ? NAME_HEIGHT : 0)
  const height = chosen.reduce((sum, chart) => sum + nameOf(chart) + chart.height, head) + (needsAxis ? axis : 0)
  const { canvas, context } = paper(last.width, height, getComputedStyle(stack))
  context.fillText(heading, 8, 18)
  drawLegend(context, legend)
  let top = head
  for (const chart of chosen) {
    top += nameOf(chart)
    if (chart.name) context.fillText(chart.name, 8, top - 6)
    context.drawImage(chart.image, 0, top, chart.width, chart.height)
    top += chart.height
  }
  if (needsAxis) {
    const { image, width, height: tall } = last
    const share = image.naturalHeight / tall
    context.drawImage(image, 0, (tall - axis) * share, image.naturalWidth, axis * share, 0, top, width, axis)
  }
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
  if (!blob) throw new Error('This browser cannot write PNG files. Download the CSV instead.')
  save(blob, name)
}

interface LegendEntry {
  name: string
  color: string
  isDashed: boolean
}

/** What the page names beside or above the charts: outside of it a line would have no name. */
function legendOf(stack: HTMLElement, ids: readonly string[]): LegendEntry[] {
  const entries = [...stack.querySelectorAll<HTMLElement>('[data-legend]')]
    .filter(({ dataset }) => ids.includes(dataset.legendOf ?? ''))
    .map((entry) => {
      const swatch = getComputedStyle(entry.querySelector('i, span') ?? entry)
      const isDashed = swatch.borderTopStyle === 'dashed'
      return { name: entry.dataset.legend ?? '', color: swatch.borderTopColor, isDashed }
    })
  return [...new Map(entries.map((entry) => [entry.name, entry])).values()]
}

function drawLegend(context: CanvasRenderingContext2D, legend: readonly LegendEntry[]): void {
  const ink = context.fillStyle
  const y = HEADING_HEIGHT + 6
  context.font = context.font.replace('600', '400')
  context.lineWidth = 2
  let x = 8
  for (const { name, color, isDashed } of legend) {
    context.strokeStyle = color
    context.setLineDash(isDashed ? [4, 3] : [])
    context.beginPath()
    context.moveTo(x, y)
    context.lineTo(x + 14, y)
    context.stroke()
    context.fillStyle = ink
    context.fillText(name, x + 19, y + 4)
    x += 19 + context.measureText(name).width + 16
  }
  context.setLineDash([])
}

function paper(width: number, height: number, style: CSSStyleDeclaration) {
  const canvas = document.createElement('canvas')
  canvas.width = width * SHARPNESS
  canvas.height = height * SHARPNESS
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser cannot draw images. Download the CSV instead.')
  context.scale(SHARPNESS, SHARPNESS)
  context.fillStyle = style.getPropertyValue('--panel') || 'white'
  context.fillRect(0, 0, width, height)
  context.fillStyle = style.color
  context.font = `600 12px ${style.fontFamily}`
  return { canvas, context }
}

interface Drawn {
  id: string
  /** Beside it on the page, where a stack has no readout that names it. */
  name: string
  image: HTMLImageElement
  width: number
  height: number
}

async function drawn(chart: HTMLElement): Promise<Drawn> {
  const svg = chart.querySelector('svg')
  if (!svg) throw new Error('The charts are not on the page yet. Wait until they are drawn and try again.')
  const { width, height } = svg.getBoundingClientRect()
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg, width, height))}`
  await image.decode()
  const name = chart.closest<HTMLElement>('[data-chart-name]')?.dataset.chartName ?? ''
  return { id: chart.dataset.chart ?? '', name, image, width, height }
}

/** The drawing with its computed colours written into it: outside of the page there are no tokens. */
function standalone(svg: SVGSVGElement, width: number, height: number): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const from = [svg, ...svg.querySelectorAll<SVGElement>('*')]
  const to = [copy, ...copy.querySelectorAll<SVGElement>('*')]
  from.forEach((element, i) => {
    const style = getComputedStyle(element)
    const target = to[i]
    if (!target) return
    for (const property of COPIED) target.style.setProperty(property, style.getPropertyValue(property))
  })
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(width))
  copy.setAttribute('height', String(height))
  return new XMLSerializer().serializeToString(copy)
}
