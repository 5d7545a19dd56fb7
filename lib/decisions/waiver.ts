// An accepted breach: which objective, who stands for it, why, and until when. Without expiry there is none; past it, it has lapsed.

import { askedObjectives, labelOf } from '#lib/cycles/coverage.ts'
import type { CycleFacts } from '#lib/cycles/facts.ts'
import { SCENARIO_PREFIX, type Waived } from '#lib/cycles/waived.ts'
import type { WaiverView } from './schema.ts'

export interface WaiverRow {
  id: string
  createdAt: Date
  objective: string
  owner: string
  reason: string
  expiresAt: Date
  actorName: string
  revokedAt: Date | null
  revokedBy: string | null
}

export function waiverState(waiver: Pick<WaiverRow, 'expiresAt' | 'revokedAt'>, now: Date): WaiverView['state'] {
  if (waiver.revokedAt) return 'revoked'
  return waiver.expiresAt > now ? 'holds' : 'lapsed'
}

/** Those that count now. */
export function holdingWaivers(waivers: readonly WaiverRow[], now: Date): Waived[] {
  return waivers.filter((waiver) => waiverState(waiver, now) === 'holds')
}

type Revision = Pick<CycleFacts, 'plan' | 'draft'>

/** What it waives in words; null when the plan asks for no such thing. */
export function waiverLabel({ plan, draft }: Revision, objective: string): string | null {
  if (objective.startsWith(SCENARIO_PREFIX)) {
    const key = objective.slice(SCENARIO_PREFIX.length)
    const scenario = plan.scenarios.find((one) => one.key === key)
    return scenario ? `Everything ${scenario.name || key} should tell` : null
  }
  const found = askedObjectives(plan).find(({ key }) => key === objective)
  if (!found) return null
  const label = labelOf(draft, found)
  return label.includes(found.judge) ? label : `${label}, ${found.judge}`
}

export function toWaiver(row: WaiverRow, revision: Revision, now: Date): WaiverView {
  return {
    ...{ id: row.id, objective: row.objective, owner: row.owner, reason: row.reason, by: row.actorName },
    label: waiverLabel(revision, row.objective) ?? row.objective,
    expiresAt: row.expiresAt.toISOString(),
    at: row.createdAt.toISOString(),
    state: waiverState(row, now),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokedBy: row.revokedBy,
  }
}
