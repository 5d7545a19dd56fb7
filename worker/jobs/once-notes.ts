// How far a preload is, on the timeline: setup and teardown are in no series, and a long one would look like a run that hangs.

import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { addRunEvent, elapsedMs } from '#lib/runs/commands/lifecycle.ts'
import type { OnceProgress } from '#worker/engine/engine.ts'

const EVERY_MS = 5000

export class OnceNotes {
  readonly #options: { db: Db; log: Logger; runId: string }
  #notedAtMs = Number.NEGATIVE_INFINITY
  #last = ''

  constructor(options: { db: Db; log: Logger; runId: string }) {
    this.#options = options
  }

  /** Only what is sent many times is worth a line: when it begins, every five seconds, and when it is done. */
  take(progress: OnceProgress, nowMs: number): void {
    const { done, of } = progress
    const isEdge = done === 0 || done === of
    if (of < 2 || (!isEdge && nowMs - this.#notedAtMs < EVERY_MS)) return
    const text = describeProgress(progress)
    if (text === this.#last) return
    this.#notedAtMs = nowMs
    this.#last = text
    void this.#note(text)
  }

  async #note(text: string): Promise<void> {
    const { db, log, runId } = this.#options
    try {
      await addRunEvent(db, { runId, offsetMs: await elapsedMs(db, runId), kind: 'setup', text, actor: 'system' })
    } catch (error) {
      log.warn({ err: error, runId }, 'progress of setup not stored')
    }
  }
}

export function describeProgress({ name, operation, done, of }: OnceProgress): string {
  const count = (value: number) => value.toLocaleString('en-US')
  return `${name === 'setup' ? 'Setup' : 'Teardown'}: ${operation}, ${count(done)} of ${count(of)} sent`
}
