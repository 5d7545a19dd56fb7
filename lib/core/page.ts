// Lists are paged by key: newest first, and the cursor is the id of the last row (ids are uuid v7, so they sort by time).

import { z } from 'zod'

const defaultLimit = 50
const maxLimit = 200

/** Spread into the input of every list: `GET …?cursor=&limit=`. */
export const pageShape = {
  cursor: z.uuid({ error: 'Give the nextCursor of the page before, or leave it out' }).optional(),
  limit: z
    .int({ error: `Give a whole number from 1 to ${maxLimit}, e.g. 50` })
    .min(1, { error: `Give a whole number from 1 to ${maxLimit}, e.g. 50` })
    .max(maxLimit, { error: `Give a whole number from 1 to ${maxLimit}, e.g. 50` })
    .optional(),
}

export interface PageInput {
  cursor?: string | undefined
  limit?: number | undefined
}

export interface Page<T> {
  items: T[]
  nextCursor?: string
}

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().optional() })
}

/** For Prisma: one row more than asked for, so that `toPage` knows whether there is a next page. */
export function pageQuery({ cursor, limit = defaultLimit }: PageInput) {
  return {
    take: limit + 1,
    orderBy: { id: 'desc' as const },
    ...(cursor ? { cursor: { id: cursor }, skip: 1 } : {}),
  }
}

export function toPage<Row extends { id: string }, T>(
  rows: Row[],
  { limit = defaultLimit }: PageInput,
  toItem: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(toItem), ...(rows.length > limit && last ? { nextCursor: last.id } : {}) }
}
