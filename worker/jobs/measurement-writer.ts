// Carries measurements to the database without ever making the load wait: a bounded buffer, one write at a time, retried while
// the database is away. What could not be written within the bounds stops the run in order; nothing is skipped silently.

import { setTimeout as delay } from 'node:timers/promises'
import { messageOf } from '#lib/core/errors.ts'
import { isLeaseLost, type Recording } from '#lib/runs/commands/record.ts'
import type { Sample } from '#lib/runs/sample.ts'
import { inTime } from './in-time.ts'

export interface WriterBounds {
  maxBufferBytes: number
  /** Of one write, beyond a single tick: after an outage it must not take longer than a transaction may. */
  maxRows: number
  /** A write that takes longer counts as failed; its transaction cannot have lasted as long. */
  maxWriteMs: number
  maxFailingMs: number
  retryDelayMs: number
}

export const WRITER_BOUNDS: WriterBounds = {
  ...{ maxBufferBytes: 64 * 1024 * 1024, maxRows: 1000 },
  ...{ maxWriteMs: 20_000, maxFailingMs: 60_000, retryDelayMs: 500 },
}

export type WriterEnd = { kind: 'lease-lost' } | { kind: 'gave-up'; message: string }

export class MeasurementWriter {
  readonly #write: (recording: Recording) => Promise<void>
  readonly #onEnd: (end: WriterEnd) => void
  readonly #bounds: WriterBounds
  #pending: Recording[] = []
  #pendingBytes = 0
  #failingSince: number | null = null
  #problem = 'the database does not keep up.'
  #ended = false
  readonly #end = Promise.withResolvers<void>()
  #loop: Promise<void> | null = null

  constructor(write: (recording: Recording) => Promise<void>, onEnd: (end: WriterEnd) => void, bounds = WRITER_BOUNDS) {
    this.#write = write
    this.#onEnd = onEnd
    this.#bounds = bounds
  }

  get bufferBytes(): number {
    return this.#pendingBytes
  }

  push(recording: Recording): void {
    if (this.#ended) return
    this.#pending.push(recording)
    this.#pendingBytes += sizeOf(recording)
    if (this.#pendingBytes > this.#bounds.maxBufferBytes) return this.#giveUp()
    this.#loop ??= this.#run().finally(() => {
      this.#loop = null
    })
  }

  /** Resolves when everything pushed was written, or the writer gave up. */
  async drain(): Promise<void> {
    while (this.#loop) await this.#loop
  }

  async #run(): Promise<void> {
    while (this.#pending.length > 0 && !this.#ended) {
      const batch = this.#nextBatch()
      const recording = {
        buckets: batch.flatMap((one) => one.buckets),
        generator: batch.flatMap((one) => one.generator),
        samples: batch.flatMap((one) => one.samples ?? []),
        marks: batch.flatMap((one) => one.marks ?? []),
      }
      const beganAt = Date.now()
      try {
        await Promise.race([inTime(this.#write(recording), this.#bounds.maxWriteMs), this.#end.promise])
        if (this.#ended) return
        this.#failingSince = null
        this.#pending = this.#pending.slice(batch.length)
        this.#pendingBytes = this.#pending.reduce((sum, one) => sum + sizeOf(one), 0)
      } catch (error) {
        if (isLeaseLost(error)) this.#finish({ kind: 'lease-lost' })
        else await this.#wait(error, beganAt)
      }
    }
  }

  /** The oldest; a tick is never torn apart, so that a second that is told is told in full. */
  #nextBatch(): Recording[] {
    const batch: Recording[] = []
    for (let rows = 0; rows < this.#bounds.maxRows && batch.length < this.#pending.length; ) {
      const next = this.#pending[batch.length]!
      batch.push(next)
      rows += next.buckets.length + next.generator.length + (next.samples?.length ?? 0)
    }
    return batch
  }

  async #wait(error: unknown, beganAt: number): Promise<void> {
    this.#failingSince ??= beganAt
    this.#problem = messageOf(error).split('\n').at(-1) ?? ''
    if (Date.now() - this.#failingSince > this.#bounds.maxFailingMs) this.#giveUp()
    else await delay(this.#bounds.retryDelayMs)
  }

  #giveUp(): void {
    const waitedMs = this.#failingSince === null ? 0 : Date.now() - this.#failingSince
    const message = `Measurements could not be stored for ${Math.round(waitedMs / 1000)} s: ${this.#problem}`
    this.#finish({ kind: 'gave-up', message })
  }

  #finish(end: WriterEnd): void {
    if (this.#ended) return
    this.#ended = true
    this.#pending = []
    this.#pendingBytes = 0
    this.#end.resolve()
    this.#onEnd(end)
  }
}

function sizeOf({ buckets, generator, samples = [] }: Recording): number {
  let bytes = generator.length * 200
  for (const { okResponse, okService, failedResponse } of buckets) {
    bytes += 600 + (okResponse?.length ?? 0) + (okService?.length ?? 0) + (failedResponse?.length ?? 0)
  }
  for (const { request, response } of samples) {
    bytes += 600 + 2 * (textOf(request) + (response ? textOf(response) : 0))
  }
  return bytes
}

/** Characters; each takes two bytes of memory at most. */
function textOf({ headers, body }: Pick<Sample['request'], 'headers' | 'body'>): number {
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length, body.length)
}
