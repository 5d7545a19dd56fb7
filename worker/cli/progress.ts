// One line that tells where a run is, rewritten each second on a terminal; a line each ten seconds elsewhere.

import { say, showClock, showCount, showLatency, showRate } from '#lib/core/number-format.ts'
import { stageAt, totalDurationMs } from '#lib/load/pacer.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import { isAllOperations } from '#lib/runs/series.ts'
import type { EngineTick, OnceProgress } from '#worker/engine/engine.ts'

const QUIET_SECONDS = 10

export class Progress {
  readonly #load: LoadProfile
  readonly #out: NodeJS.WriteStream

  constructor(load: LoadProfile, out: NodeJS.WriteStream = process.stderr) {
    this.#load = load
    this.#out = out
  }

  show(tick: EngineTick): void {
    const line = progressLine(this.#load, tick)
    if (line === null) return
    if (this.#out.isTTY) this.#out.write(`\r\u001b[2K${line}`)
    else if (((tick.generator[0]?.second ?? 0) + 1) % QUIET_SECONDS === 0) this.#out.write(`${line}\n`)
  }

  /** Setup or teardown: all along on a terminal, what is done elsewhere. */
  around({ name, operation, done, of }: OnceProgress): void {
    const line = `  ${name}   ${operation}   ${say(showCount(done))} of ${say(showCount(of))}`
    if (this.#out.isTTY) this.#out.write(`\r\u001b[2K${line}`)
    else if (done === of) this.#out.write(`${line}\n`)
  }

  /** What the run itself put on its timeline. */
  note(text: string): void {
    this.#out.write(this.#out.isTTY ? `\r\u001b[2K  ${text}\n` : `  ${text}\n`)
  }

  end(): void {
    if (this.#out.isTTY) this.#out.write('\r\u001b[2K')
  }
}

/** null when the tick brings no second. */
export function progressLine(load: LoadProfile, { buckets, generator }: EngineTick): string | null {
  const second = buckets.find((bucket) => bucket.resolution === 1 && isAllOperations(bucket.series))
  const [health] = generator
  if (!second || !health) return null
  const atMs = second.startSecond * 1000
  const stage = stageAt(load, atMs)
  const clock = `${showClock(second.startSecond + 1)} / ${showClock(totalDurationMs(load) / 1000)}`
  const p95 = second.p95Micros === null ? null : second.p95Micros / 1000
  return [
    `  ${clock}`,
    stage?.key ?? 'ending',
    load.model === 'users' ? `${health.users} users` : `${say(showRate(second.offered))} offered`,
    `${say(showRate(second.ok + second.failed))} done`,
    `p95 ${say(showLatency(p95))}`,
    `${say(showCount(second.failed))} failed`,
    ...(second.droppedTarget + second.droppedGenerator > 0
      ? [`${say(showCount(second.droppedTarget + second.droppedGenerator))} dropped`]
      : []),
  ].join('   ')
}
