// What was asked and what came of it: SLA compliance and acceptance.

import { say, showIn, showPercent } from '#lib/core/number-format.ts'
import type { ObjectiveView } from '#lib/runs/schema.ts'
import { judged, runHref, sayDay, sayDemand, sayWindow } from '../report-format.ts'
import type { ReportInput, ReportRun } from '../report-input.ts'
import {
  type Cell,
  fields,
  heading,
  narrative,
  type ReportBlock,
  type TableBlock,
  type Tone,
  table,
  words,
} from '../report-model.ts'
import { actualCell, limitCell, nameOfObjective, statusOf, targetCell } from './objective-cells.ts'

/** The table of the conclusion: each SLA of each run. */
export function slaCompliance({ runs }: ReportInput): TableBlock {
  const rows = runs.flatMap((run) =>
    (run.verdict?.objectives ?? [])
      .filter(({ source }) => source === 'sla' || source === 'resource')
      .map((one) => [
        {
          text: `${nameOfObjective(one, run)}, ${run.head.scenario.name || run.head.scenario.key}`,
          ...runHref(run.head),
        },
        targetCell(one),
        limitCell(one),
        actualCell(one, run),
        complianceCell(one, run),
        worstMinute(one),
        statusOf(one),
      ]),
  )
  return table(
    'sla-compliance',
    'SLA compliance assessment',
    ['SLA metric', '>Target', '>Limit', '>Achieved', '>Compliance', 'Worst minute', 'Status'],
    rows,
    {
      note: 'Compliance: share of windows of ten seconds (of a minute where there were few requests) that met the target; a window without data did not.',
      empty: 'No run of this cycle was judged against an SLA.',
    },
  )
}

function complianceCell({ compliance, selector, window }: ObjectiveView, { head }: ReportRun): Cell {
  if (!compliance) return words('–')
  const { share, windows, compliant, windowSeconds } = compliance
  return {
    text: say(showPercent(share)),
    value: share,
    derivation: {
      run: { id: head.id, label: head.label },
      selector: selector ?? '*',
      window,
      samples: windows,
      method: `${compliant} of ${windows} windows of ${windowSeconds} s met the target`,
      typedBy: null,
    },
  }
}

function worstMinute({ compliance, unit }: ObjectiveView): Cell {
  if (!compliance?.worst) return words('–')
  const { atMs, value } = compliance.worst
  return words(`${say(showIn(unit, value))} at ${sayWindow({ fromMs: atMs, toMs: atMs + 60_000 })}`)
}

const FOUND: Record<AcceptanceStatus, string> = {
  pass: 'Passed',
  warn: 'Passed the limit, not the target',
  fail: 'Failed',
  inconclusive: 'Inconclusive',
  untested: 'Untested',
}
type AcceptanceStatus = ReportInput['acceptance']['items'][number]['status']
const toneOf = (status: AcceptanceStatus): Tone => (status === 'untested' ? 'none' : status)

export function acceptanceBlocks({ acceptance, coverage, texts }: ReportInput): ReportBlock[] {
  return [
    heading(2, 'Acceptance criteria validation'),
    {
      kind: 'text',
      text:
        acceptance.total === 0
          ? 'The plan names no acceptance criteria.'
          : `${acceptance.met} of ${acceptance.total} criteria met: overall ${acceptance.passed ? 'passed' : 'not passed'}.`,
    },
    ...acceptance.items.flatMap((item) => [
      heading(3, item.requirement || item.judge, `acceptance-${item.key}`),
      fields([
        ['Requirement', words(item.judge || item.requirement)],
        ['Test', words(item.scenarios.map(({ name, key }) => name || key).join(', ') || 'none')],
        [
          'Result',
          {
            text: [
              say(showIn(item.unit, item.actual)),
              item.target === null ? '' : `(asked ${sayDemand(item.comparator, item.unit, item.target)})`,
            ]
              .filter(Boolean)
              .join(' '),
            value: item.actual,
            ...runHref(item.run),
            ...told(coverage, item.key, item.run?.id),
          },
        ],
        [
          'Status',
          judged(
            toneOf(item.status),
            `${FOUND[item.status]}${item.waivedUntil ? `, waived until ${sayDay(item.waivedUntil)}` : ''}`,
          ),
        ],
      ]),
      narrative(`acceptance/${item.key}`, 'Analysis', item.reason, [
        ...texts,
        ...(item.analysis ? [item.analysis] : []),
      ]),
    ]),
  ]
}

/** Where the number of a requirement came from. */
function told({ rows }: ReportInput['coverage'], key: string, run: string | undefined): Pick<Cell, 'derivation'> {
  const cells = rows.find((row) => row.key === key && row.source === 'acceptance')?.cells
  const derivation = cells?.find((cell) => cell.run?.id === run)?.derivation
  return derivation ? { derivation } : {}
}
