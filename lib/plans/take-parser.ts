// Text to `take`. Grammar: sum = product { ("+" | "-") product }; product = one { ("*" | "/") one };
// one = "-" one | number | "(" sum ")" | name [ "{" label ("=" | "!=" | "=~" | "!~") "value" { "," … } "}" ] | path | function "(" … ")".

import { expectedOneOf, ParseFailure, type ParseProblem, unreadable } from './parse-problem.ts'
import { LABEL_COMPARATORS, type LabelMatcher, TAKE_FUNCTIONS, type TakeExpression, type TakeFunction } from './take.ts'

export type ParsedTake = { ok: true; expression: TakeExpression } | { ok: false; problem: ParseProblem }

const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?/
const NAME = /^[A-Za-z_:][A-Za-z0-9_:]*/
const TEXT = /^"(?:[^"\\]|\\.)*"|^'(?:[^'\\]|\\.)*'/
/** A step of a path but those in brackets. */
const STEP = /\.\.?(?:[\p{L}_][\p{L}\p{N}_]*|\*)|\.\.(?=\[)/uy
const MOST_DEPTH = 50
const MOST_LETTERS = 2000

/** Reads a `take`; a failure has the position, what was expected and the nearest valid word. */
export function parseTake(text: string): ParsedTake {
  try {
    if (text.length > MOST_LETTERS)
      throw unreadable('an expression', `it has more than ${MOST_LETTERS} letters`, MOST_LETTERS, 'db_pool_used')
    return { ok: true, expression: new TakeReader(text).read() }
  } catch (error) {
    if (error instanceof ParseFailure) return { ok: false, problem: error.problem }
    throw error
  }
}

class TakeReader {
  readonly #text: string
  #position = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  read(): TakeExpression {
    const expression = this.#sum()
    this.#skipSpace()
    if (this.#position < this.#text.length) {
      const found = /^\S+/.exec(this.#rest())![0]
      throw unreadable('an operator', `"${found}" is none; write +, -, * or /`, this.#position, '+')
    }
    return expression
  }

  #sum(): TakeExpression {
    let left = this.#product()
    for (let sign = this.#take(/^[-+−]/); sign; sign = this.#take(/^[-+−]/))
      left = { kind: 'binary', operator: sign === '+' ? '+' : '-', left, right: this.#product() }
    return left
  }

  #product(): TakeExpression {
    let left = this.#one()
    for (let sign = this.#take(/^[*/]/); sign; sign = this.#take(/^[*/]/))
      left = { kind: 'binary', operator: sign as '*' | '/', left, right: this.#one() }
    return left
  }

  #one(): TakeExpression {
    if (++this.#depth > MOST_DEPTH)
      throw unreadable('less depth', `at most ${MOST_DEPTH} parts stand inside of each other`, this.#position, 'a + b')
    const one = this.#part()
    this.#depth--
    return one
  }

  #part(): TakeExpression {
    if (this.#take(/^[-−]/)) return { kind: 'negative', of: this.#one() }
    if (this.#take(/^\(/)) {
      const inside = this.#sum()
      this.#close('( a + b )')
      return inside
    }
    const number = this.#take(NUMBER)
    if (number) return { kind: 'number', value: Number(number) }
    this.#take(/^body(?=\s+\$)/)
    if (this.#next() === '$') return { kind: 'path', path: this.#path() }
    const start = this.#position
    const name = this.#take(NAME)
    if (!name) throw this.#expected('a figure, a number or a function', ['db_pool_used', '100', ...TAKE_FUNCTIONS])
    if (this.#take(/^\(/)) return this.#call(name, start)
    return this.#figure(name)
  }

  #figure(name: string): Extract<TakeExpression, { kind: 'name' }> {
    const labels = this.#take(/^\{/) ? this.#labels() : []
    if (this.#next() === '[') {
      const why = 'a rate is over the time between two readings; leave out the time in brackets'
      throw unreadable('an operator', why, this.#position, `rate(${name})`)
    }
    return { kind: 'name', name, labels }
  }

  #path(): string {
    const start = this.#position++
    for (;;) {
      STEP.lastIndex = this.#position
      if (STEP.test(this.#text)) this.#position = STEP.lastIndex
      else if (this.#text[this.#position] === '[') this.#position = this.#bracketEnd(this.#position)
      else return this.#endingPath(start)
    }
  }

  /** Each `..` looks into everything below whatever the one before it found. */
  #endingPath(start: number): string {
    const path = this.#text.slice(start, this.#position)
    if (path.split('..').length <= 2) return path
    throw unreadable(
      'a path',
      'it looks into everything (..) more than once, which may take for ever',
      start,
      '$..depth',
    )
  }

  /** Position behind the bracket that closes the one at `start`. */
  #bracketEnd(start: number): number {
    let depth = 0
    let quote = ''
    for (let at = start; at < this.#text.length; at++) {
      const character = this.#text[at]!
      if (quote) {
        if (character === '\\') at++
        else if (character === quote) quote = ''
      } else if (character === '"' || character === "'") quote = character
      else if (character === '[') depth++
      else if (character === ']' && --depth === 0) return at + 1
    }
    throw unreadable('"]"', 'a bracket of the path is not closed', this.#text.length, ']')
  }

  #labels(): LabelMatcher[] {
    const labels: LabelMatcher[] = []
    while (!this.#take(/^\}/)) {
      if (labels.length > 0 && !this.#take(/^,/)) throw this.#expected('"," or "}"', [',', '}'])
      if (labels.length > 0 && this.#take(/^\}/)) break
      labels.push(this.#label())
    }
    return labels
  }

  #label(): LabelMatcher {
    const label = this.#take(/^[A-Za-z_][A-Za-z0-9_]*/)
    if (!label) throw this.#expected('a label', ['status', 'method'])
    const comparator = this.#take(/^(?:=~|!~|!=|=)/) as LabelMatcher['comparator'] | null
    if (!comparator) throw this.#expected('a comparator', LABEL_COMPARATORS)
    const start = this.#position
    const text = this.#take(TEXT)
    if (text === null) throw this.#expected('a text in quotes', ['"500"'])
    const value = text.slice(1, -1).replace(/\\(.)/g, (_, character) => (character === 'n' ? '\n' : character))
    if (comparator.endsWith('~') && !isPattern(value))
      throw unreadable('a pattern', `"${value}" is none, or one that may take for ever`, start, 'status=~"5.."')
    return { label, comparator, value }
  }

  #call(name: string, start: number): TakeExpression {
    if (!(TAKE_FUNCTIONS as readonly string[]).includes(name))
      throw expectedOneOf('a function', name, start, TAKE_FUNCTIONS)
    const made = this.#arguments(name as TakeFunction)
    this.#close(EXAMPLES[name as TakeFunction])
    return made
  }

  #arguments(name: TakeFunction): TakeExpression {
    if (name === 'histogram_quantile') return this.#quantile()
    const start = this.#position
    const of = this.#sum()
    if (name !== 'rate' && name !== 'increase') return { kind: 'over', name, of }
    if (!isSumOfCounters(of))
      throw unreadable('counters', 'it takes counters, several of them added', start, EXAMPLES[name])
    return { kind: 'growth', perSecond: name === 'rate', of }
  }

  #quantile(): TakeExpression {
    this.#skipSpace()
    const start = this.#position
    const quantile = Number(this.#take(NUMBER) ?? Number.NaN)
    if (!(quantile > 0 && quantile <= 1))
      throw unreadable('a share above 0, at most 1', 'it comes first', start, EXAMPLES.histogram_quantile)
    if (!this.#take(/^,/)) throw this.#expected('","', [','])
    this.#skipSpace()
    const at = this.#position
    const of = this.#sum()
    const inside = of.kind === 'growth' ? of.of : of
    if (inside.kind !== 'name') throw unreadable('a histogram', 'its name is needed', at, EXAMPLES.histogram_quantile)
    return { kind: 'quantile', quantile, of: inside, growth: of.kind === 'growth' }
  }

  #close(example: string): void {
    if (!this.#take(/^\)/)) throw unreadable('")"', `it is missing, as in ${example}`, this.#position, ')')
  }

  #expected(what: string, expected: readonly string[]): ParseFailure {
    this.#skipSpace()
    return expectedOneOf(what, /^\S+/.exec(this.#rest())?.[0] ?? '', this.#position, expected)
  }

  #next(): string {
    this.#skipSpace()
    return this.#text[this.#position] ?? ''
  }

  #rest(): string {
    return this.#text.slice(this.#position)
  }

  #take(pattern: RegExp): string | null {
    this.#skipSpace()
    const match = pattern.exec(this.#rest())
    if (!match) return null
    this.#position += match[0].length
    return match[0]
  }

  #skipSpace(): void {
    while (/\s/.test(this.#text[this.#position] ?? '')) this.#position++
  }
}

const EXAMPLES: Record<TakeFunction, string> = {
  rate: 'rate(http_requests_total)',
  increase: 'increase(http_requests_total)',
  sum: 'sum(job_queue_depth)',
  avg: 'avg(job_queue_depth)',
  min: 'min(job_queue_depth)',
  max: 'max(job_queue_depth)',
  histogram_quantile: 'histogram_quantile(0.95, http_request_duration_seconds)',
}

/** What grew is told of each counter by itself, as any of them may have been restarted: a sum of them has an answer, a product none. */
function isSumOfCounters(expression: TakeExpression): boolean {
  if (expression.kind === 'binary')
    return expression.operator === '+' && isSumOfCounters(expression.left) && isSumOfCounters(expression.right)
  if (expression.kind === 'over') return expression.name === 'sum' && isSumOfCounters(expression.of)
  return expression.kind === 'name' || expression.kind === 'path'
}

const MOST_PATTERN_LETTERS = 200
const MOST_CHOICES = 3

/** One that ends in time on any label: no repeated groups, few repetitions, and few groups, each of which may be a choice of several. */
function isPattern(text: string): boolean {
  const count = (pieces: RegExp) => (text.match(pieces) ?? []).length
  if (text.length > MOST_PATTERN_LETTERS || /\)[*+?{]/.test(text)) return false
  if (count(/[*+{]|(?<!\()\?/g) > MOST_CHOICES || count(/\(/g) > MOST_CHOICES) return false
  try {
    return new RegExp(`^(?:${text})$`, 'u') !== null
  } catch {
    return false
  }
}
