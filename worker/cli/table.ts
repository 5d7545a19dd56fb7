// Text tables for the terminal: columns as wide as their widest cell, numbers to the right.

export interface Column {
  title: string
  align?: 'left' | 'right'
}

export function renderTable(columns: Column[], rows: string[][]): string {
  const widths = columns.map(({ title }, i) =>
    Math.max(title.length, ...rows.map((row) => visibleLength(row[i] ?? ''))),
  )
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => {
        const space = ' '.repeat(Math.max(0, widths[i]! - visibleLength(cell)))
        return columns[i]!.align === 'right' ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd()
  return [line(columns.map(({ title }) => title)), ...rows.map(line)].map((text) => `  ${text}`).join('\n')
}

const ESCAPE = /\u001b\[[0-9;]*m/g

function visibleLength(text: string): number {
  return text.replaceAll(ESCAPE, '').length
}
