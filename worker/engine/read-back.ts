// Reads every acknowledged write once after the load, by the operation the plan names, and counts what became of it.
//   absent     404 or 410, or a list without it: read again a second later, twice, before it is called lost, as some write later than they
//              answer
//   duplicate  listed more than once
//   corrupted  a field of the JSON that was written is there with another value
//   unread     any other answer or none, three times; or no time left
// An answer that is a list, or holds one, is read as a list. Counts; milliseconds since the reading began.

import type { Random } from '#lib/load/random.ts'
import { emptyLedger, type WriteLedger } from '#lib/runs/write-ledger.ts'
import type { Attempt } from './attempt.ts'
import { DueQueue } from './due-queue.ts'
import type { MixEntry } from './engine-plan.ts'
import type { Executor } from './executor.ts'
import { Iteration } from './iteration.ts'
import { Recorder } from './recorder.ts'
import { ResponseView } from './response.ts'
import type { Onlooker } from './telling.ts'
import type { AcknowledgedWrite, WriteLog } from './write-log.ts'

const LANES = 10
const LOOK_MS = 20
const TRIES = 3
const AGAIN_MS = 1000
const MOST_EXAMPLES = 100
const LISTS = ['items', 'data', 'results', 'rows', 'records', 'entries', 'content']

export interface ReadBackParts {
  log: WriteLog
  shared: (string | null)[]
  random: Random
  makeExecutor: (recorder: Recorder, due: DueQueue<Iteration>, now: () => number, sampler: Onlooker) => Executor
  withinMs: number
}

/** A write that is there may be so more than once and with other content, both. */
type Became = 'absent' | 'unread' | readonly ('duplicated' | 'corrupted')[]

interface Reading {
  write: AcknowledgedWrite
  tries: number
  notBeforeMs: number
  became: Became
  isListed: boolean
}

export class ReadBack {
  readonly #parts: ReadBackParts
  readonly #ledger: WriteLedger
  readonly #zeroMs = performance.now()
  readonly #due = new DueQueue<Iteration>()
  readonly #recorder = new Recorder(0)
  readonly #executor: Executor
  readonly #waiting: Reading[]
  readonly #underWay = new Map<Iteration, Reading>()
  readonly #view = new ResponseView(0, {}, 0, [])
  #resolve!: (ledger: WriteLedger) => void
  #timer: NodeJS.Timeout | undefined
  #next = 0
  #isOver = false

  constructor(parts: ReadBackParts) {
    const { writes, acknowledged, notFollowed } = parts.log
    this.#parts = parts
    this.#ledger = { ...emptyLedger(), acknowledged, notFollowed }
    this.#waiting = writes.map((write) => ({ write, tries: 0, notBeforeMs: 0, became: 'unread', isListed: false }))
    const sampler: Onlooker = { wantsFailed: () => false, look: (attempt) => this.#look(attempt) }
    this.#executor = parts.makeExecutor(this.#recorder, this.#due, () => this.#now(), sampler)
    this.#executor.owner = { iterationEnded: (iteration) => this.#ended(iteration) }
  }

  run(): Promise<WriteLedger> {
    const over = new Promise<WriteLedger>((resolve) => {
      this.#resolve = resolve
    })
    this.#timer = setInterval(() => this.#turn(), LOOK_MS)
    this.#fill()
    return over
  }

  /** What was not read until now is not known. */
  cancel(): void {
    this.#finish()
  }

  #now(): number {
    return performance.now() - this.#zeroMs
  }

  #turn(): void {
    const nowMs = this.#now()
    this.#executor.expireDeadlines(nowMs)
    this.#recorder.closeBefore(Math.floor(nowMs / 1000), () => {})
    if (nowMs > this.#parts.withinMs) return this.#finish()
    this.#fill()
  }

