'use client'

import clsx from 'clsx'
import { Crosshair } from 'lucide-react'
import { type ReactElement, useMemo } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { NumbersTable } from '#components/charts/numbers-table.tsx'
import { XyPlot } from '#components/charts/xy-plot.tsx'
import { Button } from '#components/ui/button.tsx'
import type { Analysis, AnalysisChart, Figure } from '#lib/analysis/analysis.ts'
import { say } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { ChartSheet } from '../chart-sheet.tsx'
import { useTimeText } from '../follow/time-text.tsx'
import analyses from './analyses.module.css'
import { analysisSpec, chartNumbers, tableNumbers } from './analysis-spec.ts'
import { showUnit } from './show-unit.ts'

interface Props {
  analysis: Analysis
  view: RunView
  onSelect: (span: TimeSpan) => void
}

/** The proof of one sentence: figures with their intervals, chart, table, and how to read them. */
export function AnalysisDetail({ analysis, view, onSelect }: Props): ReactElement {
  const { figures, chart, table, howToRead, window, suggestion } = analysis
  return (
    <div className={analyses.detail}>
      {figures.length > 0 ? <Figures figures={figures} /> : null}
      <div className={clsx(analyses.proof, chart && table && analyses.both)}>
        {chart ? <Chart analysis={analysis} chart={chart} view={view} /> : null}
        {table ? (
          <div className={analyses.table}>
            <NumbersTable numbers={tableNumbers(table)} caption={analysis.title} height={320} />
          </div>
        ) : null}
      </div>
      <p className={analyses.read}>
        <b>How to read it.</b> {howToRead}
      </p>
      {suggestion ? (
        <p className={analyses.read}>
          <b>What may be done.</b> {suggestion.advice}
        </p>
      ) : null}
      {window ? (
        <Button size="sm" onClick={() => onSelect({ from: window.fromMs / 1000, to: window.toMs / 1000 })}>
          <Crosshair aria-hidden />
          Show this part of the run
        </Button>
      ) : null}
    </div>
  )
}

function Figures({ figures }: { figures: readonly Figure[] }): ReactElement {
  return (
    <dl className={analyses.figures}>
      {figures.map(({ key, label, value, unit, interval, note }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            <b>{say(showUnit(unit, value))}</b>
            {interval ? (
              <small>
                {say(showUnit(unit, interval[0]))} to {say(showUnit(unit, interval[1]))}
              </small>
            ) : null}
          </dd>
          {note ? <dd className={analyses.note}>{note}</dd> : null}
        </div>
      ))}
    </dl>
  )
}

function Chart({ analysis, chart, view }: { analysis: Analysis; chart: AnalysisChart; view: RunView }): ReactElement {
  const { show } = useTimeText()
  const spec = useMemo(() => analysisSpec(analysis, chart, show), [analysis, chart, show])
  return (
    <ChartSheet
      title={chart.x.unit === 'time' ? chart.y.label : `${chart.y.label} by ${chart.x.label.toLowerCase()}`}
      name={`${view.run.label.toLowerCase()}-${analysis.key.replaceAll('/', '-')}`}
      charts={[spec.id]}
      numbers={() => chartNumbers(chart, show)}
      height={278}
      className={analyses.nested}
    >
      <XyPlot spec={spec} />
    </ChartSheet>
  )
}
