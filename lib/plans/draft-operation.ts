// One edit of a draft, as it comes over the wire. Apart from merge.ts, so that the browser merges without a schema library.

import { z } from 'zod'

const pathSchema = z.array(z.string().max(200)).min(1).max(32)

export const draftOperationSchema = z.discriminatedUnion('op', [
  /** Sets a field; `null` or no value removes it. */
  z.strictObject({ op: z.literal('set'), path: pathSchema, value: z.unknown() }),
  /** Adds an item to the list at `path`, before the item named, else at the end. */
  z.strictObject({ op: z.literal('insert'), path: pathSchema, value: z.unknown(), before: z.string().nullish() }),
  z.strictObject({ op: z.literal('remove'), path: pathSchema }),
  /** Moves the list item at `path` before the item named, else to the end. */
  z.strictObject({ op: z.literal('move'), path: pathSchema, before: z.string().nullable() }),
])

export type DraftOperation = z.infer<typeof draftOperationSchema>
