import { describe, expect, it } from 'vitest'
import { emptyLedger } from '#lib/runs/write-ledger.ts'
import { analyseAvailability, measureUptime, recoveryPoint } from './availability.ts'
import { figureOf, points, runOf } from './run-fixture.ts'

/** A probe a second; nothing is answered from `from` on for `seconds`. */
const probed = (from: number, seconds: number, length = 600) =>
  points(length, (second) => (second >= from && second < from + seconds ? { ok: 0, failed: 1 } : { ok: 1 }))

describe('availability', () => {
  it('is 95.0 % with an outage of 30 s in ten minutes, which has a begin and an end', () => {
    const said = analyseAvailability(runOf(probed(120, 30), []))
    expect(figureOf(said, 'availability')).toBeCloseTo(0.95, 6)
    expect(said.table?.rows).toEqual([{ from: '02:00', to: '02:30', length: 30_000 }])
    expect(said.sentence).toContain('95.0')
  })

  it('tells what is left of the downtime the plan allows, and the time to recover against it', () => {
    const availability = { uptime: 0.99, rtoMs: 60_000, rpoMs: null }
    const said = analyseAvailability(runOf(probed(120, 40), [], { availability }))
    expect(figureOf(said, 'budget-left')).toBeCloseTo(6000 - 40_000)
    expect(figureOf(said, 'rto')).toBe(40_000)
    expect(said.figures.find(({ key }) => key === 'rto')?.interval).toEqual([39_000, 41_000])
    expect(said.tone).toBe('bad')
  })

  it('is down between probes of ten seconds, too', () => {
    const all = points(60, (second) => (second % 10 > 0 ? { ok: 0 } : second === 20 ? { ok: 0, failed: 1 } : { ok: 1 }))
    expect(measureUptime(all).outages).toEqual([{ fromMs: 20_000, toMs: 30_000, isOver: true }])
  })

  it('is up while most attempts are answered, and never over what was not measured', () => {
    expect(measureUptime(points(10, () => ({ ok: 60, failed: 40 }))).share).toBe(1)
    expect(analyseAvailability(runOf([], [])).tone).toBe('unknown')
  })

  it('is not down where the end of the run interrupted what was under way', () => {
    const all = points(10, (second) => (second === 9 ? { ok: 0, interrupted: 50 } : {}))
    expect(measureUptime(all).outages).toEqual([])
  })

  it('says that a target stayed down', () => {
    const said = analyseAvailability(runOf(probed(590, 30), []))
    expect(said.sentence).toContain('to the end of the run')
    expect(figureOf(said, 'rto')).toBeNull()
  })

  it('names who was answered meanwhile', () => {
    const whileDown = [
      { key: 'read', ok: 12, attempts: 12 },
      { key: 'write', ok: 0, attempts: 30 },
    ]
    const said = analyseAvailability(runOf(probed(120, 30), [], { whileDown }))
    expect(said.suggestion?.advice).toContain('read was answered 12 of 12 times')
  })

  it('tells how old the writes were that an outage took', () => {
    const lost = [115_000, 119_000].map((atMs) => ({ key: `w${atMs}`, what: 'lost' as const, atMs }))
    const ledger = { ...emptyLedger(), acknowledged: 500, read: 500, lost: 2, examples: lost }
    const marks = [{ kind: 'integrity', offsetMs: 0, text: '', data: ledger }]
    const said = analyseAvailability(runOf(probed(120, 40), [], { marks }))
    expect([figureOf(said, 'rto'), figureOf(said, 'rpo'), figureOf(said, 'rpo-newest')]).toEqual([40_000, 5000, 1000])
  })

  it('reaches back to the oldest lost write', () => {
    const outage = { fromMs: 100_000, toMs: 140_000, isOver: true }
    expect(recoveryPoint(outage, [95_000, 99_000, 150_000])).toEqual({ rpoMs: 5000, newestMs: 1000, lost: 2 })
    expect(recoveryPoint(outage, [])).toEqual({ rpoMs: 0, newestMs: 0, lost: 0 })
  })
})
