// Regular expressions over answers. One that backtracks without end would stop the pacing of everybody, so each is told apart by what
// matching can cost at most: with k unbounded quantifiers, none inside of another, and s places where a match may begin, a text of n
// characters takes up to s · n^k steps. What stays small is matched directly (1 µs); everything else by `vm`, which ends it after 50 ms
// (some 100 µs more each time). A text that takes longer is not searched: nobody knows whether the pattern is in it, which is no fault of
// the target. After a few such texts in a row a pattern rests for a while after each, so that load goes on beside it.

import { createContext, Script } from 'node:vm'
import { AppError } from '#lib/core/errors.ts'
import { PATTERN_TIMEOUT } from './error-class.ts'

export const PATTERN_LIMIT_MS = 50
/** About 10 ms of matching. */
const CHEAP_STEPS = 4_000_000
const MOST_TIMEOUTS = 3
const REST_MS = 1000

/** The text was not searched, as that takes too long. */
export class PatternTimeout extends Error {
  readonly code = PATTERN_TIMEOUT
}

/** What the first pattern that took too long in this thread has to do with the run; null = none has. */
let trouble: string | null = null

export function patternTrouble(): string | null {
  return trouble
}

export interface Pattern {
  /** The first group of the first match, or the whole match without groups; null when nothing matches. Throws `PatternTimeout`. */
  find(text: string): string | null
}

/** Throws `invalid_input` on what is no regular expression. */
export function compilePattern(source: string, flags = ''): Pattern {
  const direct = compileExpression(source, flags)
  const cost = costOf(source)
  let limited: LimitedPattern | null = null
  return {
    find(text) {
      if (cost !== null && isCheap(cost, text)) return found(direct.exec(text))
      limited ??= new LimitedPattern(source, flags)
      return limited.find(text)
    },
  }
}

function compileExpression(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, flags)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new AppError('invalid_input', `${source} is no pattern (${why}); write, for example, "csrf" value="([^"]+)"`)
  }
}

function found(match: RegExpExecArray | null): string | null {
  return match === null ? null : (match[1] ?? match[0])
}

class LimitedPattern {
  readonly #source: string
  readonly #script: Script
  readonly #context = createContext(Object.assign(Object.create(null), { text: '' }))
  /** Texts in a row that took too long. */
  #timeouts = 0
  #restsUntilMs = 0

  constructor(source: string, flags: string) {
    this.#source = source
    this.#script = new Script(`new RegExp(${JSON.stringify(source)}, '${flags}').exec(text)`)
  }

  find(text: string): string | null {
    if (performance.now() < this.#restsUntilMs) throw this.#timeout()
    this.#context.text = text
    try {
      const match = found(
        this.#script.runInContext(this.#context, { timeout: PATTERN_LIMIT_MS }) as RegExpExecArray | null,
      )
      this.#timeouts = 0
      return match
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
      if (++this.#timeouts >= MOST_TIMEOUTS) this.#restsUntilMs = performance.now() + REST_MS
      throw this.#timeout()
    } finally {
      this.#context.text = ''
    }
  }

  #timeout(): PatternTimeout {
    const message = `The pattern ${this.#source} takes longer than ${PATTERN_LIMIT_MS} ms; answers it did not get through are counted as dropped by the generator. Write it without a repeat inside of a repeat.`
    trouble ??= message
    return new PatternTimeout(message)
  }
}

interface Cost {
  /** Every match begins with it; empty when it can begin anywhere. */
  prefix: string
  /** Unbounded quantifiers. */
  unbounded: number
  /** What bounded quantifiers and choices multiply the steps by. */
  factor: number
}

function isCheap({ prefix, unbounded, factor }: Cost, text: string): boolean {
  const most = CHEAP_STEPS / factor / text.length ** unbounded
  if (text.length <= most) return true
  if (prefix === '' || most < 1) return false
  let starts = 0
  for (let at = text.indexOf(prefix); at >= 0; at = text.indexOf(prefix, at + 1)) if (++starts > most) return false
  return true
}

const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/

/** null = not known to be bounded: a quantifier inside of a quantified group, a choice that is repeated, a look around, a reference back. */
export function costOf(source: string): Cost | null {
  const cost: Cost = { prefix: '', unbounded: 0, factor: 1 }
  let isPrefix = !source.includes('|')
  let at = 0
  while (at < source.length) {
    const atom = atomAt(source, at)
    if (atom === null) return null
    at += atom.length
    // Choices in a row multiply: (a|a)(a|a)… has two ways through each.
    if (atom === '|') cost.factor *= 2
    const quantifier = QUANTIFIER.exec(source.slice(at))
    const literal = quantifier ? null : literalOf(atom)
    if (isPrefix && literal !== null) cost.prefix += literal
    else if (atom !== '(' && atom !== '(?:') isPrefix = false
    if (!quantifier) continue
    at += quantifier[0].length
    if (atom === ')') return null
    addQuantifier(cost, quantifier)
  }
  return cost
}

function addQuantifier(cost: Cost, [text, least, comma, most]: RegExpExecArray): void {
  if (text.startsWith('*') || text.startsWith('+') || (comma !== undefined && most === '')) cost.unbounded++
  else if (text.startsWith('?')) cost.factor *= 2
  else cost.factor *= Math.max(1, Number(most ?? least))
}

/** A piece of the pattern that a quantifier can follow; null for one that is not looked into. */
function atomAt(source: string, at: number): string | null {
  const rest = source.slice(at)
  if (rest.startsWith('(?:')) return '(?:'
  const named = /^\(\?<[A-Za-z_]\w*>/.exec(rest)
  if (named) return named[0]
  if (rest.startsWith('(?')) return null
  if (rest[0] === '[') return /^\[(?:\\.|[^\]\\])*\]/s.exec(rest)?.[0] ?? null
  if (rest[0] !== '\\') return rest[0]!
  return /^\\[1-9k]/.test(rest) ? null : (/^\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|c[A-Za-z]|.)/s.exec(rest)?.[0] ?? null)
}

function literalOf(atom: string): string | null {
  if (/^\\[^\w\s]$/.test(atom)) return atom[1]!
  return atom.length === 1 && !/[\^$.*+?()[\]{}|]/.test(atom) ? atom : null
}
