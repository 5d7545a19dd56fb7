'use client'

import { Download } from 'lucide-react'
import type { ReactElement } from 'react'
import { toast } from 'sonner'
import { toCsv } from '#components/charts/chart-csv.ts'
import { type TimeSpan, toChartRows } from '#components/charts/chart-rows.ts'
import type { PlotSpec } from '#components/charts/plot-spec.ts'
import { savePng, saveText } from '#components/charts/save-chart.ts'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import { showClock } from '#lib/core/number-format.ts'
import type { LivePoint, RunView } from '#lib/runs/schema.ts'

interface DownloadProps {
  view: RunView
  plots: PlotSpec[]
  points: readonly LivePoint[]
  shown: TimeSpan
  sheet: () => HTMLElement | null
  hasCharts: boolean
}

/** The shown window as numbers, the charts as images. */
export function DownloadMenu({ view, plots, points, shown, sheet, hasCharts }: DownloadProps): ReactElement {
  const name = (part: string, end: string): string => `${view.run.label.toLowerCase()}-${part}.${end}`
  const csv = (): void =>
    saveText(toCsv(plots, toChartRows(points, shown, Infinity).rows), name('charts', 'csv'), 'text/csv')
  const png = async (ids: readonly string[], part: string): Promise<void> => {
    const stack = sheet()
    const heading = `${view.run.label} ${view.run.scenario.name}, ${part}, ${showClock(shown.from)} to ${showClock(shown.to)}`
    try {
      if (stack) await savePng(stack, ids, heading, name(part.replaceAll(' ', '-'), 'png'))
    } catch (error) {
      toast.error('The image was not saved', { description: error instanceof Error ? error.message : undefined })
    }
  }
  return (
    <Menu
      align="end"
      trigger={
        <IconButton label="Download PNG or CSV">
          <Download aria-hidden />
        </IconButton>
      }
    >
      <MenuItem onSelect={csv}>CSV of the shown window</MenuItem>
      {hasCharts ? (
        <>
          <MenuItem
            onSelect={() =>
              void png(
                plots.map((plot) => plot.id),
                'all charts',
              )
            }
          >
            PNG of all charts
          </MenuItem>
          {plots.map((plot) => (
            <MenuItem key={plot.id} onSelect={() => void png([plot.id], plot.title.toLowerCase())}>
              PNG of {plot.title.toLowerCase()}
            </MenuItem>
          ))}
        </>
      ) : null}
    </Menu>
  )
}
