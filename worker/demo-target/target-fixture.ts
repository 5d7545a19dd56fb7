// A demo target without latency for a test, called over real HTTP.

import { afterEach } from 'vitest'
import type { Behaviour } from './behaviour.ts'
import { type DemoTarget, startDemoTarget } from './server.ts'

const QUICK = { latency: { kind: 'constant', ms: 0 }, cache: { entries: 1000, hitMs: 0, missMs: 0 } } as const

export interface Reply {
  status: number
  headers: Headers
  /** JSON where the answer is an object, else text. */
  body: ReturnType<typeof JSON.parse>
}

export interface TestTarget {
  url: string
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
}

let running: DemoTarget[] = []
afterEach(async () => {
  await Promise.all(running.map((one) => one.close()))
  running = []
})

/** Ends with the test. */
export async function startTestTarget(behaviour: Partial<Behaviour> = {}): Promise<TestTarget> {
  const target = await startDemoTarget({ port: 0, behaviour: { ...QUICK, ...behaviour } })
  running.push(target)
  return {
    url: target.url,
    async call(method, path, body, headers) {
      const content =
        body === undefined || typeof body === 'string' || body instanceof FormData ? body : JSON.stringify(body)
      const response = await fetch(`${target.url}${path}`, { method, body: content, headers, redirect: 'manual' })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        body: text.startsWith('{') ? JSON.parse(text) : text,
      }
    },
  }
}

/** Asks again until the answer is as wished; fails after five seconds. */
export async function until(ask: () => Promise<Reply>, isWished: (body: Reply['body']) => boolean): Promise<Reply> {
  for (let i = 0; i < 500; i++) {
    const reply = await ask()
    if (isWished(reply.body)) return reply
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('The answer wished for did not come.')
}
