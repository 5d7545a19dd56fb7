// Which run others are held against, and which came before.

import type { Tx } from '#lib/db/client.ts'

export function findBaseline(tx: Tx, planId: string, scenario: string) {
  return tx.baseline.findUnique({ where: { planId_scenario: { planId, scenario } } })
}

interface Place {
  id: string
  planId: string
  scenario: string
  environment: string
  createdAt: Date
}

/** The newest valid run of the same plan, scenario and environment before this one. */
export async function findPreviousValid(tx: Tx, run: Place): Promise<string | null> {
  return (await listEarlierValid(tx, run, [], 1))[0] ?? null
}

const MOST_EARLIER = 8

/** Completed valid runs of the same plan, scenario and environment before this one, oldest first. */
export async function listEarlierValid(
  tx: Tx,
  { id, planId, scenario, environment, createdAt }: Place,
  except: readonly string[] = [],
  most = MOST_EARLIER,
): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT run.id FROM run
    WHERE plan_id = ${planId}::uuid AND scenario = ${scenario} AND environment = ${environment}
      AND state = 'ended' AND end_reason = 'completed' AND created_at < ${createdAt}
      AND run.id <> ALL (${[id, ...except]}::uuid[])
      AND (
        SELECT validity->>'status' FROM run_verdict
        WHERE run_id = run.id AND revision_id = run.revision_id ORDER BY rules_version DESC LIMIT 1
      ) = 'valid'
    ORDER BY created_at DESC LIMIT ${most}`
  return rows.map((row) => row.id).reverse()
}
