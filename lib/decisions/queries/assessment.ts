// A cycle assessed: its facts, coverage, waivers and evidence, and what the rules make of them.

import { coverageOf } from '#lib/cycles/coverage.ts'
import type { Coverage } from '#lib/cycles/coverage-schema.ts'
import type { Evidence } from '#lib/cycles/evidence.ts'
import type { CycleFacts } from '#lib/cycles/facts.ts'
import { readChecklists } from '#lib/cycles/queries/checklists.ts'
import { evidenceOf } from '#lib/cycles/queries/evidence.ts'
import { readCycleFacts } from '#lib/cycles/queries/facts.ts'
import type { Checklists } from '#lib/cycles/schema.ts'
import type { Waived } from '#lib/cycles/waived.ts'
import type { Tx } from '#lib/db/client.ts'
import { cycleConfidence } from '../confidence.ts'
import { propose } from '../proposal.ts'
import type { Proposal } from '../schema.ts'
import { holdingWaivers, type WaiverRow } from '../waiver.ts'

export interface Assessment {
  facts: CycleFacts
  evidence: Evidence
  checklists: Checklists
  coverage: Coverage
  /** All of them, oldest first. */
  waivers: WaiverRow[]
  holding: Waived[]
  proposal: Proposal
}

/** Authorize before calling. */
export async function assessCycle(tx: Tx, cycleId: string, now: Date): Promise<Assessment> {
  const facts = await readCycleFacts(tx, cycleId)
  const [evidence, checklists, waivers] = await Promise.all([
    evidenceOf(tx, facts),
    readChecklists(tx, facts),
    tx.waiver.findMany({ where: { cycleId }, orderBy: { id: 'asc' } }),
  ])
  const holding = holdingWaivers(waivers, now)
  const coverage = coverageOf(facts, checklists.success, holding)
  const proposal = propose({ facts, coverage, waivers: holding }, cycleConfidence(facts, coverage, now))
  return { facts, evidence, checklists, coverage, waivers, holding, proposal }
}
