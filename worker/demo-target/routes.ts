// What each path answers. Bodies are JSON; an answer is data until it is let out.

import { randomUUID } from 'node:crypto'
import type { Orders } from './orders.ts'

export interface Answer {
  status: number
  body: unknown
}

export interface Call {
  method: string
  segments: string[]
  query: URLSearchParams
  body: unknown
}

/** The path with ids replaced, for metrics. */
export function routeOf(segments: string[]): string {
  return segments[0] === 'orders' && segments.length === 2 ? '/orders/:id' : `/${segments.join('/')}`.slice(0, 40)
}

export function answerCall(call: Call, orders: Orders): Answer {
  const [first, id] = call.segments
  if (first === 'auth' && id === 'login' && call.method === 'POST')
    return { status: 200, body: { token: randomUUID() } }
  if (first !== 'orders' || call.segments.length > 2) return notFound('There is nothing at this path.')
  return id === undefined ? answerCollection(call, orders) : answerOrder(call, id, orders)
}

function answerCollection({ method, query, body }: Call, orders: Orders): Answer {
  if (method === 'POST') return isFields(body) ? { status: 201, body: orders.create(body) } : badBody()
  if (method !== 'GET') return { status: 405, body: { error: 'Use GET or POST.' } }
  const offset = Math.max(0, Number(query.get('offset') ?? 0) || 0)
  const limit = Math.min(100, Math.max(1, Number(query.get('limit') ?? 20) || 20))
  return { status: 200, body: { items: orders.list(offset, limit), total: orders.size } }
}

function answerOrder({ method, body }: Call, id: string, orders: Orders): Answer {
  if (method === 'DELETE') return orders.remove(id) ? { status: 204, body: null } : notFound(`There is no order ${id}.`)
  if (method === 'PUT' || method === 'PATCH') {
    if (!isFields(body)) return badBody()
    const order = orders.update(id, body)
    return order ? { status: 200, body: order } : notFound(`There is no order ${id}.`)
  }
  if (method !== 'GET') return { status: 405, body: { error: 'Use GET, PUT, PATCH or DELETE.' } }
  const order = orders.find(id)
  return order ? { status: 200, body: order } : notFound(`There is no order ${id}.`)
}

function isFields(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body)
}

const notFound = (error: string): Answer => ({ status: 404, body: { error } })
const badBody = (): Answer => ({
  status: 400,
  body: { error: 'Send a JSON object, for example { "name": "Item 1" }.' },
})
