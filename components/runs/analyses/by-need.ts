import type { Analysis } from '#lib/analysis/analysis.ts'

const NEED: Record<Analysis['tone'], number> = { bad: 0, note: 1, good: 2, unknown: 3 }

/** What went wrong first, then what to know, then what is as one wishes; what could not be computed stands apart. */
export function byNeed(analyses: readonly Analysis[]): { told: Analysis[]; unknown: Analysis[] } {
  const sorted = analyses.toSorted((a, b) => NEED[a.tone] - NEED[b.tone])
  return {
    told: sorted.filter(({ tone }) => tone !== 'unknown'),
    unknown: sorted.filter(({ tone }) => tone === 'unknown'),
  }
}
