// What a run itself puts on its timeline while it goes on: how a level of a search went and what the search found, and what became of
// the writes it made. Units: milliseconds since the start of the run; users, or arrivals per second.

import { z } from 'zod'
import { say, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { LoadChange } from '#lib/load/change.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import type { Found } from '#lib/load/search.ts'

const nullableNumber = z.number().nullable()

export const searchLevelSchema = z.object({
  kind: z.enum(['probe', 'confirm', 'recover']),
  key: z.string(),
  level: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  held: z.boolean(),
  why: z.string().nullable(),
  okPerSecond: z.number(),
  p95Ms: nullableNumber,
  errorRate: nullableNumber,
})

export const searchFoundSchema = z.object({
  sustainable: nullableNumber,
  held: nullableNumber,
  broke: z.object({ level: z.number(), key: z.string(), why: z.string() }).nullable(),
  recoveryMs: nullableNumber,
  end: z.enum(['confirmed', 'unconfirmed', 'no-recovery', 'nothing-held', 'out-of-time']),
})

export const searchMarkSchema = z.object({ level: searchLevelSchema, found: searchFoundSchema.nullable() })

export type SearchLevel = z.infer<typeof searchLevelSchema>
export type SearchMark = z.infer<typeof searchMarkSchema>

export interface RunMark {
  kind: 'search' | 'integrity'
  offsetMs: number
  text: string
  data: unknown
  /** Takes effect with it. */
  change?: LoadChange
}

export const sayLevel = (model: LoadProfile['model'], level: number): string =>
  model === 'users' ? `${level} ${level === 1 ? 'user' : 'users'}` : say(showRate(level))

export function describeLevel(model: LoadProfile['model'], one: SearchLevel): string {
  const at = sayLevel(model, one.level)
  if (one.kind === 'recover') {
    return one.held ? `Recovered at ${at} in ${say(showLatency(one.toMs - one.fromMs))}` : `Not recovered at ${at}`
  }
  const what = one.kind === 'confirm' ? 'was confirmed' : 'held'
  const figures = `p95 ${say(showLatency(one.p95Ms))}, ${say(showPercent(one.errorRate))} failed`
  return one.held ? `${at} ${what}: ${figures}` : `${at} broke: ${one.why ?? figures}`
}

export function describeFound(model: LoadProfile['model'], found: Found): string {
  const broke = found.broke ? `${sayLevel(model, found.broke.level)} broke: ${found.broke.why}` : ''
  const held = found.held === null ? '' : sayLevel(model, found.held)
  switch (found.end) {
    case 'confirmed':
      return `The search ended: ${sayLevel(model, found.sustainable ?? 0)} can be sustained. ${broke || 'Nothing broke up to the maximum.'}`
    case 'unconfirmed':
      return `The search ended: no level held when it was tried for longer. ${held} had held once; ${broke}`
    case 'no-recovery':
      return `The search ended: the target did not come back after ${broke}`
    case 'nothing-held':
      return `The search ended: no level held. ${broke}`
    case 'out-of-time':
      return `The search was out of time${held ? `; ${held} had held` : ''}${broke ? `, ${broke}` : ''}.`
  }
}
