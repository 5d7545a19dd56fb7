// What may come next in a criterion, at the cursor: metrics, operations and flows, values, windows. The grammar is that of
// lib/plans/criterion-parser.ts; a text it cannot follow is offered nothing.

import { METRIC_WORDS, parseMetric } from '#lib/plans/criterion-parser.ts'
import { takesSelector, unitsOf } from '#lib/plans/criterion-unit.ts'
import type { KnownKeys } from './read-criterion.ts'

export interface Offer {
  /** Put in place of what stands from `from` to the cursor. */
  text: string
  label: string
  about: string
}

export interface Completion {
  from: number
  offers: Offer[]
}

const MOST = 60

const ABOUT: Record<string, string> = {
  p50: 'half answered within',
  p90: '90 % answered within',
  p95: '95 % answered within',
  p99: '99 % answered within',
  'p99.9': '99.9 % answered within',
  mean: 'mean response time',
  min: 'fastest answer',
  max: 'slowest answer',
  rate: 'completed a second',
  ok_rate: 'succeeded, share or a second',
  error_rate: 'share that failed',
  check_rate: 'share of checks that hold',
  availability: 'share of the time it was up',
  dropped: 'never sent, too many in flight',
  users: 'users at once',
  bytes_in: 'bytes received',
  bytes_out: 'bytes sent',
  recovery_time: 'until it is as before',
  breaking_point: 'load at which it fails',
  sustainable_rate: 'load it holds',
  drift: 'getting slower over the run',
  memory_growth: 'memory gained over the run',
  lost_writes: 'acknowledged, then gone',
  duplicate_writes: 'written twice',
  cost: 'of the run',
  monitor: 'a value a monitor reads',
  increase: 'how much a counter grew',
  missing: 'time without data',
  custom: 'a metric of an operation',
  alert: 'an alert that must fire',
}

const EXAMPLES: Record<string, readonly string[]> = {
  ms: ['200ms', '500ms', '1s', '2s'],
  perSecond: ['100/s', '500/s', '5000/min'],
  fraction: ['0.1%', '1%', '99.9%'],
  bytes: ['100MB', '2GB'],
  count: ['0', '100'],
}

const WINDOWS: readonly Offer[] = [
  { text: 'steady', label: 'steady', about: 'all hold stages' },
  { text: 'ramp-up', label: 'ramp-up', about: 'while load rises' },
  { text: 'ramp-down', label: 'ramp-down', about: 'while load falls' },
  { text: 'drill', label: 'drill', about: 'while a drill goes on' },
]

/** null where nothing can be offered. */
export function completeCriterion(text: string, cursor: number, known: KnownKeys): Completion | null {
  const before = text.slice(0, cursor)
  const word = /[^\s(),]*$/.exec(before)?.[0] ?? ''
  const from = cursor - word.length
  const offers = offersAt(before.slice(0, from), word, known, from).filter(
    ({ text: offered }) => offered.trim() !== word,
  )
  return offers.length > 0 ? { from, offers: offers.slice(0, MOST) } : null
}

