// Flows and mix entries as a whole: what is counted when one begins, ends, is cut short or never begins.
// Units: milliseconds since the start of the run.

import { errorIndex } from './counter-layout.ts'
import type { EngineOperation, MixEntry } from './engine-plan.ts'
import type { Iteration } from './iteration.ts'
import { NO_FINISH, type Recorder } from './recorder.ts'

export class Flows {
  underWay = 0
  readonly #recorder: Recorder

  constructor(recorder: Recorder) {
    this.#recorder = recorder
  }

  begin(iteration: Iteration, { flowSeries }: MixEntry, intendedMs: number): void {
    if (flowSeries < 0) return
    iteration.flowResponseMs = 0
    iteration.flowServiceMs = 0
    this.underWay++
    this.#recorder.offered(flowSeries, intendedMs)
    this.#recorder.sent(flowSeries, intendedMs, 0)
  }

  /** Ok, failed, or given up by the generator itself. */
  end(iteration: Iteration, nowMs: number, end: boolean | 'dropped'): void {
    const { entry, step } = iteration
    if (entry.flowSeries < 0 || !iteration.isUnderWay) return
    this.underWay--
    if (end === 'dropped') this.#recorder.dropped(entry.flowSeries, nowMs, true)
    else
      this.#recorder.finished(entry.flowSeries, nowMs, {
        ...NO_FINISH,
        errorSlot: end ? -1 : errorIndex('check'),
        responseMicros: iteration.flowResponseMs * 1000,
        serviceMicros: iteration.flowServiceMs * 1000,
      })
    if (end !== true) this.#skip(sendsOf(entry, step + 1), nowMs)
  }

  interrupt({ entry }: Iteration, nowMs: number): void {
    if (entry.flowSeries < 0) return
    this.underWay--
    this.#recorder.interrupted(entry.flowSeries, nowMs)
  }

  /** An arrival that is not sent counts for its flow and its first operation. */
  drop(entry: MixEntry, intendedMs: number, isGeneratorsFault: boolean): void {
    const [first, ...later] = sendsOf(entry, 0)
    const series = [...(entry.flowSeries >= 0 ? [entry.flowSeries] : []), ...(first ? [first.series] : [])]
    for (const index of series) {
      this.#recorder.offered(index, intendedMs)
      this.#recorder.dropped(index, intendedMs, isGeneratorsFault)
    }
    this.#skip(later, intendedMs)
  }

  /** There is no data left for it: it is not offered, and no failure of the target; its steps count as not reached. */
  withoutData({ entry }: Iteration, intendedMs: number): void {
    this.#skip(sendsOf(entry, 0), intendedMs)
  }

  #skip(operations: EngineOperation[], atMs: number): void {
    for (const { series } of operations) this.#recorder.skipped(series, atMs)
  }
}

function sendsOf({ steps }: MixEntry, from: number): EngineOperation[] {
  return steps.slice(from).flatMap((step) => (step.kind === 'send' ? [step.operation] : []))
}
