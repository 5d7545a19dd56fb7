// Where everything can be read in full: configuration, raw data, links, contacts.

import { runHref, sayMoment } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { type Cell, heading, type ReportBlock, table, words } from '../report-model.ts'
import { or } from './requirements.ts'

export function appendixBlocks({ attached, cycle, draft, runs }: ReportInput): ReportBlock[] {
  return [
    heading(2, 'Appendix'),
    table(
      'raw-data',
      'Raw performance data',
      ['Run', 'Scenario', 'Revision', 'Started', 'Ended', 'Counts'],
      attached.map((one): Cell[] => [
        { text: one.run.label, ...runHref(one.run) },
        words(one.scenario.name || one.scenario.key),
        words(String(one.revision)),
        words(one.startedAt ? sayMoment(one.startedAt) : '–'),
        words(one.endedAt ? sayMoment(one.endedAt) : '–'),
        words(
          one.excluded
            ? `excluded by ${one.excluded.by}: ${one.excluded.because}`
            : (one.staleBecause ?? (one.counts ? 'yes' : 'superseded')),
        ),
      ]),
      { empty: 'No run is attached.' },
    ),
    table(
      'configuration',
      'Test configuration',
      ['What', 'Where'],
      [
        [
          { text: `Plan ${cycle.plan.name}, revision ${cycle.revision.number}`, href: `/plans/${cycle.plan.id}` },
          words(`sha256 ${cycle.revision.hash}`),
        ],
        ...runs.map(({ head }) => [
          words(`Load of ${head.label}`),
          words(`${head.scenario.key} on ${head.environment.key}, revision ${head.revision}`),
        ]),
      ],
      { empty: '' },
    ),
    table(
      'links',
      'Tools and resources',
      ['What it shows', 'Address'],
      (draft.links ?? []).map((one) => [or(one.label), or(one.url)]),
      {
        empty: 'The plan has no links.',
      },
    ),
    table(
      'contacts',
      'Contact information',
      ['Role', 'Name', 'Address'],
      (draft.contacts ?? []).map((one) => [or(one.role), or(one.name), or(one.email)]),
      { empty: 'The plan names no contacts.' },
    ),
    ...Object.entries(draft.notes ?? {}).flatMap(([name, text]): ReportBlock[] =>
      text.trim()
        ? [heading(3, name, `note-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`), { kind: 'markdown', text }]
        : [],
    ),
  ]
}