  #fill(): void {
    while (!this.#isOver && this.#underWay.size < LANES) {
      const reading = this.#waiting[this.#next]
      if (!reading) break
      if (reading.notBeforeMs > this.#now()) return
      this.#next++
      this.#begin(reading)
    }
    if (!this.#isOver && this.#underWay.size === 0 && this.#next === this.#waiting.length) this.#finish()
  }

  #begin(reading: Reading): void {
    const { write } = reading
    const reader = new Iteration(this.#parts.random, this.#parts.shared.length, this.#parts.shared)
    Object.assign(reader, {
      user: write.user,
      iteration: write.iteration,
      values: [...write.values],
      rows: [...write.rows],
    })
    reading.tries++
    reading.became = 'unread'
    this.#underWay.set(reader, reading)
    const operation = { ...write.operation.write!.readBack, series: 0 }
    const entry: MixEntry = { key: 'read-back', weight: 1, steps: [{ kind: 'send', operation }], flowSeries: -1 }
    this.#executor.begin(reader, entry, this.#now())
  }

  #look(attempt: Attempt): void {
    const reading = this.#underWay.get(attempt.iteration)
    if (reading) reading.became = this.#becameOf(attempt, reading)
  }

  #becameOf(attempt: Attempt, reading: Reading): Became {
    const { status } = attempt
    if (status === 404 || status === 410) return 'absent'
    if (status < 200 || status >= 300) return 'unread'
    const { json } = this.#view.show(attempt, 0)
    if (json === null) return []
    reading.isListed = listIn(json.document) !== null
    return readDocument(json.document, reading.write)
  }

  #ended(iteration: Iteration): void {
    const reading = this.#underWay.get(iteration)
    this.#underWay.delete(iteration)
    if (this.#isOver || !reading) return
    const { became, tries } = reading
    if ((became === 'absent' || became === 'unread') && tries < TRIES) {
      reading.notBeforeMs = this.#now() + AGAIN_MS
      this.#waiting.push(reading)
    } else this.#count(reading)
    // Not from within the executor: thousands of them would call one another.
    setImmediate(() => this.#fill())
  }

  #count({ became, write, isListed }: Reading): void {
    const ledger = this.#ledger
    if (became === 'unread') {
      ledger.unread++
      return
    }
    ledger.read++
    if (isListed) ledger.listed++
    for (const what of became === 'absent' ? (['lost'] as const) : became) {
      ledger[what]++
      if (ledger.examples.length >= MOST_EXAMPLES) continue
      ledger.examples.push({ key: write.key, what, atMs: Math.round(write.atMs) })
    }
  }

  #finish(): void {
    if (this.#isOver) return
    this.#isOver = true
    clearInterval(this.#timer)
    this.#executor.interruptAll(this.#now())
    // Those that wait were read before only where they are tried again.
    this.#ledger.unread += this.#waiting.length - this.#next + this.#underWay.size
    this.#resolve(this.#ledger)
  }
}

/** A list tells how often a write is there; a document tells what of it is. Nothing wrong is an empty list. */
export function readDocument(
  document: unknown,
  { key, body }: Pick<AcknowledgedWrite, 'key' | 'body'>,
): Exclude<Became, 'unread'> {
  const list = listIn(document)
  const named = list === null ? [document] : list.filter((item) => mentions(item, key))
  if (named.length === 0) return 'absent'
  return [
    ...(named.length > 1 ? (['duplicated'] as const) : []),
    ...(named.every((item) => isSame(item, body)) ? [] : (['corrupted'] as const)),
  ]
}

function listIn(document: unknown): unknown[] | null {
  if (Array.isArray(document)) return document
  if (typeof document !== 'object' || document === null) return null
  const fields = document as Record<string, unknown>
  const name = LISTS.find((one) => Array.isArray(fields[one]))
  return name ? (fields[name] as unknown[]) : null
}

function mentions(item: unknown, key: string): boolean {
  if (typeof item !== 'object' || item === null) return String(item) === key
  return Object.values(item).some((value) => typeof value !== 'object' && String(value) === key)
}

/** Every field that was written and is there again has its value. What is no JSON object cannot be compared. */
function isSame(found: unknown, body: Buffer | null): boolean {
  const written = body === null ? null : parse(body)
  if (!isFields(written) || !isFields(found)) return true
  return Object.entries(written).every(
    ([name, value]) => !(name in found) || JSON.stringify(found[name]) === JSON.stringify(value),
  )
}

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return null
  }
}
