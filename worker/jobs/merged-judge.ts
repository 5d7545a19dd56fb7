// Stop rules and the end of a hopeless run, over all shards of a run together: one of them reads what all have told and judges it.

import type { Db } from '#lib/db/client.ts'
import type { CompiledScenario } from '#lib/plans/compiled.ts'
import type { StopOrder } from '#lib/runs/commands/lease.ts'
import { findSecondsToldByAll, listToldSeconds } from '#lib/runs/queries/told-seconds.ts'
import { RunJudge } from '#worker/engine/run-judge.ts'

/** Who takes over from another shard reads as much of what was before; rules look back no further but in the longest runs. */
const LOOK_BACK_SECONDS = 600

export class MergedJudge {
  readonly #db: Db
  readonly #runId: string
  readonly #judge: RunJudge
  #next: number | null = null

  constructor(db: Db, runId: string, scenario: CompiledScenario) {
    this.#db = db
    this.#runId = runId
    this.#judge = new RunJudge(scenario)
  }

  /** Takes the seconds all shards have told since the last look. Returns why the run ends, or null. */
  async look(): Promise<StopOrder | null> {
    const toSecond = await findSecondsToldByAll(this.#db, this.#runId)
    const fromSecond = this.#next ?? Math.max(0, toSecond - LOOK_BACK_SECONDS)
    if (toSecond <= fromSecond) return null
    const seconds = await listToldSeconds(this.#db, this.#runId, { fromSecond, toSecond })
    this.#next = toSecond
    for (const { second, rows, generator } of seconds) {
      const ending = this.#judge.look(second, rows, generator)
      if (ending) return ending
    }
    return null
  }
}
