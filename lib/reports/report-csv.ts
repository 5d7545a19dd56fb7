// The tables of a report as one CSV (RFC 4180): each under its name, one empty line between; canonical numbers, not rounded ones.

import type { Cell, ReportModel, TableBlock } from './report-model.ts'

/** `only`: the key of one table. Throws nothing: an unknown key gives an empty text. */
export function reportCsv({ cover, blocks }: ReportModel, only?: string): string {
  const tables = blocks.filter((block) => block.kind === 'table')
  const chosen = only === undefined ? [criticalTable(cover), ...tables] : tables.filter(({ key }) => key === only)
  return chosen.map(csvOf).join('\r\n')
}

const criticalTable = ({ critical }: ReportModel['cover']): TableBlock => ({
  kind: 'table',
  key: 'cover',
  title: 'First page',
  columns: ['Metric', 'Measured as', 'Target', 'Actual', 'Status'].map((label) => ({ label })),
  rows: critical.map((one) => [{ text: one.name }, { text: one.about }, one.target, one.actual, { text: one.status }]),
  empty: '',
})

function csvOf({ title, columns, rows }: TableBlock): string {
  const lines = [[title], columns.map(({ label }) => label), ...rows.map((row) => row.map(plainOf))]
  return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('')
}

const plainOf = ({ value, text, typedBy }: Cell): string => {
  const plain = typeof value === 'number' ? String(value) : text
  return typedBy ? `${plain} (typed by ${typedBy})` : plain
}

/** A leading sign or = would be taken for a formula by a spreadsheet, unless it is a number. */
function quoted(text: string): string {
  const plain = text.replaceAll('\u00a0', ' ')
  const safe = /^[=+@\t\r\n＝＋－＠-]/.test(plain) && !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(plain) ? `'${plain}` : plain
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
