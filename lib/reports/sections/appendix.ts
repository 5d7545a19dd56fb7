// Where everything can be read in full: configuration, raw data, links, contacts.

import { measured, runHref, sayShortMoment } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { type Cell, heading, type ReportBlock, sayDerivation, table, words } from '../report-model.ts'
import { criticalRows } from './critical.ts'
import { or } from './requirements.ts'

export function appendixBlocks(input: ReportInput): ReportBlock[] {
  const { attached, cycle, draft, runs } = input
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
        words(one.startedAt ? sayShortMoment(one.startedAt) : '–'),
        words(one.endedAt ? sayShortMoment(one.endedAt) : '–'),
        words(
          one.excluded
            ? `excluded by ${one.excluded.by}: ${one.excluded.because}`
            : (one.staleBecause ?? (one.counts ? 'yes' : 'superseded')),
        ),
      ]),
      { note: 'Times are UTC.', empty: 'No run is attached.' },
    ),
    rawFiles(input),
    table(
      'configuration',
      'Test configuration files',
      ['What', 'Where'],
      [
        [
          { text: `Plan ${cycle.plan.name}, revision ${cycle.revision.number}`, href: `/plans/${cycle.plan.id}` },
          words(`sha256 ${cycle.revision.hash}`),
        ],
        [{ text: 'Plan document', href: `/api/v1/plans/${cycle.plan.id}/document` }, words('YAML, as it stands today')],
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
    derivations(input),
    ...Object.entries(draft.notes ?? {}).flatMap(([name, text]): ReportBlock[] =>
      text.trim()
        ? [
            heading(3, `Notes: ${name}`, `note-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`),
            { kind: 'markdown', text },
          ]
        : [],
    ),
  ]
}

const FORMATS = [
  ['Result sheet', 'md'],
  ['All results', 'json'],
  ['Tables', 'csv'],
  ['Histograms', 'hgrm'],
  ['Histogram log', 'hlog'],
] as const

/** What was measured, to be taken away. */
function rawFiles({ runs }: ReportInput): ReportBlock {
  return table(
    'raw-files',
    'Test execution logs and profiles',
    ['Run', ...FORMATS.map(([name]) => name), 'System metrics', 'Profiles'],
    runs.map(({ head }): Cell[] => [
      words(head.label),
      ...FORMATS.map(([, format]) => ({ text: format, href: `/api/v1/runs/${head.id}/export?format=${format}` })),
      words('untested'),
      words('none attached'),
    ]),
    { note: 'System metrics are untested: no monitor read them during the runs.', empty: 'No run counts.' },
  )
}

/** For who reads on paper; on the page every number tells it. */
function derivations(input: ReportInput): ReportBlock {
  const numbers = [
    ...criticalRows(input).map(({ name, about, actual }) => ({
      name: [name, about].filter(Boolean).join(', '),
      actual,
    })),
    ...input.figures.map(({ label, unit, value, derivation }) => ({
      name: label,
      actual: measured(unit, value, derivation),
    })),
  ]
  return table(
    'derivations',
    'Where the key numbers come from',
    ['Number', '>Value', 'Run; selector; window; samples; method'],
    numbers.flatMap(({ name, actual }) =>
      actual.derivation ? [[words(name), actual, words(sayDerivation(actual.derivation))]] : [],
    ),
    {
      note: 'Of the critical metrics and key figures. On the page of this report each number tells it when it is pressed.',
      empty: 'Nothing was measured.',
    },
  )
}
