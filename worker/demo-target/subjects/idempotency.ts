// A write with an `Idempotency-Key` is carried out once: its repetition gets the same answer again, with `idempotency-replayed: true`.
// The same key on another request is a mistake of the caller (422).

import { createHash } from 'node:crypto'
import { type Answer, type Call, problem } from '../answer.ts'
import { BoundedStore } from '../bounded-store.ts'
import type { WriteFaults } from '../faults/write-faults.ts'

const LIMITS = { entries: 50_000, bytes: 64_000_000 }
const LONGEST_KEY = 200

export class Idempotency {
  readonly #answers = new BoundedStore<{ request: string; answer: Answer }>(LIMITS)
  readonly #faults: WriteFaults
  replays = 0
  violations = 0

  constructor(faults: WriteFaults) {
    this.#faults = faults
  }

  reset(): void {
    this.#answers.clear()
    this.replays = this.violations = 0
  }

  carryOut(call: Call, answer: () => Answer | null): Answer | null {
    const key = call.method === 'GET' ? null : call.header('idempotency-key')
    if (key === null) return answer()
    if (key.length > LONGEST_KEY) return problem(400, `An idempotency-key has at most ${LONGEST_KEY} characters.`)
    const request = `${call.method} ${call.segments.join('/')} ${digest(call.body)}`
    const known = this.#answers.get(key)
    if (known && known.request !== request) {
      return problem(422, 'This idempotency-key stands for another request. Use a new one.')
    }
    if (known && this.#faults.take('repeat')) this.violations++
    else if (known) {
      this.replays++
      return { ...known.answer, headers: { ...known.answer.headers, 'idempotency-replayed': 'true' } }
    }
    const given = answer()
    if (given && given.status < 400) this.#answers.set(key, { request, answer: given }, call.bodyBytes + 600)
    return given
  }
}

function digest(body: unknown): string {
  const bytes = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null)
  return createHash('sha1').update(bytes).digest('base64')
}
