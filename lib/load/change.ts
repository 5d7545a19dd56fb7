// How a load leaves its plan while it runs. Every shard gets the same changes before they are due and applies them to the same profile,
// so that all of them offer the same. Units: milliseconds since the start of the run; users, or requests per second, of the whole run.

import { z } from 'zod'

export const loadChangeSchema = z.discriminatedUnion('kind', [
  /** From then on this level instead of the planned one; null = as planned again. */
  z.object({ kind: z.literal('level'), atMs: z.number().nonnegative(), level: z.number().nonnegative().nullable() }),
  /** A wait that is under way ends then; what follows comes earlier. */
  z.object({ kind: z.literal('continue'), atMs: z.number().nonnegative() }),
])

export type LoadChange = z.infer<typeof loadChangeSchema>
