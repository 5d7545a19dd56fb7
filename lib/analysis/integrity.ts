// Integrity of acknowledged writes: what became of everything the target said it had taken, read back once after the run; and whether its
// own counters agree.
//   lost = acknowledged, absent when read; duplicated = listed more than once; corrupted = there, but with other content than was written
//   unread = could not be read for other reasons (no answer, an error), so nothing is known of it
//   missing by counters = acknowledged − (after − before); balance: what went in = Σ of what came out (sent = delivered + bounced)
// Units: counts. Source: 000 §data integrity, 001 §delivery; Jepsen (register and set tests).

import { say, showCount, showPercent } from '#lib/core/number-format.ts'
import { knowsDuplicates, sumLedgers, type WriteLedger, writeLedgerSchema } from '#lib/runs/write-ledger.ts'
import type { Analysis } from './analysis.ts'
import { analysis, atClock, figure, plural } from './figure.ts'
import type { RunData } from './run-data.ts'

const HEAD = {
  key: 'integrity',
  title: 'Integrity of acknowledged writes',
  howToRead:
    'Every write the target acknowledged was read back once after the load. Lost ones were not there, duplicated ones were listed more than once, corrupted ones held other content than was written.',
}

/** Sums of what the parts of a run told; null when no write was marked. */
export function ledgerOf({ marks }: Pick<RunData, 'marks'>): WriteLedger | null {
  const read = marks.flatMap(({ kind, data }) => {
    const parsed = kind === 'integrity' ? writeLedgerSchema.safeParse(data) : null
    return parsed?.success ? [parsed.data] : []
  })
  return read.length > 0 ? sumLedgers(read) : null
}

export function analyseIntegrity(data: RunData): Analysis | null {
  const ledger = ledgerOf(data)
  if (!ledger) return null
  const { acknowledged, read, lost, duplicated, corrupted, unread, notFollowed, examples } = ledger
  const wrong = lost + duplicated + corrupted
  const isKnown = read > 0
  const knowsTwice = knowsDuplicates(ledger)
  const twice = knowsTwice ? `${say(showCount(duplicated))} duplicated, ` : ''
  const counted = `${say(showCount(lost))} lost, ${twice}${say(showCount(corrupted))} corrupted`
  const none = knowsTwice ? 'none was lost, duplicated or corrupted' : 'none was lost or corrupted'
  const open = unread + notFollowed
  const gap = open > 0 ? ` Nothing is known of ${say(showCount(open))} that could not be read or kept.` : ''
  return analysis(HEAD, {
    tone: !isKnown ? 'unknown' : wrong > 0 ? 'bad' : open > 0 ? 'note' : 'good',
    sentence: isKnown
      ? `Of ${say(showCount(acknowledged))} acknowledged writes ${wrong === 0 ? none : counted}.${gap}`
      : `${say(showCount(acknowledged))} writes were acknowledged, but none could be read back.`,
    figures: [
      figure('acknowledged', 'Acknowledged', acknowledged, 'count'),
      figure('read', 'Read back', read, 'count', {
        note: say(showPercent(acknowledged > 0 ? read / acknowledged : 0)),
      }),
      figure('lost_writes', 'Lost', isKnown ? lost : null, 'count'),
      figure(
        'duplicate_writes',
        'Duplicated',
        isKnown && knowsTwice ? duplicated : null,
        'count',
        isKnown && !knowsTwice ? { note: 'only a list shows it' } : {},
      ),
      figure('corrupted', 'Corrupted', isKnown ? corrupted : null, 'count'),
      figure('unread', 'Not known', open, 'count'),
    ],
    table:
      examples.length > 0
        ? {
            columns: [
              { key: 'key', label: 'Key', unit: 'text' },
              { key: 'what', label: 'What', unit: 'text' },
              { key: 'at', label: 'Acknowledged at', unit: 'text' },
            ],
            rows: examples.map(({ key, what, atMs }) => ({ key, what, at: atClock(atMs) })),
          }
        : null,
    suggestion:
      wrong > 0
        ? {
            title: `${say(showCount(wrong))} acknowledged ${plural(wrong, 'write')}: ${counted}`,
            severity: lost + corrupted > 0 ? 'critical' : 'high',
            advice:
              'Acknowledge a write only once it is stored for good, and make its repetition harmless by a key of its own.',
          }
        : null,
  })
}

export interface Reconciled {
  counted: number
  /** Acknowledged and not counted; negative when more was counted than acknowledged. */
  missing: number
  /** What went in less what came out; null without a balance. */
  unaccounted: number | null
}

/** `before` and `after`: a counter of the target; `outcomes`: counters by how that work ended, as differences. */
export function reconcile(
  acknowledged: number,
  { before, after }: { before: number; after: number },
  outcomes: readonly number[] | null = null,
): Reconciled {
  const counted = after - before
  return {
    counted,
    missing: acknowledged - counted,
    unaccounted: outcomes === null ? null : counted - outcomes.reduce((sum, one) => sum + one, 0),
  }
}
