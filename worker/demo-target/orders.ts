// Orders in memory. The oldest are forgotten beyond the limit, so that hours of load do not fill the machine.

import { randomUUID } from 'node:crypto'

export interface Order {
  id: string
  status: string
  createdAt: string
  updatedAt: string
  [field: string]: unknown
}

export class Orders {
  readonly #byId = new Map<string, Order>()
  readonly #limit: number

  constructor(limit = 20_000) {
    this.#limit = limit
  }

  get size(): number {
    return this.#byId.size
  }

  create(fields: Record<string, unknown>): Order {
    const now = new Date().toISOString()
    const order: Order = { status: 'open', ...fields, id: randomUUID(), createdAt: now, updatedAt: now }
    if (this.#byId.size >= this.#limit) this.#byId.delete(this.#byId.keys().next().value!)
    this.#byId.set(order.id, order)
    return order
  }

  find(id: string): Order | null {
    return this.#byId.get(id) ?? null
  }

  update(id: string, fields: Record<string, unknown>): Order | null {
    const order = this.#byId.get(id)
    if (!order) return null
    const updated: Order = { ...order, ...fields, id, createdAt: order.createdAt, updatedAt: new Date().toISOString() }
    this.#byId.set(id, updated)
    return updated
  }

  remove(id: string): boolean {
    return this.#byId.delete(id)
  }

  /** The first `limit` orders after `offset`, oldest first. */
  list(offset: number, limit: number): Order[] {
    return this.#byId.values().drop(offset).take(limit).toArray()
  }
}
