// Which revisions ask for the same load of a scenario. A revision never changes, so that what it asks for is worked out once per process.

import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '../compiled.ts'
import { type SentScenario, scenarioLoadHash } from '../scenario-load.ts'

export interface RevisionRef {
  id: string
  /** Of the whole plan: where it is the same, so is the load of every scenario. */
  loadHash: string
}

export interface LoadQuestion extends SentScenario {
  own: RevisionRef
  other: RevisionRef
}

const known = new Map<string, string | null>()
const MOST_KNOWN = 20_000

/** For each question, whether both revisions ask for the same load of its scenario. Authorize before calling. */
export async function findSameLoads(tx: Tx, questions: readonly LoadQuestion[]): Promise<boolean[]> {
  const answers: boolean[] = []
  for (const { own, other, ...sent } of questions) {
    const isSame =
      own.loadHash === other.loadHash || isEqual(await hashOf(tx, own.id, sent), await hashOf(tx, other.id, sent))
    answers.push(isSame)
  }
  return answers
}

const isEqual = (one: string | null, other: string | null) => one !== null && one === other

async function hashOf(tx: Tx, revisionId: string, { scenario, environment }: SentScenario): Promise<string | null> {
  const name = JSON.stringify([revisionId, scenario, environment])
  const found = known.get(name)
  if (found !== undefined) return found
  const row = await tx.planRevision.findUnique({ where: { id: revisionId }, select: { compiled: true } })
  const plan = row?.compiled as unknown as CompiledPlan | undefined
  if (!plan) return null
  if (known.size >= MOST_KNOWN) known.clear()
  // All of its scenarios at once: who asks for one asks for the others.
  for (const { key } of plan.scenarios) remember(plan, revisionId, { scenario: key, environment })
  return remember(plan, revisionId, { scenario, environment })
}

function remember(plan: CompiledPlan, revisionId: string, sent: SentScenario): string | null {
  const hash = scenarioLoadHash(plan, sent)
  known.set(JSON.stringify([revisionId, sent.scenario, sent.environment]), hash)
  return hash
}
