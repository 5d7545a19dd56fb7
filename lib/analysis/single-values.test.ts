import { describe, expect, it } from 'vitest'
import { emptyLedger } from '#lib/runs/write-ledger.ts'
import { points, runOf, stagesOf } from './run-fixture.ts'
import { ANALYSED_METRICS, singleValuesOf } from './single-values.ts'

const SPIKED = stagesOf([
  { key: 'before', from: 100, seconds: 100 },
  { key: 'spike-1', phase: 'spike', from: 500, seconds: 20 },
  { key: 'after-spike-1', from: 100, seconds: 120 },
])
const slowUntil = (second: number) => points(240, (at) => ({ p95Ms: at >= 100 && at < second ? 900 : 20 }))

describe('values of a whole run', () => {
  it('are what its analyses found', () => {
    const marks = [
      { kind: 'integrity', offsetMs: 0, text: '', data: { ...emptyLedger(), acknowledged: 9, read: 9, lost: 2 } },
    ]
    const values = singleValuesOf(runOf(slowUntil(150), SPIKED, { marks }), ANALYSED_METRICS)
    expect(values.recovery_time).toMatchObject({ ok: true })
    expect(values.recovery_time?.ok && values.recovery_time.value).toBeLessThanOrEqual(30_000)
    expect(values.lost_writes).toMatchObject({ ok: true, value: 2, samples: 9 })
    expect(values.availability).toMatchObject({ ok: true, value: 1 })
    expect(values.breaking_point).toBeUndefined()
  })

  it('never end where the target never came back, and are not known where nobody saw it stay', () => {
    const never = singleValuesOf(runOf(slowUntil(999), SPIKED), ['recovery_time']).recovery_time
    expect(never).toMatchObject({ ok: true, value: Number.POSITIVE_INFINITY })
    const late = singleValuesOf(runOf(slowUntil(200), SPIKED), ['recovery_time']).recovery_time
    expect(late).toMatchObject({ ok: false, reason: expect.stringContaining('stay so for a minute') })
  })

  it('call what chance explains no drift', () => {
    const flat = runOf(points(200), stagesOf([{ key: 'hold', from: 1, seconds: 200 }]))
    expect(singleValuesOf(flat, ['drift']).drift).toMatchObject({ ok: true, value: 0 })
  })
})
