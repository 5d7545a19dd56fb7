// A report of a cycle as data: the cover a stakeholder reads, then blocks in their order. Page, print, Markdown, HTML, CSV and JSON are
// drawn from this alone, so that they say the same. Every number is a cell that knows where it came from, or who typed it.

import type { ReportText } from '#lib/cycles/schema.ts'
import type { Outcome } from '#lib/decisions/schema.ts'
import type { ConfidenceLevel, Derivation } from '#lib/runs/verdict-schema.ts'

export type Tone = 'pass' | 'warn' | 'fail' | 'inconclusive' | 'invalid' | 'none'

export interface Cell {
  /** As people read it, e.g. "538 ms". */
  text: string
  /** Canonical: milliseconds, per second, fractions, bytes, counts. */
  value?: number | null
  tone?: Tone
  strong?: boolean
  /** A page of this Headroom. */
  href?: string
  derivation?: Derivation
  /** Who wrote it into the plan or the cycle: no measurement stands behind it. */
  typedBy?: string
}

export interface Column {
  label: string
  /** Numbers stand right. */
  align?: 'right'
}

/** Where all numbers of a table came from, said once: a selector and a count for each row, a method for each column. */
export interface TableOrigin {
  run: Derivation['run']
  window: Derivation['window']
  selectors: string[]
  samples: number[]
  /** null: a column of words. */
  methods: (string | null)[]
}

export interface TableBlock {
  kind: 'table'
  /** Of the file in a download, and of its place in the page. */
  key: string
  title: string
  columns: Column[]
  rows: Cell[][]
  /** How it was measured, below it. */
  note?: string
  origin?: TableOrigin
  /** What stands in its place without rows. */
  empty: string
}

export interface NarrativeBlock {
  kind: 'narrative'
  /** Where it is stored, e.g. "scenario/peak". */
  section: string
  label: string
  /** From the numbers; shown while nobody wrote anything else. */
  drafted: string
  typed: { text: string; by: string; at: string; isStale: boolean } | null
}

export interface Tick {
  text: string
  state: 'done' | 'open' | 'not-applicable' | 'overridden'
  by: string | null
  at: string | null
  note: string
  file: { name: string; href: string } | null
}

export type ReportBlock =
  | { kind: 'heading'; level: 2 | 3 | 4; key: string; text: string }
  | { kind: 'text'; text: string }
  | { kind: 'markdown'; text: string }
  | { kind: 'fields'; fields: { name: string; cell: Cell }[] }
  | { kind: 'list'; items: Cell[]; isOrdered: boolean }
  | { kind: 'ticks'; key: string; items: Tick[]; empty: string }
  | { kind: 'code'; text: string }
  | TableBlock
  | NarrativeBlock

export interface CriticalMetric {
  name: string
  /** Metric and scenario, e.g. "p95 of Create order, Peak". */
  about: string
  target: Cell
  actual: Cell
  /** Half the 95 % interval in the unit of `actual`, e.g. "± 9". */
  interval: string
  status: string
  tone: Tone
  /** For the gauge; null where there is nothing to draw. */
  gauge: {
    value: number
    interval: readonly [number, number] | null
    target: number
    limit: number | null
    higherIsBetter: boolean
    unit: string
  } | null
}

export interface Cover {
  title: string
  subtitle: string
  date: string
  outcome: Outcome
  /** Of the decision, or of the rules while nobody decided. */
  isProposal: boolean
  /** READY, READY WITH CONDITIONS or NOT READY. */
  readiness: string
  decidedBy: string | null
  decidedAt: string | null
  confidence: { level: ConfidenceLevel; reasons: string[] }
  /** What has changed since it was decided. */
  changedSince: string | null
  sentences: NarrativeBlock
  critical: CriticalMetric[]
  scenarios: { name: string; tone: Tone; word: string }[]
  tested: string
  conditions: { text: string; by: string }[]
  signatures: { role: string; name: string; at: string; isValid: boolean; because: string | null }[]
  revision: string
  runs: string
  environment: string
  evidenceHash: string | null
}

export interface ReportModel {
  cycleId: string
  /** When it was drawn. */
  generatedAt: string
  cover: Cover
  blocks: ReportBlock[]
}

export const words = (text: string): Cell => ({ text })

export const heading = (level: 2 | 3 | 4, text: string, key = keyOf(text)): ReportBlock => ({
  kind: 'heading',
  level,
  key,
  text,
})

export const keyOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')

/** A part of the text that people may write themselves; `texts` are those they wrote. */
export function narrative(
  section: string,
  label: string,
  drafted: string,
  texts: readonly ReportText[],
): NarrativeBlock {
  const own = texts.find((text) => text.section === section && text.text.trim() !== '')
  const typed = own ? { text: own.text, by: own.by, at: own.at, isStale: own.isStale } : null
  return { kind: 'narrative', section, label, drafted, typed }
}

/** `columns` beginning with ">" hold numbers. */
export function table(
  key: string,
  title: string,
  columns: readonly string[],
  rows: Cell[][],
  rest: { note?: string; origin?: TableOrigin; empty: string },
): TableBlock {
  const head = columns.map((label) =>
    label.startsWith('>') ? { label: label.slice(1), align: 'right' as const } : { label },
  )
  return { kind: 'table', key, title, columns: head, rows, ...rest }
}

export const fields = (pairs: readonly (readonly [name: string, cell: Cell | null])[]): ReportBlock => ({
  kind: 'fields',
  fields: pairs.flatMap(([name, cell]) => (cell ? [{ name, cell }] : [])),
})

/** A table of at most so many rows is not broken across pages. */
export const SHORT_TABLE = 10

const SHORT_FIELD = 36

/** A field with a line of its own; shorter ones stand in pairs. */
export const isLongField = ({ text, typedBy }: Cell): boolean => text.length > SHORT_FIELD || typedBy !== undefined

/** Where the number of a cell came from; null for words. */
export function derivationAt({ rows, origin }: TableBlock, row: number, column: number): Derivation | null {
  const own = rows[row]?.[column]?.derivation
  if (own || !origin) return own ?? null
  const method = origin.methods[column]
  if (!method) return null
  const { run, window, selectors, samples } = origin
  return { run, window, selector: selectors[row] ?? '*', samples: samples[row] ?? 0, method, typedBy: null }
}

/** The text of a section that counts: typed where somebody typed, else drafted. */
export const spoken = ({ typed, drafted }: NarrativeBlock): string => typed?.text ?? drafted

/** Of all numbers in a row of a table; the method stands at the column. */
export const rowOrigin = ({ run, window, selectors, samples }: TableOrigin, row: number): string =>
  sayDerivation({
    ...{ run, window, selector: selectors[row] ?? '*', samples: samples[row] ?? 0, method: '', typedBy: null },
  })

/** Where a number came from, in one line. */
export function sayDerivation({ run, selector, window, samples, method, typedBy }: Derivation): string {
  if (typedBy !== null) return `Typed by ${typedBy}`
  const span = window ? `${window.name}, ${clock(window.fromMs)} to ${clock(window.toMs)}` : 'the whole run'
  return [run?.label, selector, span, `${grouped(samples)} samples`, method].filter(Boolean).join('; ')
}

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

function clock(ms: number): string {
  const seconds = Math.floor(ms / 1000)
  const two = (n: number): string => String(n).padStart(2, '0')
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${two(minutes)}:${two(seconds % 60)}`
}
