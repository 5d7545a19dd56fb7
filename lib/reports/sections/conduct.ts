// How the cycle was carried out: checklists, next steps, who signed, what happened.

import type { ChecklistItem } from '#lib/cycles/schema.ts'
import { judged, sayDay, sayMoment, sayShortMoment } from '../report-format.ts'
import type { ReportInput } from '../report-input.ts'
import { heading, type ReportBlock, type Tick, table, words } from '../report-model.ts'

const LISTS = [
  ['before', 'Pre-test checklist'],
  ['during', 'During the tests'],
  ['after', 'After the tests'],
  ['success', 'Success criteria that people confirm'],
] as const

export function checklistBlocks({ checklists }: ReportInput): ReportBlock[] {
  return [
    heading(2, 'Checklists'),
    ...LISTS.flatMap(([list, title]): ReportBlock[] => [
      heading(3, title, `checklist-${list}`),
      {
        kind: 'ticks',
        key: `checklist-${list}`,
        items: checklists[list].map(tickOf),
        empty: 'The plan has no such list.',
      },
    ]),
  ]
}

function tickOf(item: ChecklistItem): Tick {
  const { mark } = item
  return {
    text: item.scenario ? `${item.scenario}: ${item.text}` : item.text,
    state: item.isOpen ? 'open' : (mark?.state ?? 'done'),
    by: mark?.by ?? (item.kind === 'probe' && !item.isOpen ? 'Headroom' : null),
    at: mark ? sayMoment(mark.at) : null,
    note: [mark?.note, item.finding].filter(Boolean).join('; '),
    file: mark?.attachment ? { name: mark.attachment.name, href: `/api/v1/attachments/${mark.attachment.id}` } : null,
  }
}

/** What is to be done: conditions of the decision, then open recommendations by priority, then open items of the after list. */
export function nextSteps({ decision, recommendations, checklists }: ReportInput): ReportBlock[] {
  const items = [
    ...(decision?.conditions ?? []).map(({ text, owner, dueOn }) => `${text} (${owner}, by ${sayDay(dueOn)})`),
    ...recommendations
      .filter(({ status }) => status === 'open' || status === 'doing')
      .sort((a, b) => a.priority.localeCompare(b.priority))
      .map(
        (one) =>
          `${one.priority}: ${one.text}${one.owner ? ` (${one.owner}${one.dueOn ? `, by ${sayDay(one.dueOn)}` : ''})` : ''}`,
      ),
    ...checklists.after.filter(({ isOpen }) => isOpen).map(({ text }) => text),
  ]
  return [
    heading(3, 'Next steps'),
    items.length > 0
      ? { kind: 'list', items: items.map(words), isOrdered: true }
      : { kind: 'text', text: 'Nothing is left to be done.' },
  ]
}

export function signatureBlocks({ signOffs, waivers, history }: ReportInput): ReportBlock[] {
  return [
    heading(2, 'Sign-offs and waivers'),
    table(
      'sign-offs',
      'Sign-offs',
      ['Role', 'Name', 'At', 'State', 'Note', 'Evidence'],
      signOffs.map((one) => [
        words(one.role),
        words(one.by),
        words(sayMoment(one.at)),
        one.valid
          ? judged('pass', 'Signed')
          : judged('fail', `Revoked: ${one.revokedBecause ?? 'what was signed has changed'}`),
        words(one.note || '–'),
        words(one.evidenceHash.slice(0, 16)),
      ]),
      { empty: 'Nobody has signed.' },
    ),
    table(
      'waivers',
      'Waivers',
      ['Objective', 'Owner', 'Reason', 'Expires', 'State', 'Given by'],
      waivers.map((one) => [
        words(one.label || one.objective),
        words(one.owner),
        words(one.reason),
        words(sayDay(one.expiresAt)),
        one.state === 'holds' ? judged('warn', 'holds') : words(one.state),
        words(`${one.by}, ${sayDay(one.at)}`),
      ]),
      { empty: 'Nothing is waived.' },
    ),
    table(
      'history',
      'History',
      ['At', 'Who', 'What'],
      history.map((one) => [words(sayShortMoment(one.at)), words(one.by), words(one.text)]),
      { note: 'Times are UTC.', empty: 'Nothing has happened yet.' },
    ),
  ]
}
