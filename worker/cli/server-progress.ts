// Where a run on a server is: one line that is rewritten on a terminal, and told now and then elsewhere.

import { say, showClock, showCount, showRate } from '#lib/core/number-format.ts'
import type { RunDetail } from '#lib/runs/schema.ts'

const QUIET_MS = 30_000

type Out = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>

export class ServerProgress {
  readonly #out: Out
  #isLineOpen = false
  #toldAt = performance.now()
  #last = ''

  constructor(out: Out = process.stderr) {
    this.#out = out
  }

  show(run: RunDetail): void {
    const line = `  ${progressOf(run)}`
    if (this.#out.isTTY) {
      this.#out.write(`\r\u001b[2K${line}`)
      this.#isLineOpen = true
    } else if (performance.now() - this.#toldAt >= QUIET_MS) {
      this.#out.write(`${line}\n`)
      this.#toldAt = performance.now()
    }
  }

  /** A line that stays; the same one is told once. */
  note(text: string): void {
    if (text === this.#last) return
    this.#last = text
    this.end()
    this.#out.write(`  ${text}\n`)
  }

  end(): void {
    if (this.#isLineOpen) this.#out.write('\r\u001b[2K')
    this.#isLineOpen = false
  }
}

/** `Peak   R-12   00:42 / 02:00   steady   1,204 done, 28.7 /s   3 failed` */
export function progressOf(run: RunDetail): string {
  const { scenario, label, state, elapsedMs, plannedDurationMs, phase, totals } = run
  const where = state === 'queued' ? 'waits for a worker' : state === 'ended' ? 'is being judged' : (phase ?? state)
  const done = totals.ok + totals.failed
  const rate = elapsedMs >= 1000 ? `, ${say(showRate(done / (elapsedMs / 1000)))}` : ''
  return [
    ...[scenario.name, label, `${showClock(elapsedMs / 1000)} / ${showClock(plannedDurationMs / 1000)}`, where],
    ...(done > 0 ? [`${say(showCount(done))} done${rate}`, `${say(showCount(totals.failed))} failed`] : []),
  ].join('   ')
}
