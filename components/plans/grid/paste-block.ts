// A block of cells as a spreadsheet, or a table in Markdown, puts it on the clipboard.

const DIVIDER = /^\|?[\s:|-]*-[\s:|-]*\|?$/

/** Rows of cells; null for a text that is no block, which is pasted as any other text. `linesAreRows`: several lines are a column. */
export function readBlock(text: string, linesAreRows = false): string[][] | null {
  const lines = text.replace(/\r/g, '').replace(/\n+$/, '').split('\n')
  if (lines.some((line) => line.includes('\t'))) return lines.map((line) => line.split('\t').map(tidyCell))
  if (lines.every((line) => line.trim().startsWith('|')))
    return lines.filter((line) => !DIVIDER.test(line)).map(cellsOf)
  const full = lines.filter((line) => line.trim() !== '')
  return linesAreRows && full.length > 1 ? full.map((line) => [tidyCell(line.replace(LIST_MARK, ''))]) : null
}

const LIST_MARK = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ x]?\]\s*)?/

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => tidyCell(cell.replaceAll('**', '').replaceAll('`', '')))

/** Spreadsheets put quotes around cells of several lines, and double the quotes inside. */
function tidyCell(cell: string): string {
  const text = cell.trim()
  return /^"[\s\S]*"$/.test(text) ? text.slice(1, -1).replaceAll('""', '"') : text
}

/** Whether the first line repeats the headings of the table: at least two of its cells do, or its only one. */
export function isHeading(cells: readonly string[], labels: readonly string[]): boolean {
  const known = labels.map((label) => label.toLowerCase())
  const hits = cells.filter((cell) =>
    known.some((label) => label !== '' && cell.toLowerCase().startsWith(label)),
  ).length
  return hits >= Math.min(2, cells.length)
}
