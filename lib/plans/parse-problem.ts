// Why a sentence of the criterion or check language could not be read: where, what was expected, and what was probably meant.

import { nearestWord } from './nearest.ts'

export interface ParseProblem {
  /** Index of the first wrong character. */
  position: number
  /** A sentence for the reader, with the example. */
  message: string
  expected: string[]
  /** The nearest valid word, when something close was typed. */
  nearest: string | null
}

/** Thrown inside a parser, caught at its door. */
export class ParseFailure extends Error {
  readonly problem: ParseProblem
  constructor(problem: ParseProblem) {
    super(problem.message)
    this.problem = problem
  }
}

export function expectedOneOf(
  what: string,
  typed: string,
  position: number,
  expected: readonly string[],
): ParseFailure {
  const nearest = typed ? nearestWord(typed, expected) : null
  const found = typed ? `found "${typed}"` : 'found the end'
  const hint = nearest
    ? `did you mean "${nearest}"?`
    : `valid are ${expected.slice(0, 8).join(', ')}${expected.length > 8 ? ', …' : ''}`
  return new ParseFailure({
    position,
    message: `Expected ${what} at position ${position + 1}, ${found}; ${hint}`,
    expected: [...expected],
    nearest,
  })
}

export function unreadable(what: string, message: string, position: number, example: string): ParseFailure {
  return new ParseFailure({
    position,
    message: `Expected ${what} at position ${position + 1}: ${message}`,
    expected: [example],
    nearest: null,
  })
}
