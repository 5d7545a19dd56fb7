// The checklists of a cycle: marks as stored, and what can be proven at this moment.

import type { Tx } from '#lib/db/client.ts'
import { runLabel } from '#lib/runs/head.ts'
import { listObstacles } from '#lib/runs/queries/obstacles.ts'
import { decidePlanTarget } from '#lib/runs/queries/preflight.ts'
import { listLiveWorkers } from '#lib/runs/queries/workers.ts'
import { checklistsOf, type Probe, type StoredMark } from '../checklist.ts'
import type { CycleFacts } from '../facts.ts'
import type { ChecklistName, Checklists, MarkState } from '../schema.ts'
import { ATTACHMENT_COLUMNS, toAttachment } from './attachment.ts'

/** Authorize before calling. */
export async function readChecklists(tx: Tx, facts: CycleFacts): Promise<Checklists> {
  const [marks, probes] = await Promise.all([listMarks(tx, { cycleId: facts.cycle.id }), probe(tx, facts)])
  return checklistsOf(facts, marks, probes)
}

/** Oldest first. */
export async function listMarks(tx: Tx, where: { cycleId: string } | { runId: string }): Promise<StoredMark[]> {
  const rows = await tx.checklistMark.findMany({
    where,
    orderBy: { id: 'asc' },
    include: { run: { select: { id: true, number: true } }, attachment: { select: ATTACHMENT_COLUMNS } },
  })
  return rows.map((row) => ({
    id: row.id,
    list: row.list as ChecklistName,
    item: row.item,
    state: row.state as MarkState,
    note: row.note,
    by: row.actorName,
    at: row.createdAt.toISOString(),
    run: row.run && { id: row.run.id, label: runLabel(row.run.number) },
    attachment: row.attachment && toAttachment(row.attachment),
  }))
}

async function probe(tx: Tx, { cycle, plan, revision }: CycleFacts): Promise<Probe[]> {
  const input = { scenario: plan.scenarios[0]?.key ?? '', environment: cycle.environment }
  const [target, workers, obstacles] = await Promise.all([
    withinASecond(decidePlanTarget(plan, input)),
    listLiveWorkers(tx),
    listObstacles(tx, cycle.projectId, plan, input),
  ])
  const missing = obstacles.filter(({ code }) => DATA.includes(code))
  const blocked = obstacles.find(({ code }) => code === 'load-blocked')
  const up = workers.length === 1 ? '1 worker is up.' : `${workers.length} workers are up.`
  return [
    { key: 'probe-target', text: 'Load may be sent to the environment', ok: target.allowed, finding: target.reason },
    {
      ...{ key: 'probe-worker', text: 'A worker is up, and load is allowed', ok: workers.length > 0 && !blocked },
      finding: blocked?.message ?? (workers.length > 0 ? up : 'No worker is up. Start one with `npm run worker`.'),
    },
    {
      ...{ key: 'probe-plan', text: 'The plan is without errors', ok: true },
      finding: `Revision ${revision.number} was frozen without errors.`,
    },
    {
      ...{ key: 'probe-data', text: 'Files and secrets are there', ok: missing.length === 0 },
      finding: missing.map(({ message }) => message).join(' ') || 'Nothing is missing.',
    },
  ]
}

const DATA = ['file-not-uploaded', 'secret-without-value']

/** A page waits no longer for a resolver. */
async function withinASecond(decision: ReturnType<typeof decidePlanTarget>) {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<{ allowed: boolean; reason: string }>((resolve) => {
    const answer = { allowed: false, reason: 'The name of the target could not be resolved within a second.' }
    timer = setTimeout(() => resolve(answer), 1_000)
  })
  return Promise.race([decision, late]).finally(() => clearTimeout(timer))
}
