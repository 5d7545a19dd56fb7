// The mix of a scenario as shares of a whole.

import type { ScenarioDraft } from '#lib/plans/document/plan.ts'
import type { Named } from '../draft/use-named.ts'

export type MixItem = NonNullable<ScenarioDraft['mix']>[number]

export interface MixShare {
  name: string
  /** 0 – 1; null while its weight cannot be read. */
  share: number | null
  isKnown: boolean
}

export const mixTarget = (item: MixItem): string =>
  item.flow ? `flow:${item.flow}` : `operation:${item.operation ?? ''}`

export function mixShares(mix: readonly MixItem[], operations: readonly Named[], flows: readonly Named[]): MixShare[] {
  const weights = mix.map(({ weight }) => readWeight(weight))
  const total = weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0)
  return mix.map((item, index) => {
    const named = item.flow
      ? flows.find(({ key }) => key === item.flow)
      : operations.find(({ key }) => key === item.operation)
    const weight = weights[index]
    return {
      name: named?.name || item.flow || item.operation || 'nothing chosen',
      share: weight === null || weight === undefined || total === 0 ? null : weight / total,
      isKnown: named !== undefined,
    }
  })
}

/** A weight as typed, null while it is no number; none is 1. */
export function readWeight(text: string | undefined): number | null {
  const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*%?\s*$/.exec(text ?? '1')
  return match ? Number(match[1]) : null
}
