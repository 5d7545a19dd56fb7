import { expect, it } from 'vitest'
import { log } from '#lib/core/log.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import { leaseLost } from '#lib/runs/commands/record.ts'
import { MonitorWriter } from './monitor-writer.ts'

const SERIES: MonitorSeries[] = ['cpu', 'memory'].map((key) => ({
  ...{ monitor: 'app', key, label: key, role: null, unit: null, kind: 'gauge', points: [] },
}))
const reading = (metric: string, offsetMs: number) => ({ monitor: 'app', metric, point: { offsetMs, value: offsetMs } })

function writer(fails: (attempt: number) => Error | null, retryMs = 1) {
  const written: string[] = []
  let attempt = 0
  const one = new MonitorWriter(
    SERIES,
    async (series) => {
      const error = fails(attempt++)
      if (error) throw error
      for (const { key, points } of series) written.push(`${key} ${points.map(({ offsetMs }) => offsetMs).join()}`)
    },
    log,
    retryMs,
  )
  return { one, written, attempts: () => attempt }
}

it('writes again what could not be written while the database was away, in order and once', async () => {
  const { one, written } = writer((attempt) => (attempt < 3 ? new Error('Connection terminated') : null))
  one.push([reading('cpu', 0), reading('memory', 0)])
  one.push([reading('cpu', 1000)])
  await one.drain(5_000)
  expect(written).toEqual(['cpu 0,1000', 'memory 0'])
})

it('gives up when the lease is lost, and when time is over', async () => {
  const lost = writer(() => leaseLost())
  lost.one.push([reading('cpu', 0)])
  await lost.one.drain(5_000)
  lost.one.push([reading('cpu', 1000)])
  await lost.one.drain(5_000)
  expect(lost.attempts()).toBe(1)
  const away = writer(() => new Error('Connection terminated'))
  away.one.push([reading('cpu', 0)])
  await away.one.drain(20)
  expect(away.written).toEqual([])
})
