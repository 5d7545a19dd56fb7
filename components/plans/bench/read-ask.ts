// What is typed for a quick bench, read: numbers, or what is wrong with a field and a correct example.

import { parseDuration } from '#lib/core/duration.ts'
import type { Quantity } from '#lib/core/quantity.ts'
import { parseCount, parseRate } from '#lib/core/units.ts'
import { BENCH_LIMITS } from '#lib/runs/bench-limits.ts'
import type { BenchAsk } from '#lib/runs/bench-schema.ts'

export type BenchKind = 'requests' | 'duration' | 'rate'

export interface BenchTyped {
  kind: BenchKind
  connections: string
  requests: string
  duration: string
  rate: string
}

export const FIRST_TYPED: BenchTyped = {
  kind: 'requests',
  connections: '10',
  requests: '1,000',
  duration: '10s',
  rate: '100/s',
}

type Field = 'connections' | 'requests' | 'duration' | 'rate'
export type AskReading = { ok: true; ask: BenchAsk } | { ok: false; problems: Partial<Record<Field, string>> }

/** The fields a kind asks for. */
export const FIELDS: Record<BenchKind, readonly Field[]> = {
  requests: ['requests', 'connections'],
  duration: ['duration', 'connections'],
  rate: ['rate', 'duration'],
}

export function readAsk(typed: BenchTyped): AskReading {
  const problems: Partial<Record<Field, string>> = {}
  const read: Partial<Record<Field, number>> = {}
  for (const field of FIELDS[typed.kind]) {
    const quantity = READERS[field](typed[field])
    if (quantity.ok) read[field] = quantity.value
    else problems[field] = quantity.message
  }
  if (Object.keys(problems).length > 0) return { ok: false, problems }
  const { connections = 1, requests, duration, rate } = read
  return {
    ok: true,
    ask: {
      connections,
      ...(requests === undefined ? {} : { requests }),
      ...(duration === undefined ? {} : { durationMs: duration }),
      ...(rate === undefined ? {} : { ratePerSecond: rate }),
    },
  }
}

const READERS: Record<Field, (text: string) => Quantity> = {
  connections: (text) => whole(parseCount(text), BENCH_LIMITS.connections, '50'),
  requests: (text) => whole(parseCount(text), BENCH_LIMITS.requests, '10,000'),
  duration: (text) => within(parseDuration(text), BENCH_LIMITS.durationMs, 'at most 60 s, for example 10s'),
  rate: (text) => within(parseRate(text), 100_000, 'at most 100,000/s, for example 100/s'),
}

function whole(quantity: Quantity, most: number, example: string): Quantity {
  if (!quantity.ok) return quantity
  if (Number.isInteger(quantity.value) && quantity.value >= 1 && quantity.value <= most) return quantity
  return { ok: false, message: `A whole number up to ${most.toLocaleString('en-US')}, for example ${example}` }
}

function within(quantity: Quantity, most: number, says: string): Quantity {
  if (!quantity.ok || (quantity.value > 0 && quantity.value <= most)) return quantity
  return { ok: false, message: `More than nothing and ${says}` }
}
