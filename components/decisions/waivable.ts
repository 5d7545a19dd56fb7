import type { CycleView } from '#lib/reports/cycle-view-schema.ts'

const NEED = ['fail', 'untested', 'inconclusive', 'warn', 'pass'] as const

/** What a waiver can be given for: objectives, what stands worst first, then whole scenarios that do not tell. */
export function waivable({
  coverage,
  matrix,
  proposal,
}: Pick<CycleView, 'coverage' | 'matrix' | 'proposal'>): { value: string; label: string }[] {
  const objectives = [...coverage.rows]
    .sort((a, b) => NEED.indexOf(a.result) - NEED.indexOf(b.result))
    .map((row) => ({ value: row.key, label: `${row.label || row.judge} (${row.priority}, ${row.result})` }))
  const scenarios = matrix
    .filter(({ status, scenario }) => status !== 'done' || proposal.waiversForGo?.includes(`scenario:${scenario.key}`))
    .map(({ scenario }) => ({
      value: `scenario:${scenario.key}`,
      label: `All that ${scenario.name || scenario.key} should tell`,
    }))
  return [...scenarios, ...objectives]
}
