// The numbers of runs for the tables of a cycle. A run that ended never changes, so that its figures are kept in this process.

import { fewAtOnce } from '#lib/core/few-at-once.ts'
import type { Tx } from '#lib/db/client.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import { listOutlines, type RunOutline } from '#lib/runs/queries/outlines.ts'
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
  const unknown = runs.filter(({ id }) => !kept.has(id))
  const ended = unknown.filter(({ state }) => state === 'ended').map(({ id }) => id)
  const outlines = await listOutlines(tx, ended)
  const peaks = await readPeaks(tx, unknown)
  const figures = await fewAtOnce(
    runs,
    RUNS_AT_ONCE,
    async (run) =>
      kept.get(run.id) ?? (await measure(tx, plan, run, { peaks: peaks.get(run.id), outline: outlines.get(run.id) })),
  )
  return new Map(runs.map((run, index) => [run.id, figures[index] as RunFigures]))
}

/** A few connections, of those everybody shares. */
const RUNS_AT_ONCE = 4

interface Known {
  outline: RunOutline | undefined
  peaks: Peaks | undefined
}

async function measure(
  tx: Tx,
  plan: CompiledPlan,
  run: RunFact,
  { outline, peaks = NO_PEAKS }: Known,
): Promise<RunFigures> {
  const measured = outline?.measuredSeconds ?? (await findMeasuredSeconds(tx, run.id))
  const durationMs = run.startedAt && run.endedAt ? run.endedAt.getTime() - run.startedAt.getTime() : measured * 1000
  const scenario = plan.scenarios.find(({ key }) => key === run.scenario)
  const steady = scenario ? steadySeconds(scenario, Math.min(durationMs, measured * 1000)) : []
  const part = { shards: null, allOperations: true, has: isAllOperations }
  const window = { fromSecond: 0, toSecond: measured }
  const rows = await listWindowRows(tx, run.id, window, { part, cuts: steady.flat(), outline })
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

type Peaks = Pick<RunFigures, 'peakUsers' | 'peakRatePerSecond'>

const NO_PEAKS: Peaks = { peakUsers: null, peakRatePerSecond: null }

/** By id of the run. */
async function readPeaks(tx: Tx, runs: readonly RunFact[]): Promise<Map<string, Peaks>> {
  if (runs.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ runId: string; users: number | null; rate: number | null }[]>`
    SELECT run_id AS "runId", max(users)::int AS users, max(sent)::int AS rate FROM (
      SELECT run_id, sum(users) AS users, sum(sent) AS sent FROM generator_second
      WHERE run_id = ANY(${runs.map(({ id }) => id)}::uuid[]) GROUP BY run_id, second
    ) AS each_second
    GROUP BY run_id`
  return new Map(rows.map(({ runId, users, rate }) => [runId, { peakUsers: users, peakRatePerSecond: rate }]))
}

function keep(runId: string, figures: RunFigures): void {
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? '')
  kept.set(runId, figures)
}
