'use client'

import { ChevronDown, Download } from 'lucide-react'
import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '#components/ui/menu.tsx'
import type { RunView } from '#lib/runs/schema.ts'
import type { PartAsked } from '../follow/run-requests.ts'

const FORMATS = [
  { format: 'html', name: 'This review as one HTML file' },
  { format: 'md', name: 'Result sheet as Markdown' },
  { format: 'csv', name: 'Numbers as CSV' },
  { format: 'csv&table=series', name: 'Time series as CSV' },
  { format: 'json', name: 'Numbers as JSON' },
  { format: 'hlog', name: 'Histograms as HdrHistogram log' },
] as const

/** Milliseconds since the start; both ends, or the whole run. */
export function exportAddress(runId: string, format: string, { from, to }: Pick<PartAsked, 'from' | 'to'>): string {
  const window = from === undefined || to === undefined ? '' : `&from=${from}&to=${to}`
  return `/api/v1/runs/${runId}/export?format=${format}${window}`
}

interface Props {
  view: RunView
  /** The selected window in words; null = the whole run. */
  selection: string | null
  asked: PartAsked
}

/** The run, or the selected window of it, as files. */
export function ExportMenu({ view, selection, asked }: Props): ReactElement {
  const items = (window: Pick<PartAsked, 'from' | 'to'>): ReactElement[] =>
    FORMATS.map(({ format, name }) => (
      <MenuItem key={format} onSelect={() => download(exportAddress(view.run.id, format, window))}>
        {name}
      </MenuItem>
    ))
  return (
    <Menu
      align="end"
      trigger={
        <Button>
          <Download aria-hidden />
          Export
          <ChevronDown aria-hidden />
        </Button>
      }
    >
      {selection === null ? null : (
        <>
          <MenuLabel>{selection}</MenuLabel>
          {items(asked)}
          <MenuSeparator />
        </>
      )}
      <MenuLabel>Whole run</MenuLabel>
      {items({})}
    </Menu>
  )
}

/** The server names the file. */
function download(address: string): void {
  const link = document.createElement('a')
  link.href = address
  link.download = ''
  link.click()
}
