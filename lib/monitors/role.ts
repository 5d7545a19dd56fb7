// What a metric measures, from its role as the plan states it, else from its key and label: the groups charts and rules go by.

import type { MonitorSeries } from './sample.ts'

export const ROLES = ['cpu', 'memory', 'disk', 'network', 'pool', 'queue', 'cache', 'units', 'other'] as const
export type Role = (typeof ROLES)[number]

/** In the order they are tried: "memory of the cache" is memory by its role, "queue of the pool" a queue. */
const WORDS: readonly [Role, RegExp][] = [
  ['cpu', /\bcpu\b|processor/i],
  ['queue', /queue|backlog|depth/i],
  ['cache', /cache|hit[- ]?rate/i],
  ['pool', /pool|connections?|active[- ]quer/i],
  ['memory', /memory|\bmem\b|\bheap\b|\brss\b|resident|leaked/i],
  ['disk', /disk|storage|iops|volume/i],
  ['network', /network|\bnet\b|bandwidth|bytes (?:in|out)/i],
  ['units', /\bacu\b|\b(?:units?|instances?|replicas?|nodes?|capacity)\b/i],
]

export function roleOf({ role, key, label }: Pick<MonitorSeries, 'role' | 'key' | 'label'>): Role {
  const stated = role?.trim()
  for (const text of stated ? [stated] : [key.replaceAll('-', ' '), label]) {
    const found = WORDS.find(([, words]) => words.test(text))
    if (found) return found[0]
  }
  return 'other'
}
