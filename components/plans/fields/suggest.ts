import type { ParseProblem } from '#lib/plans/parse-problem.ts'

/** The line with its wrong word replaced by the nearest valid one. */
export function suggest(
  text: string,
  problem: Pick<ParseProblem, 'position' | 'nearest'>,
): { label: string; text: string }[] {
  if (!problem.nearest) return []
  const wrong = /^[\w.-]+|^[^\s\w]+/.exec(text.slice(problem.position))?.[0] ?? ''
  const mended = text.slice(0, problem.position) + problem.nearest + text.slice(problem.position + wrong.length)
  return [{ label: problem.nearest, text: mended }]
}

/** With a full stop, unless it ends in a question. */
export const asSentence = (message: string): string => (/[.?!]$/.test(message) ? message : `${message}.`)
