// Building blocks of the draft's schema: leaves are strings as typed, structure is strict.

import { z } from 'zod'
import { nearestWord } from '../nearest.ts'

const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/
const NUL = String.fromCharCode(0)

/** Postgres cannot keep U+0000 in JSON. */
const withoutNul = (value: string) => !value.includes(NUL)

/** A leaf as typed. Numbers and booleans written without quotes are taken as their text. */
export const text = z.preprocess(
  (value) => (typeof value === 'number' || typeof value === 'boolean' ? String(value) : value),
  z
    .string({ error: 'Expected text, for example "200ms"' })
    .refine(withoutNul, { error: 'The character U+0000 cannot be kept; remove it' }),
)

/** true or false, also written as text. */
export const flag = z.preprocess(
  (value) => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean({ error: 'Expected true or false' }),
)

export const key = z.preprocess(
  (value) => (typeof value === 'number' ? String(value) : value),
  z
    .string({ error: 'A key is needed, for example "create-order"' })
    .regex(KEY, { error: 'A key is lower-case words joined by hyphens, for example "create-order"' }),
)

export const texts = z.array(text, { error: 'Expected a list, for example [first, second]' })

export const textRecord = z.record(z.string().refine(withoutNul), text, {
  error: 'Expected names with values, for example { tenant: acme }',
})

/** An object with exactly these keys; any other key is refused with the nearest valid one. */
export function section<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  const known = Object.keys(shape)
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? unknownKeys(issue.keys as string[], known) : undefined),
  })
}

function unknownKeys(unknown: string[], known: string[]): string {
  const word = unknown[0] ?? ''
  const near = nearestWord(word, known)
  const hint = near ? `Did you mean "${near}"?` : `Valid here: ${known.join(', ')}.`
  return `Unknown key "${word}". ${hint}`
}

/** A list whose items are found by their `key`, which must be unique in it. */
export function keyedList<Item extends z.ZodType<{ key: string }>>(item: Item) {
  return z.array(item, { error: 'Expected a list of items, each with a key' }).superRefine((items, context) => {
    const seen = new Set<string>()
    items.forEach((entry, index) => {
      if (seen.has(entry.key)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'key'],
          message: `The key "${entry.key}" is used twice in this list; keys are unique, for example "${entry.key}-2"`,
        })
      }
      seen.add(entry.key)
    })
  })
}

/** A list of items without keys, told apart by their position. */
export function plainList<Item extends z.ZodType>(item: Item) {
  return z.array(item, { error: 'Expected a list' })
}
