// A check in plain words.

import type { Check } from '#lib/plans/compiled.ts'
import { sayDuration } from '../fields/reading.ts'

const WORDS = { '=': 'is', '!=': 'is not', '<': 'below', '<=': 'at most', '>': 'above', '>=': 'at least' } as const

export function sayCheck({ subject, test }: Check): string {
  const what =
    subject.kind === 'body'
      ? `${subject.path} of the body`
      : subject.kind === 'header'
        ? `the header ${subject.name}`
        : `the ${subject.kind}`
  if (test.kind === 'exists') return `${what} is there`
  if (test.kind === 'in') return `${what} is one of ${test.values.join(', ')}`
  if (test.kind === 'contains') return `${what} contains ${test.text}`
  const value = subject.kind === 'latency' && typeof test.value === 'number' ? sayDuration(test.value) : test.value
  return `${what} ${WORDS[test.comparator]} ${value}`
}
