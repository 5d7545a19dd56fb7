// The connections of one iteration, where each iteration opens its own: nobody else is given them, and they are closed at its end.

import type { Connection } from './connection.ts'
import type { Origin } from './origin.ts'

export class PrivateConnections {
  readonly #idle: Connection[] = []

  take(origin: Origin): Connection | undefined {
    const at = this.#idle.findIndex((connection) => connection.origin === origin)
    return at < 0 ? undefined : this.#idle.splice(at, 1)[0]
  }

  give(connection: Connection): void {
    this.#idle.push(connection)
  }

  forget(connection: Connection): void {
    const at = this.#idle.indexOf(connection)
    if (at >= 0) this.#idle.splice(at, 1)
  }

  closeAll(): void {
    for (const connection of this.#idle.splice(0)) connection.close()
  }
}
