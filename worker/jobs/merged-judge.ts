// Stop rules, the levels of a search and the end of a hopeless run, over all shards of a run together: one of them reads what all have told and judges it.

import type { Db } from '#lib/db/client.ts'
import { inTransaction } from '#lib/db/transaction.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { StopOrder } from '#lib/runs/commands/lease.ts'
import { elapsedMs } from '#lib/runs/commands/lifecycle.ts'
import { storeMarks } from '#lib/runs/commands/record-marks.ts'
import { findSecondsToldByAll, listToldSeconds } from '#lib/runs/queries/told-seconds.ts'
import { RunJudge } from '#worker/engine/run-judge.ts'
import { SearchJudge } from '#worker/engine/search-judge.ts'

/** Every shard hears of a level with its lease, twice a second. */
const SEARCH_NOTICE_MS = 1000

/** Who takes over from another shard reads as much of what was before; rules look back no further but in the longest runs. */
const LOOK_BACK_SECONDS = 600

export class MergedJudge {
  readonly #db: Db
  readonly #runId: string
  readonly #judge: RunJudge
  readonly #search: SearchJudge | null
  #next: number | null = null

  /** `monitors`: what their sources have told so far, by the worker that judges. */
  constructor(
    db: Db,
    runId: string,
    plan: CompiledPlan,
    scenario: CompiledScenario,
    monitors: () => readonly MonitorSeries[] = () => [],
  ) {
    this.#db = db
    this.#runId = runId
    this.#judge = new RunJudge(scenario, monitors)
    this.#search = SearchJudge.of(plan, scenario.key, SEARCH_NOTICE_MS, monitors)
  }

  /** Takes the seconds all shards have told since the last look, and sets the next level of a search. Returns why the run ends, or null. */
  async look(): Promise<StopOrder | null> {
    const toSecond = await findSecondsToldByAll(this.#db, this.#runId)
    const fromSecond = this.#next ?? Math.max(0, toSecond - LOOK_BACK_SECONDS)
    if (toSecond <= fromSecond) return null
    const seconds = await listToldSeconds(this.#db, this.#runId, { fromSecond, toSecond })
    this.#next = toSecond
    const nowMs = this.#search ? await elapsedMs(this.#db, this.#runId) : 0
    for (const { second, rows, generator } of seconds) {
      const ending = this.#judge.look(second, rows, generator)
      if (ending) return ending
      const found = this.#search?.look(second, rows, generator, nowMs)
      if (!found) continue
      await inTransaction(this.#db, (tx) => storeMarks(tx, this.#runId, [found.mark]))
      if (found.ending !== null) return { reason: 'completed', message: found.ending }
    }
    return null
  }
}
