import type { KeyboardEvent } from 'react'

type Cell = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const isText = (cell: Element): cell is HTMLInputElement | HTMLTextAreaElement =>
  cell instanceof HTMLTextAreaElement || (cell instanceof HTMLInputElement && cell.type === 'text')

/** Enter and the arrows move between the cells of a table; left and right only from the edge of a text. True when it moved. */
export function moveInGrid(event: KeyboardEvent, grid: HTMLElement | null): boolean {
  const cell = event.target as Cell
  const { row, col } = cell.dataset
  if (!grid || row === undefined || col === undefined || event.altKey || event.metaKey || event.ctrlKey) return false
  const step = stepOf(event, cell)
  if (!step) return false
  const target = step.rows !== 0 ? cellAt(grid, Number(row) + step.rows, col) : beside(grid, row, col, step.columns)
  if (!target) return false
  event.preventDefault()
  focusCell(target)
  return true
}

export function focusCell(cell: Element | null | undefined): void {
  if (!(cell instanceof HTMLElement)) return
  cell.focus()
  if (isText(cell)) cell.select()
}

function stepOf(event: KeyboardEvent, cell: Cell): { rows: number; columns: number } | null {
  const isProse = cell instanceof HTMLTextAreaElement
  // In a text of several lines Shift Enter begins a line.
  if (event.key === 'Enter') return isProse && event.shiftKey ? null : { rows: event.shiftKey ? -1 : 1, columns: 0 }
  // Within a list the arrows up and down choose.
  if (event.key === 'ArrowDown' && isText(cell) && (!isProse || isAtEdge(cell, 'end'))) return { rows: 1, columns: 0 }
  if (event.key === 'ArrowUp' && isText(cell) && (!isProse || isAtEdge(cell, 'start'))) return { rows: -1, columns: 0 }
  if (event.key === 'ArrowRight' && isAtEdge(cell, 'end')) return { rows: 0, columns: 1 }
  if (event.key === 'ArrowLeft' && isAtEdge(cell, 'start')) return { rows: 0, columns: -1 }
  return null
}

function isAtEdge(cell: Cell, edge: 'start' | 'end'): boolean {
  if (!isText(cell)) return true
  const { selectionStart, selectionEnd, value } = cell
  const isAll = value !== '' && selectionStart === 0 && selectionEnd === value.length
  const at = edge === 'start' ? 0 : value.length
  return isAll || (selectionStart === at && selectionEnd === at)
}

export const cellAt = (grid: HTMLElement, row: number, col: string): HTMLElement | null =>
  grid.querySelector<HTMLElement>(`[data-row="${row}"][data-col="${CSS.escape(col)}"]`)

function beside(grid: HTMLElement, row: string, col: string, by: number): HTMLElement | undefined {
  const cells = [...grid.querySelectorAll<HTMLElement>(`[data-row="${row}"][data-col]`)]
  return cells[cells.findIndex((cell) => cell.dataset.col === col) + by]
}
