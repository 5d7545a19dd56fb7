// Works a `take` out from what its source told now and at the reading before.
//   a name is the sum of its label sets that match; of a histogram or summary (only name_sum and name_count are there) it is the mean of
//   what was counted since the reading before
//   increase(x): for each label set now − before; where that is negative the counter was restarted, and counts from 0, as one does that is
//   new in Prometheus text. Elsewhere what was not told before has no difference
//   rate(x): increase(x) ÷ seconds between the two readings
// What has no value is told in a sentence, never as a zero. Only a counter that is known and has counted nothing under a label yet is 0.

import { nearestWord } from '#lib/plans/nearest.ts'
import type { LabelMatcher, TakeExpression } from '#lib/plans/take.ts'
import type { LabelledValue, Scrape } from './scrape.ts'

/** Letters of a label that a pattern is held against. */
const MOST_MATCHED = 200

export type Taken = { ok: true; value: number } | { ok: false; why: string }

class Missing extends Error {}

/** `before`: the last reading that told something; null = this is the first. Values that are no number are told as missing. */
export function evaluateTake(expression: TakeExpression, now: Scrape, before: Scrape | null): Taken {
  try {
    const value = new Evaluation(now, before).total(expression)
    return Number.isFinite(value) ? { ok: true, value } : { ok: false, why: 'The value is not a number.' }
  } catch (error) {
    if (error instanceof Missing) return { ok: false, why: error.message }
    throw error
  }
}

class Evaluation {
  readonly #now: Scrape
  readonly #before: Scrape | null

  constructor(now: Scrape, before: Scrape | null) {
    this.#now = now
    this.#before = before
  }

