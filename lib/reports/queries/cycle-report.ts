// The report of a cycle, from what is stored.

import type { Ctx } from '#lib/access/actor.ts'
import { fewAtOnce } from '#lib/core/few-at-once.ts'
import { readAnalyses } from '#lib/cycles/queries/analyses.ts'
import { readCycleFacts } from '#lib/cycles/queries/facts.ts'
import { toRunHead } from '#lib/runs/head.ts'
import { listRunFacts, type RunFacts } from '#lib/runs/queries/facts.ts'
import { listOutlines, type RunOutline } from '#lib/runs/queries/outlines.ts'
import { readSummary } from '#lib/runs/queries/summary.ts'
import type { Summary } from '#lib/runs/schema.ts'
import type { RunVerdictView } from '#lib/runs/verdict-schema.ts'
import { phaseVerdicts } from '#lib/verdicts/phase-verdict.ts'
import { buildReport } from '../build-report.ts'
import type { CycleView } from '../cycle-view-schema.ts'
import { type ReportRun, reportInput } from '../report-input.ts'
import type { ReportModel } from '../report-model.ts'
import { getCycle } from './cycle.ts'

/** With the cycle it was drawn from. Throws `not_found` and `forbidden` as `getCycle` does. */
export async function getCycleReport(ctx: Ctx, cycleId: string): Promise<{ model: ReportModel; cycle: CycleView }> {
  const cycle = await getCycle(ctx, cycleId)
  const facts = await readCycleFacts(ctx.db, cycleId)
  const ids = cycle.matrix.flatMap(({ run }) => run?.id ?? [])
  const [analyses, measured] = await Promise.all([readAnalyses(ctx.db, ids), listRunFacts(ctx.db, ids)])
  const ended = measured.flatMap(({ run }) => (run.state === 'ended' && !kept.has(run.id) ? [run.id] : []))
  const outlines = await listOutlines(ctx.db, ended)
  const runs = await fewAtOnce(ids, RUNS_AT_ONCE, async (id): Promise<ReportRun | null> => {
    const own = measured.find(({ run }) => run.id === id)
    const stored = facts.runs.find((run) => run.id === id)?.verdict
    const verdict = stored ? ({ ...stored, phases: phaseVerdicts(stored.objectives) } as RunVerdictView) : null
    return own
      ? { ...(await readRun(ctx, own, verdict, outlines.get(id))), verdict, analyses: [...(analyses.get(id) ?? [])] }
      : null
  })
  const input = reportInput(
    cycle,
    facts.draft,
    runs.filter((run) => run !== null),
    ctx.now.toISOString(),
  )
  return { model: buildReport(input), cycle }
}

/** A few connections, of those everybody shares. */
const RUNS_AT_ONCE = 4

async function readRun(ctx: Ctx, facts: RunFacts, verdict: RunVerdictView | null, outline: RunOutline | undefined) {
  const { id, state } = facts.run
  const outcome = { verdict: verdict?.verdict ?? null, validity: verdict?.validity.status ?? null }
  const isOver = state === 'ended' && verdict !== null
  const summary = (isOver && kept.get(id)) || (await readSummary(ctx.db, facts, {}, outline))
  if (isOver) keep(id, summary)
  return { head: toRunHead(facts.run, outcome, ctx.now), summary }
}

// What an ended run measured never changes, and merging its histograms is most of the work of a report.
const kept = new Map<string, Summary>()
const MOST_KEPT = 200

function keep(id: string, summary: Summary): void {
  if (kept.has(id)) return
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
  kept.set(id, summary)
}
