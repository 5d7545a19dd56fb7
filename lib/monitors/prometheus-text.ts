// The text format of Prometheus (version 0.0.4, and what OpenMetrics 1.0 writes in its place): a sample a line, with HELP and TYPE before
// it. Timestamps, exemplars and units are passed over. https://prometheus.io/docs/instrumenting/exposition_formats/

import type { LabelledValue, Scrape } from './scrape.ts'

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y
const LABEL = /\s*([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"((?:[^"\\\n]|\\.)*)"\s*(,?)/y
const QUOTED_NAME = /\s*"((?:[^"\\\n]|\\.)*)"\s*(,?)/y
const VALUE = /\s*(\S+)/y
const NO_LABELS: Readonly<Record<string, string>> = Object.freeze({})

export type PrometheusText = Required<Pick<Scrape, 'figures' | 'types'>> & {
  /** Lines that could not be read. */
  unreadable: number
}

/** Whatever can be read of a text; lines that are none are counted and passed over. Values may be NaN and ±Infinity. */
export function parsePrometheusText(text: string): PrometheusText {
  const figures = new Map<string, LabelledValue[]>()
  const types = new Map<string, string>()
  let unreadable = 0
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end < 0 ? text.length : end).trim()
    from = end < 0 ? text.length : end + 1
    if (line === '') continue
    if (line.startsWith('#')) readType(line, types)
    else if (!readSample(line, figures)) unreadable++
  }
  return { figures, types, unreadable }
}

function readType(line: string, types: Map<string, string>): void {
  const [, name, type] = /^#\s*TYPE\s+(\S+)\s+(\S+)/.exec(line) ?? []
  if (name && type) types.set(name, type)
}

function readSample(line: string, figures: Map<string, LabelledValue[]>): boolean {
  NAME.lastIndex = 0
  let name = NAME.exec(line)?.[0] ?? ''
  let position = name.length
  let labels = NO_LABELS
  if (line[position] === '{') {
    const read = readLabels(line, position + 1)
    if (!read) return false
    name ||= read.name
    labels = read.labels
    position = read.end
  }
  VALUE.lastIndex = position
  const value = readValue(VALUE.exec(line)?.[1] ?? '')
  if (name === '' || value === null) return false
  const known = figures.get(name)
  if (known) known.push({ labels, value })
  else figures.set(name, [{ labels, value }])
  return true
}

/** A name that is no identifier stands in quotes before the labels. */
function readLabels(line: string, start: number): { name: string; labels: Record<string, string>; end: number } | null {
  const labels: Record<string, string> = {}
  let position = start
  let name = ''
  for (let goesOn = true; goesOn; ) {
    LABEL.lastIndex = QUOTED_NAME.lastIndex = position
    const label = LABEL.exec(line)
    if (label) {
      labels[label[1]!] = plain(label[2]!)
      position = LABEL.lastIndex
      goesOn = label[3] === ','
      continue
    }
    const quoted = name === '' ? QUOTED_NAME.exec(line) : null
    if (quoted) {
      name = plain(quoted[1]!)
      position = QUOTED_NAME.lastIndex
    }
    goesOn = quoted?.[2] === ','
  }
  while (line[position] === ' ' || line[position] === '\t') position++
  return line[position] === '}' ? { name, labels, end: position + 1 } : null
}

function plain(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/g, (_, letter) => (letter === 'n' ? '\n' : letter)) : text
}

function readValue(text: string): number | null {
  if (/^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text)
  if (/^nan$/i.test(text)) return Number.NaN
  if (/^[-+]?inf(?:inity)?$/i.test(text))
    return text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  return null
}