  total(expression: TakeExpression): number {
    switch (expression.kind) {
      case 'number':
        return expression.value
      case 'negative':
        return -this.total(expression.of)
      case 'binary':
        return this.#binary(expression)
      case 'over':
        return over(expression.name, this.#parts(expression.of))
      case 'quantile':
        return this.#quantile(expression)
      default:
        return sum(this.#parts(expression))
    }
  }

  /** One value for each label set, where there are several. */
  #parts(expression: TakeExpression): number[] {
    if (expression.kind === 'growth') return this.#growth(expression.of, expression.perSecond)
    if (expression.kind === 'path') return [this.#valuesOf(expression.path, [])[0]!.value]
    if (expression.kind !== 'name') return [this.total(expression)]
    const { name, labels } = expression
    if (!this.#now.figures.has(name) && this.#now.figures.has(`${name}_count`)) return [this.#mean(name, labels)]
    return this.#valuesOf(name, labels).map(({ value }) => value)
  }

  #binary({ operator, left, right }: Extract<TakeExpression, { kind: 'binary' }>): number {
    const [a, b] = [this.total(left), this.total(right)]
    if (operator === '+') return a + b
    if (operator === '-') return a - b
    if (operator === '*') return a * b
    if (b === 0) throw new Missing('What it is divided by is 0.')
    return a / b
  }

  #growth(of: TakeExpression, perSecond: boolean): number[] {
    if (of.kind === 'binary') return [...this.#growth(of.left, perSecond), ...this.#growth(of.right, perSecond)]
    if (of.kind === 'over') return [sum(this.#growth(of.of, perSecond))]
    const grown =
      of.kind === 'path' ? this.#grown(of.path, []) : of.kind === 'name' ? this.#grown(of.name, of.labels) : []
    const seconds = perSecond ? this.#secondsBetween() : 1
    return grown.map(({ value }) => value / seconds)
  }

  #secondsBetween(): number {
    const seconds = (this.#now.atMs - this.#earlier().atMs) / 1000
    if (seconds > 0) return seconds
    throw new Missing('No time passed since the reading before.')
  }

  #earlier(): Scrape {
    if (this.#before) return this.#before
    throw new Missing('A difference needs two readings, and this is the first.')
  }

  /** What each label set grew by. */
  #grown(name: string, labels: LabelMatcher[]): LabelledValue[] {
    const earlier = this.#earlier()
    const now = this.#valuesOf(name, labels)
    const told = earlier.figures.get(name)
    if (!told && !earlier.types) throw new Missing(`The reading before told nothing of ${name}.`)
    const known = new Map((told ?? []).map((one) => [keyOf(one.labels), one.value]))
    return now.map(({ labels: own, value }) => {
      const before = known.get(keyOf(own)) ?? 0
      return { labels: own, value: value < before ? value : value - before }
    })
  }

  #mean(name: string, labels: LabelMatcher[]): number {
    const count = sum(this.#grown(`${name}_count`, labels).map(({ value }) => value))
    if (count === 0) throw new Missing('Nothing was counted since the reading before.')
    return sum(this.#grown(`${name}_sum`, labels).map(({ value }) => value)) / count
  }

  /** Of the buckets of a histogram, linear within the one the rank falls into (as Prometheus has it). */
  #quantile({ of, quantile, growth }: Extract<TakeExpression, { kind: 'quantile' }>): number {
    const name = of.name.endsWith('_bucket') ? of.name : `${of.name}_bucket`
    const values = growth ? this.#grown(name, of.labels) : this.#valuesOf(name, of.labels)
    const counts = new Map<number, number>()
    for (const { labels, value } of values) {
      const upTo = labels.le === '+Inf' ? Number.POSITIVE_INFINITY : Number(labels.le)
      if (!Number.isNaN(upTo)) counts.set(upTo, (counts.get(upTo) ?? 0) + value)
    }
    const buckets = [...counts].sort(([a], [b]) => a - b)
    const all = buckets.at(-1)?.[1] ?? 0
    if (all === 0) throw new Missing('Nothing was counted.')
    return within(buckets, quantile * all)
  }

  #valuesOf(name: string, labels: LabelMatcher[]): readonly LabelledValue[] {
    const { figures, types, problems } = this.#now
    const all = figures.get(name)
    const tests = labels.map(testOf)
    const found = all?.filter((one) => tests.every((test) => test(one.labels)))
    if (found && found.length > 0) return found
    if (all || types?.has(name)) {
      if (types?.get(name) === 'counter' || types?.get(name.replace(/_total$/, '')) === 'counter')
        return [{ labels: {}, value: 0 }]
      throw new Missing(`${name} has no value with these labels.`)
    }
    const problem = problems?.get(name)
    if (problem) throw new Missing(problem)
    const near = nearestWord(name, [...figures.keys()])
    throw new Missing(`The source tells nothing of ${name}${near ? `; did you mean ${near}?` : '.'}`)
  }
}

function within(buckets: [upTo: number, count: number][], rank: number): number {
  const at = buckets.findIndex(([, count]) => count >= rank)
  const [upTo, count] = buckets[at]!
  const [from, below] = at > 0 ? buckets[at - 1]! : [0, 0]
  // Beyond the last bound nothing is known but that bound.
  if (upTo === Number.POSITIVE_INFINITY) return from
  if (at === 0 && upTo <= 0) return upTo
  return from + ((upTo - from) * (rank - below)) / (count - below)
}

function testOf({ label, comparator, value }: LabelMatcher): (labels: LabelledValue['labels']) => boolean {
  if (comparator === '=') return (labels) => (labels[label] ?? '') === value
  if (comparator === '!=') return (labels) => (labels[label] ?? '') !== value
  const pattern = new RegExp(`^(?:${value})$`, 'u')
  return (labels) => pattern.test((labels[label] ?? '').slice(0, MOST_MATCHED)) === (comparator === '=~')
}

function over(name: 'sum' | 'avg' | 'min' | 'max', values: number[]): number {
  if (name === 'min') return values.reduce((least, value) => Math.min(least, value))
  if (name === 'max') return values.reduce((most, value) => Math.max(most, value))
  return name === 'avg' ? sum(values) / values.length : sum(values)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

/** Several metrics compare the same label sets. */
const keys = new WeakMap<LabelledValue['labels'], string>()

function keyOf(labels: LabelledValue['labels']): string {
  let key = keys.get(labels)
  if (key === undefined) {
    key = JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)))
    keys.set(labels, key)
  }
  return key
}
