// The platform under test and how it grows: what it is now, its policy of scaling, what is expected of it, what a change would bring.

import { runHref } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { fields, heading, narrative, type ReportBlock, table, words } from '../report-model.ts'
import { limitsOf } from './environment.ts'
import { or } from './requirements.ts'

const UNREAD = 'untested: no monitor read it during the runs'

export function platformBlocks(input: ReportInput): ReportBlock[] {
  const { draft, cycle, texts } = input
  const components = draft.environments?.find(({ key }) => key === cycle.environment.key)?.components ?? []
  const limits = components.flatMap((one) => (limitsOf(one) ? [`${one.name ?? 'component'}: ${limitsOf(one)}`] : []))
  const { policy } = draft.scaling ?? {}
  return [
    heading(2, 'Platform and scaling'),
    heading(3, 'Current performance'),
    fields([
      ['Connection pool', words(limits.join('; ') || 'the plan states no limits of its components')],
      ['Query performance', words(UNREAD)],
      ['Scaling limitations', words(policy ? 'those of the policy below' : 'the plan states no policy of scaling')],
    ]),
    heading(3, 'Scaling configuration'),
    policy
      ? fields([
          ['Fewest', or([policy.min, policy.unit].filter(Boolean).join(' '))],
          ['Most', or([policy.max, policy.unit].filter(Boolean).join(' '))],
          ['Holds', or(policy.target)],
          ['Grows within', or(policy.up)],
          ['Shrinks after', or(policy.down)],
          ['Waits between changes', or(policy.cooldown)],
        ])
      : { kind: 'text', text: 'The plan states no policy of scaling.' },
    table(
      'environment-scaling',
      'Expected scaling behavior',
      ['Load pattern', 'Expected units', '>Scaling time', 'Performance impact'],
      (draft.scaling?.expected ?? []).map((row) => [or(row.load), or(row.units), or(row.time), or(row.impact)]),
      { empty: 'The plan expects no scaling.' },
    ),
    ...measured(input),
    narrative('platform/benefits', 'Benefits of a change of platform', 'No change of platform is planned.', texts),
    narrative('platform/migration', 'Migration considerations', 'No migration is planned.', texts),
  ]
}

/** Where the load was offered at several numbers of instances. */
function measured({ runs }: ReportInput): ReportBlock[] {
  const rows = runs.flatMap(({ head, analyses }) =>
    analyses
      .filter(({ key }) => key === 'scaling')
      .map(({ sentence }) => [{ text: head.label, ...runHref(head) }, words(sentence)]),
  )
  return [
    table('scaling-measured', 'Measured scaling', ['Run', 'What it showed'], rows, {
      empty: 'Untested: no scenario offered its load at several numbers of instances, and no monitor counts them.',
    }),
  ]
}
