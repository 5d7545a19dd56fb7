// Text to criterion. Grammar (plan-document): metric [".service"] [ "(" selector ")" ] cmp value [ "for" duration ]
// [ "during" phase | "at" duration ]. Parsing knows nothing of the plan: whether a key exists is for the plan check.

import { parseDuration } from '#lib/core/duration.ts'
import {
  type Comparator,
  type Criterion,
  type CriterionWindow,
  KEYED_METRICS,
  type Metric,
  PLAIN_METRICS,
  type PlainMetric,
  type Selector,
} from './criterion.ts'
import { readValue, takesSelector, unitsOf } from './criterion-unit.ts'
import { nearestWord } from './nearest.ts'
import { expectedOneOf, ParseFailure, type ParseProblem, unreadable } from './parse-problem.ts'

export type ParsedCriterion = { ok: true; criterion: Criterion } | { ok: false; problem: ParseProblem }

const KEY = /^[a-z0-9]+(?:-[a-z0-9]+)*$/
/** A metric, and with a dot before it the monitor it is of. */
const MONITORED_KEY = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)?$/
/** The time from an accepted job to its end, as `import-contacts.job`. */
const JOB_KEY = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.job)?$/
const COMPARATOR = /^(<=|>=|!=|<|>|=|≤|≥|≠)(?![=<>])/
const SPELLED: Record<string, Comparator> = { '≤': '<=', '≥': '>=', '≠': '!=' }
export const METRIC_WORDS = ['p50', 'p90', 'p95', 'p99', 'p99.9', ...PLAIN_METRICS, ...KEYED_METRICS] as const

/** Reads one criterion; a failure has the position, what was expected and the nearest valid word. */
export function parseCriterion(text: string): ParsedCriterion {
  try {
    return { ok: true, criterion: new CriterionReader(text).read() }
  } catch (error) {
    if (error instanceof ParseFailure) return { ok: false, problem: error.problem }
    throw error
  }
}

/** Reads the metric of an SLA or resource row, e.g. `p95`, `p95.service`, `monitor(cpu)`, `p95(create-order)`. */
export function parseMetric(
  text: string,
): { ok: true; metric: Metric; service: boolean; selector: Selector | null } | { ok: false; problem: ParseProblem } {
  try {
    return { ok: true, ...new CriterionReader(text).readMetricAlone() }
  } catch (error) {
    if (error instanceof ParseFailure) return { ok: false, problem: error.problem }
    throw error
  }
}

class CriterionReader {
  private readonly text: string
  private position = 0

  constructor(text: string) {
    this.text = text
  }

  read(): Criterion {
    const { metric, service, selector } = this.head()
    const comparator = this.comparator(metric)
    this.skipSpace()
    const start = this.position
    const units = unitsOf(metric)
    const written = this.upTo(/\s(?:for|during|at)(?:\s|$)/)
    const read = readValue(written, units)
    if (!read.ok) {
      this.refuseMistypedWindow(written, start)
      throw unreadable('a value', read.message, start, units[0] ?? '')
    }
    const forMs = this.word('for') ? this.duration('for 30s', /\s(?:during|at)(?:\s|$)/) : null
    const window = this.window()
    this.end(forMs === null ? ['for', 'during', 'at'] : ['during', 'at'])
    return { metric, service, selector, comparator, value: read.value, unit: read.unit, forMs, window }
  }

  readMetricAlone() {
    const head = this.head()
    this.end([])
    return head
  }

  private head() {
    const metric = this.metric()
    const service = this.service(metric)
    const selector = metric.kind === 'percentile' || metric.kind === 'plain' ? this.selector(metric) : null
    return { metric, service, selector }
  }

  private metric(): Metric {
    this.skipSpace()
    const start = this.position
    const word = this.take(/^[A-Za-z_]+\d*(?:\.\d+)?/) ?? ''
    if (/^p\d/.test(word)) return this.percentile(word, start)
    if ((PLAIN_METRICS as readonly string[]).includes(word)) return { kind: 'plain', name: word as PlainMetric }
    if ((KEYED_METRICS as readonly string[]).includes(word))
      return this.keyedMetric(word as (typeof KEYED_METRICS)[number])
    throw expectedOneOf('a metric', word || (this.take(/^\S+/) ?? ''), start, METRIC_WORDS)
  }

  private percentile(word: string, start: number): Metric {
    const percentile = Number(word.slice(1))
    if (percentile >= 50 && percentile <= 99.99) return { kind: 'percentile', percentile }
    throw expectedOneOf('a percentile from p50 to p99.99', word, start, ['p50', 'p90', 'p95', 'p99', 'p99.9'])
  }

