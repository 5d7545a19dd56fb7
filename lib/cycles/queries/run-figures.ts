// The numbers of runs for the tables of a cycle. A run that ended never changes, so that its figures are kept in this process.

import { fewAtOnce } from '#lib/core/few-at-once.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { findMeasuredSeconds, listWindowRows } from '#lib/runs/queries/window-rows.ts'
import { isAllOperations } from '#lib/runs/series.ts'
import type { WindowRow } from '#lib/runs/window.ts'
import { mergeRows, responseSpread, shownQuantile } from '#lib/runs/window.ts'
import type { RunFact } from '../facts.ts'
import { type RunFigures, steadySeconds } from '../run-figures.ts'

const kept = new Map<string, RunFigures>()
const MOST_KEPT = 2_000

/** By id of the run. `plan` is that of the cycle: its stages are those of every run that counts. Authorize before calling. */
export async function readFigures(
  tx: Tx,
  plan: CompiledPlan,
  runs: readonly RunFact[],
): Promise<Map<string, RunFigures>> {
  const figures = await fewAtOnce(runs, RUNS_AT_ONCE, async (run) => kept.get(run.id) ?? (await measure(tx, plan, run)))
  return new Map(runs.map((run, index) => [run.id, figures[index] as RunFigures]))
}

/** A few connections, of those everybody shares. */
const RUNS_AT_ONCE = 4

async function measure(tx: Tx, plan: CompiledPlan, run: RunFact): Promise<RunFigures> {
  const measured = await findMeasuredSeconds(tx, run.id)
  const durationMs = run.startedAt && run.endedAt ? run.endedAt.getTime() - run.startedAt.getTime() : measured * 1000
  const scenario = plan.scenarios.find(({ key }) => key === run.scenario)
  const steady = scenario ? steadySeconds(scenario, Math.min(durationMs, measured * 1000)) : []
  const part = { shards: null, allOperations: true, has: isAllOperations }
  const window = { fromSecond: 0, toSecond: measured }
  const [rows, peaks] = await Promise.all([
    listWindowRows(tx, run.id, window, { part, cuts: steady.flat() }),
    readPeaks(tx, run.id),
  ])
  const figures = { durationMs, ...peaks, ...wholeRun(rows), steadyRatePerSecond: okRate(rows, steady) }
  // Its last rows may still be on their way before it was judged.
  if (run.state === 'ended' && run.verdict) keep(run.id, figures)
  return figures
}

function wholeRun(rows: readonly WindowRow[]) {
  const whole = mergeRows(rows)
  const { counts } = whole
  const told = counts.ok + counts.failed
  const ms = (micros: number | null) => (micros === null ? null : micros / 1000)
  const at = (fraction: number) => ms(shownQuantile(whole, fraction))
  return {
    requests: counts.sent,
    errorRate: told > 0 ? counts.failed / told : null,
    latencyMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: ms(responseSpread(whole).max) },
  }
}

/** No row reaches over the edge of a range. */
function okRate(rows: readonly WindowRow[], ranges: readonly [number, number][]): number | null {
  const seconds = ranges.reduce((sum, [from, to]) => sum + to - from, 0)
  const inside = rows.filter(({ startSecond }) => ranges.some(([from, to]) => startSecond >= from && startSecond < to))
  return seconds > 0 ? inside.reduce((sum, { ok }) => sum + ok, 0) / seconds : null
}

async function readPeaks(tx: Tx, runId: string) {
  const rows = await tx.$queryRaw<{ users: number | null; rate: number | null }[]>`
    SELECT max(users)::int AS users, max(sent)::int AS rate FROM (
      SELECT sum(users) AS users, sum(sent) AS sent FROM generator_second WHERE run_id = ${runId}::uuid GROUP BY second
    ) AS each_second`
  return { peakUsers: rows[0]?.users ?? null, peakRatePerSecond: rows[0]?.rate ?? null }
}

function keep(runId: string, figures: RunFigures): void {
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
  kept.set(runId, figures)
}
