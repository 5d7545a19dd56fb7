'use client'

import clsx from 'clsx'
import { Download, Table2 } from 'lucide-react'
import { type ReactElement, type ReactNode, useRef, useState } from 'react'
import { toast } from 'sonner'
import { type ChartNumbers, numbersToCsv } from '#components/charts/chart-csv.ts'
import { NumbersTable } from '#components/charts/numbers-table.tsx'
import { savePng, saveText } from '#components/charts/save-chart.ts'
import { IconButton } from '#components/ui/button.tsx'
import { Menu, MenuItem } from '#components/ui/menu.tsx'
import css from './runs.module.css'

interface Props {
  title: string
  meta?: ReactNode
  /** In the head, before table and download. */
  tools?: ReactNode
  /** Of the files, without an end: `r-12-spectrum`. */
  name: string
  /** Above the image; default: run and title. */
  heading?: string
  /** Ids of the charts inside, as they are drawn. */
  charts: readonly string[]
  numbers: () => ChartNumbers
  /** Height of the body, so that charts and table take the same place. */
  height: number
  className?: string
  /** Below the chart: what it says. */
  note?: ReactNode
  children: ReactNode
}

/** A sheet with one chart: shown also as a table, and to be had as CSV and PNG. */
export function ChartSheet(props: Props): ReactElement {
  const { title, meta, tools, name, charts, numbers, height, className, note, children } = props
  const heading = props.heading ?? `${name.split('-').slice(0, 2).join('-').toUpperCase()} ${title}`
  const [isTable, setTable] = useState(false)
  const sheet = useRef<HTMLElement>(null)
  const png = async (): Promise<void> => {
    try {
      if (sheet.current) await savePng(sheet.current, charts, heading, `${name}.png`)
    } catch (error) {
      toast.error('The image was not saved', { description: error instanceof Error ? error.message : undefined })
    }
  }
  return (
    <section className={clsx(css.sheet, className)} aria-label={title} ref={sheet}>
      <div className={css.sheetHead}>
        <h2>{title}</h2>
        {meta ? <span className={css.meta}>{meta}</span> : null}
        <span className={css.grow} />
        {tools}
        <span className="flex">
          <IconButton
            label={isTable ? 'Show as chart' : 'Show as table'}
            aria-pressed={isTable}
            onClick={() => setTable(!isTable)}
          >
            <Table2 aria-hidden />
          </IconButton>
          <Menu
            align="end"
            trigger={
              <IconButton label={`Download ${title.toLowerCase()}`}>
                <Download aria-hidden />
              </IconButton>
            }
          >
            <MenuItem onSelect={() => saveText(numbersToCsv(numbers()), `${name}.csv`, 'text/csv')}>CSV</MenuItem>
            {isTable ? null : <MenuItem onSelect={() => void png()}>PNG</MenuItem>}
          </Menu>
        </span>
      </div>
      {isTable ? <NumbersTable numbers={numbers()} caption={title} height={height} /> : children}
      {note}
    </section>
  )
}
