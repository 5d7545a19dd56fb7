// Carries measurements to the database without ever making the load wait: a bounded buffer, one write at a time, retried while
// the database is away. What could not be written within the bounds stops the run in order; nothing is skipped silently.

import { setTimeout as delay } from 'node:timers/promises'
import { messageOf } from '#lib/core/errors.ts'
import { isLeaseLost, type Recording } from '#lib/runs/commands/record.ts'
import type { Sample } from '#lib/runs/sample.ts'

export interface WriterBounds {
  maxBufferBytes: number
  /** Of one write, beyond a single tick: after an outage it must not take longer than a transaction may. */
  maxRows: number
  maxFailingMs: number
  retryDelayMs: number
}

export const WRITER_BOUNDS: WriterBounds = {
  ...{ maxBufferBytes: 64 * 1024 * 1024, maxRows: 1000 },
  ...{ maxFailingMs: 60_000, retryDelayMs: 500 },
}

export type WriterEnd = { kind: 'lease-lost' } | { kind: 'gave-up'; message: string }

export class MeasurementWriter {
  readonly #write: (recording: Recording) => Promise<void>
  readonly #onEnd: (end: WriterEnd) => void
  readonly #bounds: WriterBounds
  #pending: Recording[] = []
  #pendingBytes = 0
  #failingSince: number | null = null
  #ended = false
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
      }
      try {
        await this.#write(recording)
        this.#failingSince = null
        this.#pending = this.#pending.slice(batch.length)
        this.#pendingBytes = this.#pending.reduce((sum, one) => sum + sizeOf(one), 0)
      } catch (error) {
        if (isLeaseLost(error)) this.#end({ kind: 'lease-lost' })
        else await this.#wait(error)
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

  async #wait(error: unknown): Promise<void> {
    this.#failingSince ??= Date.now()
    const failingMs = Date.now() - this.#failingSince
    if (failingMs > this.#bounds.maxFailingMs || this.#pendingBytes > this.#bounds.maxBufferBytes) {
      const reason = messageOf(error).split('\n').at(-1)
      this.#end({
        kind: 'gave-up',
        message: `Measurements could not be stored for ${Math.round(failingMs / 1000)} s: ${reason}`,
      })
      return
    }
    await delay(this.#bounds.retryDelayMs)
  }

  #end(end: WriterEnd): void {
    this.#ended = true
    this.#pending = []
    this.#pendingBytes = 0
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