  private keyedMetric(kind: (typeof KEYED_METRICS)[number]): Metric {
    this.expect('(', `${kind}(key)`)
    const pattern = kind === 'custom' || kind === 'alert' ? KEY : MONITORED_KEY
    const key = this.key(`the key of a ${kind === 'alert' ? 'rule' : 'metric'}`, pattern)
    if (kind !== 'increase') {
      this.expect(')', `${kind}(${key})`)
      return { kind, key }
    }
    this.expect(',', `increase(${key}, 1h)`)
    this.skipSpace()
    const overMs = this.duration('1h', /\)/)
    this.expect(')', `increase(${key}, 1h)`)
    return { kind, key, overMs }
  }

  private service(metric: Metric): boolean {
    if (this.text[this.position] !== '.') return false
    const start = this.position
    const suffix = this.take(/^\.\w*/) ?? ''
    const ofTime =
      metric.kind === 'percentile' || (metric.kind === 'plain' && ['mean', 'min', 'max'].includes(metric.name))
    if (suffix === '.service' && ofTime) return true
    if (suffix !== '.service') throw expectedOneOf('".service"', suffix, start, ['.service'])
    throw unreadable('a comparator', 'only percentiles, mean, min and max have a service time', start, 'p95.service')
  }

  private selector(metric: Metric): Selector | null {
    this.skipSpace()
    if (this.text[this.position] !== '(') return null
    const start = this.position
    this.position++
    if (!takesSelector({ metric }))
      throw unreadable('a comparator', 'this metric is not split by operation', start, '<')
    this.skipSpace()
    const selector = this.selectorInside()
    this.expect(')', 'p95(create-order)')
    return selector
  }

  private selectorInside(): Selector | null {
    if (this.take(/^\*/)) return null
    const start = this.position
    const prefix = this.take(/^[a-z]+:/i)
    if (!prefix) {
      const key = this.key('the key of an operation or flow', JOB_KEY)
      return { kind: key.endsWith('.job') ? 'flow' : 'operation', key }
    }
    const kind = prefix.slice(0, -1)
    if (kind === 'status') {
      const status = this.take(/^[1-5](?:xx|\d\d)/i)
      if (!status) throw unreadable('a status', 'a class or a code is needed', this.position, '5xx')
      return { kind, key: status.toLowerCase() }
    }
    if (kind === 'payload' || kind === 'operation' || kind === 'flow')
      return { kind, key: this.key(`the key of a ${kind}`, kind === 'flow' ? JOB_KEY : KEY) }
    throw expectedOneOf('a selector', prefix, start, ['payload:', 'status:', 'operation:', 'flow:'])
  }

  private comparator(metric: Metric): Comparator {
    this.skipSpace()
    const start = this.position
    if (metric.kind === 'alert' && this.word('within')) return '<='
    const written = this.take(COMPARATOR)
    if (!written)
      throw expectedOneOf('a comparator', this.take(/^[^\s\w]+|^\S+/) ?? '', start, ['=', '<', '>', '<=', '>=', '!='])
    return SPELLED[written] ?? (written as Comparator)
  }

  private window(): CriterionWindow | null {
    if (this.word('during')) {
      this.skipSpace()
      return { kind: 'during', phase: this.key('a stage or phase (steady, ramp-up, s1)') }
    }
    return this.word('at') ? { kind: 'at', atMs: this.duration('at 4h', /$/) } : null
  }

  /** `200ms durring steady`: the value is fine, the word after it is not. */
  private refuseMistypedWindow(written: string, start: number): void {
    const match = /\s([a-z]{4,})(?:\s|$)/i.exec(written)
    const words = ['during', 'for', 'at']
    if (match?.[1] && nearestWord(match[1], words))
      throw expectedOneOf('a window', match[1], start + match.index + 1, words)
  }

  private duration(example: string, until: RegExp): number {
    this.skipSpace()
    const start = this.position
    const read = parseDuration(this.upTo(until))
    if (!read.ok) throw unreadable('a duration', read.message, start, example)
    return read.value
  }

  private key(what: string, pattern = KEY): string {
    this.skipSpace()
    const start = this.position
    const word = this.take(/^[^\s(),]+/) ?? ''
    if (pattern.test(word)) return word
    throw unreadable(
      what,
      word ? `"${word}" is no key, keys look like create-order` : 'it is missing',
      start,
      'create-order',
    )
  }

  private word(word: string): boolean {
    this.skipSpace()
    const next = this.text.slice(this.position)
    if (!next.startsWith(word) || /^\w/.test(next.slice(word.length))) return false
    this.position += word.length
    return true
  }

  private expect(character: string, example: string): void {
    this.skipSpace()
    if (this.text[this.position] === character) {
      this.position++
      return
    }
    throw unreadable(`"${character}"`, `it is missing, as in ${example}`, this.position, character)
  }

  private end(expected: string[]): void {
    this.skipSpace()
    if (this.position >= this.text.length) return
    const start = this.position
    throw expectedOneOf('the end', this.take(/^\S+/) ?? '', start, expected)
  }

  private upTo(stop: RegExp): string {
    const rest = this.text.slice(this.position)
    const index = rest.search(stop)
    const part = index < 0 ? rest : rest.slice(0, index)
    this.position += part.length
    return part.trim()
  }

  private take(pattern: RegExp): string | null {
    const match = pattern.exec(this.text.slice(this.position))
    if (!match) return null
    this.position += match[0].length
    return match[0]
  }

  private skipSpace(): void {
    while (/\s/.test(this.text[this.position] ?? '')) this.position++
  }
}