function offersAt(done: string, word: string, known: KnownKeys, from: number): Offer[] {
  if (done.trim() === '') return starting(metrics(), word)
  const inside = /^\s*([a-z_]+\d*(?:\.\d+)?(?:\.service)?)\s*\(\s*$/.exec(done)
  if (inside) return insideOf(inside[1] ?? '', word, known)
  const window = /\s(during|at|for)\s+$/.exec(done)
  if (window) return starting(windowOf(window[1] ?? '', known), word)
  const judged = /^(.*?)\s*(?:<=|>=|!=|<|>|=|≤|≥|≠|\bwithin\b)\s*(\S.*)?$/.exec(done)
  if (judged?.[2]) return starting(AFTER, word)
  if (judged) return starting(valuesOf(judged[1] ?? ''), word)
  return starting(comparators(done, from), word)
}

const starting = (offers: readonly Offer[], word: string): Offer[] =>
  offers.filter(({ text }) => text.toLowerCase().startsWith(word.toLowerCase()))

const metrics = (): Offer[] =>
  METRIC_WORDS.map((word) => {
    const isKeyed = /^(monitor|increase|missing|custom|alert)$/.test(word)
    return { text: isKeyed ? `${word}(` : `${word} `, label: isKeyed ? `${word}(…)` : word, about: ABOUT[word] ?? '' }
  })

function insideOf(metric: string, word: string, known: KnownKeys): Offer[] {
  const named = (keys: readonly string[], about: string): Offer[] =>
    keys.map((key) => ({ text: `${key}) `, label: key, about }))
  const has = (offers: Offer[]): Offer[] => offers.filter(({ label }) => label.includes(word.toLowerCase()))
  if (metric === 'monitor' || metric === 'missing') return has(named(known.monitored, 'monitored'))
  if (metric === 'increase') {
    return has(known.monitored.map((key) => ({ text: `${key}, 1h) `, label: key, about: 'within an hour' })))
  }
  if (metric === 'custom') return has(named(known.custom, 'of an operation'))
  if (metric === 'alert') return has(named(known.alerts, 'alert'))
  const prefixed = (prefix: string, keys: readonly string[], about: string): Offer[] =>
    named(
      keys.map((key) => `${prefix}${key}`),
      about,
    )
  return has([
    ...named(known.operations, 'operation'),
    ...named(known.flows, 'flow'),
    ...prefixed('payload:', known.payloads, 'payload class'),
    ...prefixed('status:', ['5xx', '4xx', '503'], 'answers of this status'),
  ])
}

function windowOf(kind: string, known: KnownKeys): readonly Offer[] {
  const plain = (words: readonly string[], about: string): Offer[] =>
    words.map((text) => ({ text, label: text, about }))
  if (kind === 'at') return plain(['1h', '4h', '8h', '12h'], 'into the run')
  if (kind === 'for') return plain(['30s', '1m', '2m', '5m'], 'without a break')
  return [...WINDOWS, ...plain(known.windows, 'stage or phase')]
}

const AFTER: readonly Offer[] = [
  { text: 'during ', label: 'during …', about: 'in one part of the run' },
  { text: 'for ', label: 'for …', about: 'without a break, for alerts and stop rules' },
  { text: 'at ', label: 'at …', about: 'at one moment of the run' },
]

function valuesOf(head: string): Offer[] {
  const read = parseMetric(head.trim())
  if (!read.ok) return []
  const unit = unitsOf(read.metric)[0] ?? 'count'
  const isOpen = unitsOf(read.metric).length > 2
  const words = isOpen ? ['80%', '100', '1GB'] : (EXAMPLES[unit] ?? [])
  return words.map((text) => ({ text: `${text} `, label: text, about: 'for example' }))
}

function comparators(done: string, from: number): Offer[] {
  const read = parseMetric(done.trim())
  if (!read.ok || !/\s$/.test(done) || from === 0) return []
  if (read.metric.kind === 'alert') return [{ text: 'within ', label: 'within', about: 'fires this soon' }]
  const words: readonly [string, string][] = [
    ['<', 'below'],
    ['<=', 'at most'],
    ['>', 'above'],
    ['>=', 'at least'],
    ['=', 'exactly'],
  ]
  const offers = words.map(([sign, about]) => ({ text: `${sign} `, label: sign, about }))
  if (read.selector !== null || !takesSelector(read)) return offers
  return [{ text: '(', label: '( … )', about: 'of one operation, flow or payload class' }, ...offers]
}

/** The text with an offer taken, and where the cursor then stands. */
export function takeOffer(
  text: string,
  cursor: number,
  { from }: Completion,
  offer: Offer,
): { text: string; cursor: number } {
  // "p95 (" reads better without the blank.
  const start = offer.text === '(' ? text.slice(0, from).trimEnd() : text.slice(0, from)
  const rest = text.slice(cursor)
  const isClosed = offer.text.endsWith(') ') && /^\s*\)/.test(rest)
  const put = isClosed
    ? offer.text.slice(0, -2)
    : offer.text.endsWith(' ') && /^\s/.test(rest)
      ? offer.text.trimEnd()
      : offer.text
  return { text: `${start}${put}${rest}`, cursor: start.length + put.length }
}
