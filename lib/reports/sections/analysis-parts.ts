// An analysis of a run in a report: its sentence, its figures, its table.

import type { Analysis } from '#lib/analysis/analysis.ts'
import type { Derivation } from '#lib/runs/verdict-schema.ts'
import { measured, sayUnit } from '../report-format.ts'
import type { ReportRun } from '../report-input.ts'
import { type Cell, fields, heading, type ReportBlock, type TableOrigin, table, words } from '../report-model.ts'

/** With what carries a suffix, e.g. "drift/memory". */
export const analysesNamed = (key: string, { analyses }: ReportRun): Analysis[] =>
  analyses.filter((one) => one.key === key || one.key.startsWith(`${key}/`))

/** Where a number of an analysis came from. */
export function derivationOf(run: ReportRun, { key, title, window }: Analysis, { label, note }: Told): Derivation {
  return {
    run: { id: run.head.id, label: run.head.label },
    selector: key,
    window: window ? { ...window, name: title } : null,
    samples: run.summary.totals.sent,
    method: [label, note].filter(Boolean).join(': '),
    typedBy: null,
  }
}

type Told = { label: string; note?: string | undefined }

export function analysisParts(run: ReportRun, one: Analysis, level: 3 | 4): ReportBlock[] {
  return [
    heading(
      level,
      `${one.title}, ${run.head.label}`,
      `${run.head.label.toLowerCase()}-${one.key.replace(/[^a-z0-9]+/gi, '-')}`,
    ),
    { kind: 'text', text: one.sentence },
    ...(one.figures.length > 0
      ? [
          fields(
            one.figures.map((figure) => {
              const cell = measured(figure.unit, figure.value, derivationOf(run, one, figure))
              const span = figure.interval
                ? ` (95 %: ${figure.interval.map((end) => sayUnit(figure.unit, end)).join(' to ')})`
                : ''
              return [
                figure.label,
                {
                  ...cell,
                  text: `${cell.text}${span}${figure.value === null && figure.note ? `, ${figure.note}` : ''}`,
                },
              ] as const
            }),
          ),
        ]
      : []),
    ...(one.table && one.table.rows.length > 0 ? [analysisTable(run, one)] : []),
  ]
}

function analysisTable(run: ReportRun, one: Analysis): ReportBlock {
  const shape = one.table
  const columns = shape?.columns ?? []
  return table(
    `${run.head.label.toLowerCase()}-${one.key.replace(/[^a-z0-9]+/gi, '-')}-table`,
    `${one.title}, in full`,
    columns.map(({ label, unit }) => `${unit === 'text' ? '' : '>'}${label}`),
    (shape?.rows ?? []).map((row) =>
      columns.map(({ key, unit }): Cell => {
        const value = row[key] ?? null
        if (unit === 'text' || typeof value === 'string') return words(String(value ?? '–'))
        return { text: sayUnit(unit, value), value }
      }),
    ),
    { origin: originOf(run, one), empty: '' },
  )
}

function originOf(run: ReportRun, one: Analysis): TableOrigin {
  const { run: ref, window, selector, samples } = derivationOf(run, one, { label: one.title })
  const rows = one.table?.rows ?? []
  return {
    run: ref,
    window,
    selectors: rows.map(() => selector),
    samples: rows.map(() => samples),
    methods: (one.table?.columns ?? []).map(({ label, unit }) => (unit === 'text' ? null : label)),
  }
}
