// How far a preload is, on the timeline: setup and teardown are in no series, and a long one would look like a run that hangs.

import type { Logger } from '#lib/core/log.ts'
import type { Db } from '#lib/db/client.ts'
import { writeSetupLine } from '#lib/runs/commands/setup-line.ts'
import type { OnceProgress } from '#worker/engine/engine.ts'

const EVERY_MS = 5000

export class OnceNotes {
  readonly #options: { db: Db; log: Logger; runId: string }
  #notedAtMs = Number.NEGATIVE_INFINITY
  #last = ''
  /** Of each operation the line that tells how far it is. */
  readonly #lines = new Map<string, string>()
  #written: Promise<void> = Promise.resolve()

  constructor(options: { db: Db; log: Logger; runId: string }) {
    this.#options = options
  }

  /** Only what is sent many times is worth a line: told when it begins, every five seconds, and when it is done. */
  take(progress: OnceProgress, nowMs: number): void {
    const { done, of } = progress
    const isEdge = done === 0 || done === of
    if (of < 2 || (!isEdge && nowMs - this.#notedAtMs < EVERY_MS)) return
    const text = describeProgress(progress)
    if (text === this.#last) return
    this.#notedAtMs = nowMs
    this.#last = text
    // One after the other, because what comes later writes the line of the first anew.
    this.#written = this.#written.then(() => this.#note(`${progress.name} ${progress.operation}`, text))
  }

  /** Everything taken so far is on the timeline, or could not be stored. */
  written(): Promise<void> {
    return this.#written
  }

  async #note(key: string, text: string): Promise<void> {
    const { db, log, runId } = this.#options
    try {
      this.#lines.set(key, await writeSetupLine(db, { id: this.#lines.get(key) ?? null, runId, text }))
    } catch (error) {
      log.warn({ err: error, runId }, 'progress of setup not stored')
    }
  }
}

export function describeProgress({ name, operation, done, of }: OnceProgress): string {
  const count = (value: number) => value.toLocaleString('en-US')
  return `${name === 'setup' ? 'Setup' : 'Teardown'}: ${operation}, ${count(done)} of ${count(of)} sent`
}
