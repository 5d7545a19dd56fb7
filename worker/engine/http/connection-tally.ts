// What happened to the connections of a door since it was last asked. Counted where connections come and go; of a request it costs one
// addition at most.
// Dropped: closed by the target while a request was under way or just after one, without having said so. What lay idle for longer than
// `JUST_USED_MS` the target may close as it likes.

import type { ConnectionSecond } from '#lib/runs/bucket.ts'

/** Shorter than the time any usual server keeps an idle connection. */
export const JUST_USED_MS = 500

export class ConnectionTally {
  reused = 0
  #opened = 0
  #dropped = 0
  #open = 0
  #most = 0

  opened(): void {
    this.#opened++
    this.#open++
    if (this.#open > this.#most) this.#most = this.#open
  }

  closed(isDropped: boolean): void {
    this.#open--
    if (isDropped) this.#dropped++
  }

  /** Since the last call, or the beginning. */
  take(): Omit<ConnectionSecond, 'poolUse'> {
    const { reused: connectionsReused } = this
    const [connectionsOpened, connectionsDropped, mostConnections] = [this.#opened, this.#dropped, this.#most]
    this.reused = 0
    this.#opened = 0
    this.#dropped = 0
    this.#most = this.#open
    return { connectionsOpened, connectionsReused, connectionsDropped, mostConnections }
  }
}
