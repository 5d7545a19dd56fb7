// What became of the writes a part of a run made, once they were read back. Counts; milliseconds since the start of the run.

import { z } from 'zod'

export const writeLedgerSchema = z.object({
  acknowledged: z.number(),
  /** Read back with an answer that tells. */
  read: z.number(),
  /** Of those, answered by a list: a single record does not show whether it is there twice. */
  listed: z.number().default(0),
  lost: z.number(),
  duplicated: z.number(),
  corrupted: z.number(),
  /** No answer that tells, after several tries or for want of time. */
  unread: z.number(),
  /** Beyond what is kept in memory. */
  notFollowed: z.number(),
  /** At most 100. */
  examples: z.array(z.object({ key: z.string(), what: z.enum(['lost', 'duplicated', 'corrupted']), atMs: z.number() })),
})

export type WriteLedger = z.infer<typeof writeLedgerSchema>

export const emptyLedger = (): WriteLedger => ({
  ...{
    acknowledged: 0,
    read: 0,
    listed: 0,
    lost: 0,
    duplicated: 0,
    corrupted: 0,
    unread: 0,
    notFollowed: 0,
    examples: [],
  },
})

const MOST_EXAMPLES = 100

/** Of the parts of a run. */
export function sumLedgers(ledgers: readonly WriteLedger[]): WriteLedger {
  const total = emptyLedger()
  for (const one of ledgers) {
    for (const name of COUNTED) total[name] += one[name]
    total.examples.push(...one.examples.slice(0, MOST_EXAMPLES - total.examples.length))
  }
  return total
}

const COUNTED = ['acknowledged', 'read', 'listed', 'lost', 'duplicated', 'corrupted', 'unread', 'notFollowed'] as const

export const knowsDuplicates = ({ listed, duplicated }: WriteLedger): boolean => listed > 0 || duplicated > 0

/** On the timeline. */
export function describeLedger(ledger: WriteLedger): string {
  const { acknowledged, lost, duplicated, corrupted, unread, notFollowed } = ledger
  const count = (value: number) => value.toLocaleString('en-US')
  const twice = knowsDuplicates(ledger) ? `${count(duplicated)} duplicated, ` : ''
  const open = unread + notFollowed > 0 ? `; nothing is known of ${count(unread + notFollowed)}` : ''
  return `Of ${count(acknowledged)} acknowledged writes ${count(lost)} lost, ${twice}${count(corrupted)} corrupted${open}`
}
