import type { Finding } from '#lib/plans/finding.ts'

export interface LoadFieldsProps {
  path: string[]
  model: 'users' | 'rate'
  problems: readonly Finding[]
}

/** What compiling says of one field: only what is wrong with what was typed, never that nothing was typed yet. */
export function problemAt(problems: readonly Finding[], path: readonly string[]): string | undefined {
  return problems.find(({ places, rule }) => rule !== 'missing' && places.includes(path.join('.')))?.message
}

/** The same of a row and its fields. */
export function problemWithin(problems: readonly Finding[], path: readonly string[]): string | undefined {
  const place = path.join('.')
  return problems.find(
    ({ places, rule }) => rule !== 'missing' && places.some((one) => one === place || one.startsWith(`${place}.`)),
  )?.message
}

/** Path, and what is wrong there, of fields below a path. */
export function fieldsAt(path: readonly string[], problems: readonly Finding[]) {
  return (name: string) => ({ path: [...path, name], error: problemAt(problems, [...path, name]) })
}
