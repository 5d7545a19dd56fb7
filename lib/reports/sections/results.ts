// What the scenarios of the cycle gave, side by side: the tables of a test report.

import { showCount } from '#lib/core/number-format.ts'
import type { CycleFigure } from '#lib/cycles/schema.ts'
import { judged, measured, runHref, sayDuration, sayStatus, sayUnit, toneOf, wordOf } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { type Cell, heading, type ReportBlock, type TableBlock, table, words } from '../report-model.ts'
import { operationsTable } from './operations-table.ts'
import { cellOfRow, latencyDistribution, memory, throughput, throughputMetrics } from './side-by-side.ts'

export function resultBlocks(input: ReportInput): ReportBlock[] {
  return [
    heading(2, 'Test results summary'),
    executionSummary(input),
    keyFigures(input),
    heading(2, 'Performance metrics analysis'),
    latencyDistribution(input),
    throughput(input),
    throughputMetrics(input),
    memory(input),
    ...input.runs.map((run) => operationsTable(run)),
  ]
}

function executionSummary({ matrix }: ReportInput): TableBlock {
  const total = matrix.reduce((sum, row) => sum + (row.durationMs ?? 0), 0)
  const rows = matrix.map((row): Cell[] => [
    { text: row.scenario.name || row.scenario.key, ...runHref(row.run) },
    words(sayStatus(row)),
    cellOfRow(row, sayDuration(row.durationMs), row.durationMs, 'from its start to its end'),
    { text: sayDuration(row.plannedDurationMs), value: row.plannedDurationMs },
    cellOfRow(row, showCount(row.peakUsers)[0], row.peakUsers, 'most users at work in one second'),
    cellOfRow(
      row,
      sayUnit('perSecond', row.peakRatePerSecond),
      row.peakRatePerSecond,
      'most requests sent in one second',
    ),
    row.status === 'not-run' ? judged('none', 'Not run') : judged(toneOf(row), wordOf(toneOf(row))),
    row.run ? { text: row.run.label, ...runHref(row.run) } : words('–'),
  ])
  return table(
    'execution-summary',
    'Test execution summary',
    ['Test scenario', 'Status', '>Duration', '>Planned', '>Peak users', '>Peak rate', 'Pass/fail', 'Run'],
    rows,
    { note: `Total test time ${sayDuration(total)}.`, empty: 'The revision has no scenario.' },
  )
}

function keyFigures({ figures }: ReportInput): TableBlock {
  return table(
    'key-figures',
    'Key performance indicators',
    ['Group', 'Indicator', '>Value', '>Target', 'Run or reason'],
    [...figures, RESOURCE_EFFICIENCY].map((figure) => [
      words(figure.group),
      words(figure.label),
      measured(figure.unit, figure.value, figure.derivation),
      words(figure.target === null ? '–' : sayUnit(figure.unit, figure.target)),
      figure.run
        ? { text: [figure.run.label, figure.note].filter(Boolean).join(': '), ...runHref(figure.run) }
        : words(figure.note ?? '–'),
    ]),
    { empty: 'Nothing was run.' },
  )
}

/** Work done for each unit of a resource. */
const RESOURCE_EFFICIENCY: CycleFigure = {
  ...{ key: 'resource-efficiency', group: 'scalability', label: 'Resource efficiency', unit: 'fraction' },
  ...{
    value: null,
    target: null,
    note: 'Untested: no work for each unit of a resource was measured.',
    run: null,
    derivation: null,
  },
}
