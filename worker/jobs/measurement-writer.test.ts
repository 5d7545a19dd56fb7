import { describe, expect, test } from 'vitest'
import { AppError } from '#lib/core/errors.ts'
import type { Recording } from '#lib/runs/commands/record.ts'
import { MeasurementWriter, type WriterEnd } from './measurement-writer.ts'

const second = (n: number): Recording => ({ buckets: [], generator: [{ second: n } as Recording['generator'][number]] })
const seconds = (written: Recording[]) => written.flatMap((one) => one.generator.map((row) => row.second))
const bounds = { maxBufferBytes: 10_000, maxRows: 1000, maxWriteMs: 10_000, maxFailingMs: 40, retryDelayMs: 1 }

describe('measurement writer', () => {
  test('writes everything once and in order', async () => {
    const written: Recording[] = []
    const writer = new MeasurementWriter(
      async (recording) => void written.push(recording),
      () => {},
    )
    for (const n of [0, 1, 2, 3]) writer.push(second(n))
    await writer.drain()
    expect(seconds(written)).toEqual([0, 1, 2, 3])
    expect(writer.bufferBytes).toBe(0)
  })

  test('keeps measurements while the database is away and writes them when it is back', async () => {
    const written: Recording[] = []
    let failures = 3
    const writer = new MeasurementWriter(
      async (recording) => {
        if (failures-- > 0) throw new Error('connect ECONNREFUSED')
        written.push(recording)
      },
      () => {},
      { ...bounds, maxFailingMs: 10_000 },
    )
    writer.push(second(0))
    writer.push(second(1))
    await writer.drain()
    expect(seconds(written)).toEqual([0, 1])
  })

  test('writes what an outage left in pieces, the oldest first, and keeps what was written', async () => {
    const written: Recording[] = []
    let failures = 2
    const writer = new MeasurementWriter(
      async (recording) => {
        if (written.length === (failures === 2 ? 0 : 1) && failures-- > 0) throw new Error('connect ECONNREFUSED')
        written.push(recording)
      },
      () => {},
      { ...bounds, maxRows: 3, maxFailingMs: 10_000 },
    )
    for (let n = 0; n < 8; n++) writer.push(second(n))
    await writer.drain()
    expect(written.map((one) => one.generator.length)).toEqual([3, 3, 2])
    expect(seconds(written)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(writer.bufferBytes).toBe(0)
  })

  test('takes a write that is not answered for a failed one, and writes it again', async () => {
    const written: Recording[] = []
    let isSilent = true
    const writer = new MeasurementWriter(
      async (recording) => {
        if (isSilent) await new Promise(() => {})
        written.push(recording)
      },
      () => {},
      { ...bounds, maxWriteMs: 30, maxFailingMs: 10_000 },
    )
    writer.push(second(0))
    setTimeout(() => (isSilent = false), 10)
    await writer.drain()
    expect(seconds(written)).toEqual([0])
  })

  test('gives up a write that never ends once the buffer is full', async () => {
    const ends: WriterEnd[] = []
    const writer = new MeasurementWriter(
      () => new Promise(() => {}),
      (end) => ends.push(end),
      bounds,
    )
    for (let n = 0; n < 100; n++) writer.push(second(n))
    await writer.drain()
    expect(ends).toEqual([{ kind: 'gave-up', message: expect.stringContaining('could not be stored') }])
    expect(writer.bufferBytes).toBe(0)
  })

  test('gives up with a reason when the database stays away', async () => {
    const ends: WriterEnd[] = []
    const writer = new MeasurementWriter(
      () => Promise.reject(new Error('connect ECONNREFUSED')),
      (end) => ends.push(end),
      bounds,
    )
    writer.push(second(0))
    await writer.drain()
    expect(ends).toEqual([{ kind: 'gave-up', message: expect.stringContaining('ECONNREFUSED') }])
  })

  test('stops at once when the lease went to somebody else', async () => {
    const ends: WriterEnd[] = []
    const lost = new AppError('conflict', 'lost', { details: { reason: 'lease-lost' } })
    const writer = new MeasurementWriter(
      () => Promise.reject(lost),
      (end) => ends.push(end),
      bounds,
    )
    writer.push(second(0))
    writer.push(second(1))
    await writer.drain()
    expect(ends).toEqual([{ kind: 'lease-lost' }])
  })
})
