// What the numbers of a run say, a sentence each: findings marked, what could not be computed left out.

import type { Analysis } from '#lib/analysis/analysis.ts'

const MARKS: Record<Analysis['tone'], string> = { good: ' ', bad: '!', note: ' ', unknown: '?' }

export function formatAnalyses(analyses: readonly Analysis[]): string {
  if (analyses.length === 0) return ''
  const lines = analyses.map(({ title, tone, sentence }) => `${MARKS[tone]} ${title}: ${sentence}`)
  return `\n${lines.join('\n')}\n`
}
