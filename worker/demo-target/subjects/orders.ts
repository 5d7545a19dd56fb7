// Orders in memory: created, read, changed, removed, listed. On demand some acknowledged writes are lost, doubled or damaged, so that
// what finds such things can be checked.

import { randomUUID } from 'node:crypto'
import {
  type Answer,
  badBody,
  type Call,
  type Fields,
  isFields,
  notFound,
  ok,
  type Subject,
  wrongMethod,
} from '../answer.ts'
import { BoundedStore } from '../bounded-store.ts'
import type { WriteFaults } from '../faults/write-faults.ts'

export interface Order extends Fields {
  id: string
  status: string
  createdAt: string
  updatedAt: string
}

const LIMITS = { entries: 20_000, bytes: 64_000_000 }
/** What an order takes beside the body it came from. */
const OWN_BYTES = 300
const EXAMPLE = { name: 'Item 1' }

export class Orders implements Subject {
  readonly #orders: BoundedStore<Order>
  readonly #faults: WriteFaults
  /** Answered with 201. */
  acknowledged = 0
  /** Kept, so that what is dropped on purpose is not counted. */
  created = 0
  deleted = 0

  constructor(faults: WriteFaults, limits = LIMITS) {
    this.#faults = faults
    this.#orders = new BoundedStore(limits)
  }

  get size(): number {
    return this.#orders.size
  }

  figures() {
    const { acknowledged, created, deleted } = this
    return { stored: this.size, acknowledged, created, deleted }
  }

  reset(): void {
    this.#orders.clear()
    this.acknowledged = this.created = this.deleted = 0
  }

  answer(call: Call): Answer | null {
    const [, id, ...more] = call.segments
    if (more.length > 0) return null
    return id === undefined ? this.#collection(call) : this.#one(call, id)
  }

  #collection(call: Call): Answer {
    const { method, body } = call
    if (method === 'POST') {
      return isFields(body) ? { status: 201, body: this.#create(body, call.bodyBytes) } : badBody(EXAMPLE)
    }
    if (method !== 'GET') return wrongMethod('GET, POST')
    const limit = Math.max(1, call.count('limit', 20, 100))
    const reference = call.param('reference')
    const all = this.#orders.values()
    const found = reference === null ? all : all.filter((order) => order.reference === reference)
    const items = found
      .drop(call.count('offset', 0, 1e9))
      .take(limit)
      .toArray()
    return ok({ items, total: this.#orders.size })
  }

  #create(fields: Fields, bodyBytes: number): Order {
    const now = new Date().toISOString()
    const order: Order = { status: 'open', ...fields, id: randomUUID(), createdAt: now, updatedAt: now }
    const bytes = bodyBytes + OWN_BYTES
    this.acknowledged++
    if (this.#faults.isIdle) {
      this.created++
      this.#orders.set(order.id, order, bytes)
      return order
    }
    if (this.#faults.take('drop')) return order
    this.created++
    const stored = this.#faults.take('corrupt') ? { ...order, name: `${String(order.name ?? '')}\ufffd` } : order
    this.#orders.set(order.id, stored, bytes)
    if (this.#faults.take('double')) this.#orders.set(`${order.id} again`, stored, bytes)
    return order
  }

  #one({ method, body, bodyBytes }: Call, id: string): Answer {
    const order = this.#orders.get(id)
    if (!order) return notFound(`There is no order ${id.slice(0, 80)}.`)
    if (method === 'GET') return ok(order)
    if (method === 'DELETE') {
      this.#orders.delete(id)
      this.deleted++
      return { status: 204, body: null }
    }
    if (method !== 'PUT' && method !== 'PATCH') return wrongMethod('GET, PUT, PATCH, DELETE')
    if (!isFields(body)) return badBody(EXAMPLE)
    const updatedAt = new Date().toISOString()
    const updated: Order = { ...order, ...body, id, createdAt: order.createdAt, updatedAt }
    if (Object.keys(updated).length > 100) return badBody(EXAMPLE)
    this.#orders.set(id, updated, bodyBytes + OWN_BYTES)
    return ok(updated)
  }
}
