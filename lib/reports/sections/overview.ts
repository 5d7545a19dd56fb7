// The first pages of the document: what was tested, by whom, and the critical metrics.

import { gapBetween } from '#lib/plans/gap.ts'
import { judged, sayDay, sayMoment, toneOf, wordOf } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { type Cell, fields, heading, narrative, type ReportBlock, table, words } from '../report-model.ts'
import { criticalRows } from './critical.ts'
import { OUTCOME_WORDS, readinessOf, summarySentences } from './outcome.ts'

export function overviewBlocks(input: ReportInput): ReportBlock[] {
  const { cycle, draft, matrix, acceptance, decision, proposal, now, texts } = input
  const ran = matrix.filter(({ run }) => run)
  return [
    heading(2, 'Overview'),
    fields([
      ['Integration', words(draft.name || cycle.plan.name)],
      ['Version', words(cycle.versionUnderTest || draft.version || '–')],
      [
        'Ticket',
        draft.ticket?.id
          ? words([draft.ticket.id, draft.ticket.priority, draft.ticket.effort].filter(Boolean).join(', '))
          : null,
      ],
      ['Test date', words(testDate(input))],
      ['Test engineer', words(draft.engineer || cycle.createdBy)],
      ['Systems under test', words(draft.systems?.join(', ') || '–')],
      ['Generated', words(sayMoment(now))],
    ]),
    heading(3, 'Executive summary'),
    ...(draft.summary ? [{ kind: 'text' as const, text: draft.summary }] : []),
    narrative('summary', 'Summary of the results', summarySentences(input).join('\n\n'), texts),
    heading(3, 'Key findings'),
    fields([
      [
        'Overall status',
        words(
          decision
            ? `${OUTCOME_WORDS[decision.outcome]}: ${readinessOf(input)}`
            : `not decided; the rules propose ${OUTCOME_WORDS[proposal.outcome].toLowerCase()}`,
        ),
      ],
      ['Tests executed', words(`${ran.length} of ${matrix.length} scenarios`)],
      ['Target performance', draft.target ? typed(draft.target) : null],
      ['Performance baseline', draft.baseline ? typed(draft.baseline) : null],
      [
        'Acceptance criteria',
        words(acceptance.total === 0 ? 'none named' : `${acceptance.met} of ${acceptance.total} met`),
      ],
    ]),
    ...(draft.objectives?.length
      ? [heading(3, 'Test objectives'), { kind: 'list' as const, items: draft.objectives.map(words), isOrdered: false }]
      : []),
    ...currentAndTarget(input),
    table(
      'critical-metrics',
      'Critical metrics',
      ['Metric', 'Measured as', '>Target', '>Actual', 'Status'],
      criticalRows(input).map((one) => [
        words(one.name),
        words(one.about),
        one.target,
        { ...one.actual, text: [one.actual.text, one.interval].filter(Boolean).join(' ') },
        judged(one.tone, one.status),
      ]),
      { empty: 'The plan marks no metric as critical.' },
    ),
    {
      kind: 'text',
      text: `Scenarios: ${matrix.map((row) => `${row.scenario.name || row.scenario.key} ${row.run ? wordOf(toneOf(row)).toLowerCase() : 'not run'}`).join(', ')}.`,
    },
  ]
}

const typed = (text: string): Cell => ({ text, typedBy: 'the author of the plan' })

/** What the plan says of where one stands; what a person typed there is labelled so. */
function currentAndTarget({ draft }: ReportInput): ReportBlock[] {
  if (!draft.metrics?.length) return []
  return [
    table(
      'current-and-target',
      'Current and target',
      ['Metric', '>Current', '>Target', '>Gap'],
      draft.metrics.map(({ key, label, current, target, typed }) => [
        words(label || key),
        { text: current || '–', ...(current && typed !== false ? { typedBy: 'the author of the plan' } : {}) },
        words(target || '–'),
        words(gapBetween(current ?? '', target ?? '') ?? '–'),
      ]),
      { empty: '' },
    ),
  ]
}

function testDate({ runs, draft }: ReportInput): string {
  const days = runs.flatMap(({ head }) => head.startedAt ?? []).sort()
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return draft.testDate || '–'
  return sayDay(first) === sayDay(last) ? sayDay(first) : `${sayDay(first)} to ${sayDay(last)}`
}
