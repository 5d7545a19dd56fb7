// How severe a risk is: probability times impact, each 1 (low) to 3 (high). From 6 on it is high, from 3 on medium.

import type { PlanDraft } from './document/plan.ts'

type Risk = NonNullable<PlanDraft['risks']>[number]
export type RiskLevel = 'high' | 'medium' | 'low'

const WEIGHTS: Record<string, number> = { low: 1, medium: 2, high: 3 }

const weight = (word: string | undefined): number => WEIGHTS[word?.trim().toLowerCase() ?? ''] ?? 0

const product = ({ probability, impact }: Pick<Risk, 'probability' | 'impact'>): number =>
  weight(probability) * weight(impact)

/** Null while probability or impact is not one of low, medium and high. */
export function riskLevel(risk: Pick<Risk, 'probability' | 'impact'>): RiskLevel | null {
  const severity = product(risk)
  if (severity === 0) return null
  if (severity >= 6) return 'high'
  return severity >= 3 ? 'medium' : 'low'
}

/** The most severe first; equal ones keep their order. */
export function sortRisks<R extends Pick<Risk, 'probability' | 'impact'>>(risks: readonly R[]): R[] {
  return risks.toSorted((left, right) => product(right) - product(left))
}
