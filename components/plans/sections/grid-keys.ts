import type { KeyboardEvent } from 'react'

type Cell = HTMLInputElement | HTMLSelectElement

const isText = (cell: Cell): cell is HTMLInputElement => cell instanceof HTMLInputElement

/** Enter and the arrows move between the cells of a table; left and right only from the edge of a text. */
export function moveInGrid(event: KeyboardEvent, grid: HTMLElement | null): void {
  const cell = event.target as Cell
  const { row, col } = cell.dataset
  if (!grid || row === undefined || col === undefined || event.altKey || event.metaKey || event.ctrlKey) return
  const step = stepOf(event, cell)
  if (!step) return
  const target = step.rows !== 0 ? cellAt(grid, Number(row) + step.rows, col) : beside(grid, row, col, step.columns)
  if (!target) return
  event.preventDefault()
  target.focus()
  if (isText(target)) target.select()
}

function stepOf(event: KeyboardEvent, cell: Cell): { rows: number; columns: number } | null {
  if (event.key === 'Enter') return { rows: event.shiftKey ? -1 : 1, columns: 0 }
  // Within a list the arrows up and down choose.
  if (event.key === 'ArrowDown' && isText(cell)) return { rows: 1, columns: 0 }
  if (event.key === 'ArrowUp' && isText(cell)) return { rows: -1, columns: 0 }
  if (event.key === 'ArrowRight' && isAtEdge(cell, 'end')) return { rows: 0, columns: 1 }
  if (event.key === 'ArrowLeft' && isAtEdge(cell, 'start')) return { rows: 0, columns: -1 }
  return null
}

function isAtEdge(cell: Cell, edge: 'start' | 'end'): boolean {
  if (!isText(cell)) return true
  const at = edge === 'start' ? 0 : cell.value.length
  return cell.selectionStart === at && cell.selectionEnd === at
}

const cellAt = (grid: HTMLElement, row: number, col: string): Cell | null =>
  grid.querySelector<Cell>(`[data-row="${row}"][data-col="${CSS.escape(col)}"]`)

function beside(grid: HTMLElement, row: string, col: string, by: number): Cell | undefined {
  const cells = [...grid.querySelectorAll<Cell>(`[data-row="${row}"][data-col]`)]
  return cells[cells.findIndex((cell) => cell.dataset.col === col) + by]
}
