// What was found, what is to be done about it, and what to watch.

import type { RecommendationView } from '#lib/improvement/schema.ts'
import { runHref, sayDay, sayWindow } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { heading, narrative, type ReportBlock, table, words } from '../report-model.ts'
import { or } from './requirements.ts'

const HORIZONS = [
  ['immediate', 'Immediate actions (P0)', 'recommendations-immediate'],
  ['medium', 'Medium-term improvements (P1)', 'recommendations-medium'],
  ['long', 'Long-term optimizations (P2)', 'recommendations-long'],
] as const

export function issueBlocks({ findings, recommendations, texts }: ReportInput): ReportBlock[] {
  const told = findings.filter(({ status }) => status !== 'suggested' && status !== 'dismissed')
  const live = recommendations.filter(({ status }) => status !== 'suggested' && status !== 'dismissed')
  return [
    heading(2, 'Issue identification'),
    table(
      'issues',
      'Performance issues found',
      ['Issue ID', 'Description', 'Severity', 'Impact', 'Root cause', 'Status', 'Seen in'],
      told.map((one) => [
        words(one.label),
        words(one.title),
        words(one.severity),
        or(one.impact),
        or(one.rootCause),
        words([one.status, one.owner].filter(Boolean).join(', ')),
        one.run
          ? {
              text: [one.run.label, one.window ? sayWindow(one.window) : ''].filter(Boolean).join(' '),
              ...runHref(one.run),
            }
          : words('–'),
      ]),
      { note: 'As people typed them.', empty: 'No issue was confirmed.' },
    ),
    heading(2, 'Recommendations'),
    ...HORIZONS.map(([horizon, title, key]) =>
      table(
        key,
        title,
        ['Priority', 'Recommendation', 'Effort', 'Impact', 'Timeline', 'Status'],
        live
          .filter((one) => one.horizon === horizon)
          .sort(byPriority)
          .map(recommended),
        { empty: 'None.' },
      ),
    ),
    narrative('migration-plan', 'Migration plan', 'No migration is planned.', texts),
  ]
}

const byPriority = (a: RecommendationView, b: RecommendationView): number => a.priority.localeCompare(b.priority)

const recommended = (one: RecommendationView) => [
  words(one.priority),
  words(one.finding ? `${one.text} (${one.finding.label})` : one.text),
  or(one.effort),
  or(one.impact),
  or([one.timeline, one.dueOn ? `by ${sayDay(one.dueOn)}` : ''].filter(Boolean).join(', ')),
  words([one.status, one.owner].filter(Boolean).join(', ')),
]
