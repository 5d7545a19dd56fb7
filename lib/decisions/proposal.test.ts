import { describe, expect, it } from 'vitest'
import { runFact } from '#lib/cycles/testing.ts'
import { cycleConfidence } from './confidence.ts'
import { propose } from './proposal.ts'
import { plan, ruleInput, type Tried, waiverOf, withPeak } from './rules/testing.ts'

const now = new Date('2026-11-21T13:00:00Z')
function proposed(tried?: Tried) {
  const input = ruleInput(tried)
  return propose(input, cycleConfidence(input.facts, input.coverage, now))
}

describe('the proposal', () => {
  it('is go when all is met', () => {
    expect(proposed()).toMatchObject({ outcome: 'go', goBlockedBecause: null, reasons: [{ rule: 'all-met' }] })
  })

  it('is no-go for a failed high-priority objective, and tells the lesser reasons after it', () => {
    const { outcome, reasons } = proposed({ runs: withPeak({ 'read-p95': 'fail', errors: 'warn' }) })
    expect(outcome).toBe('no-go')
    expect(reasons.map(({ rule }) => rule)).toEqual(['failed-objective', 'warned-objective'])
  })

  it('is conditional for a failed medium objective, and for a high one that is waived', () => {
    expect(proposed({ runs: withPeak({ errors: 'fail' }) }).outcome).toBe('conditional')
    const waivers = [waiverOf('read-p95')]
    expect(proposed({ runs: withPeak({ 'read-p95': 'fail' }), waivers }).outcome).toBe('conditional')
  })

  it('blocks a go while a high-priority objective is untested, and no longer once that is waived', () => {
    const runs = [runFact(plan, 'base')]
    expect(proposed({ runs })).toMatchObject({ outcome: 'no-go', goBlockedBecause: expect.stringContaining('Peak') })
    expect(proposed({ runs, waivers: [waiverOf('scenario:peak')] })).toMatchObject({
      ...{ outcome: 'conditional', goBlockedBecause: null },
    })
  })
})

describe('a go', () => {
  it('is blocked while one of two scenarios shows a high-priority objective and the other does not, and says what to do', () => {
    const shownOnce = proposed({ runs: withPeak({ 'read-p95': 'inconclusive' }) })
    expect(shownOnce).toMatchObject({ outcome: 'conditional', waiversForGo: ['read-p95'] })
    expect(shownOnce.goBlockedBecause).toBe(
      'p95(read) < 100ms is not shown in Peak: It came to inconclusive. Show it by a run, or let a lead waive it with an owner, a reason and an expiry: p95(read) < 100ms ("read-p95").',
    )
    const waived = proposed({ runs: withPeak({ 'read-p95': 'inconclusive' }), waivers: [waiverOf('read-p95')] })
    expect(waived).toMatchObject({ outcome: 'conditional', goBlockedBecause: null, waiversForGo: [] })
  })

  it('is not blocked by what one of medium priority leaves open', () => {
    expect(proposed({ runs: withPeak({ errors: 'inconclusive' }) })).toMatchObject({
      ...{ outcome: 'conditional', goBlockedBecause: null },
    })
  })
})

describe('confidence', () => {
  it('is high with what supports it', () => {
    const { level, reasons } = proposed().confidence
    expect(level).toBe('HIGH')
    expect(reasons[0]).toBe('All 2 runs are valid.')
  })

  it('falls with a run that was cut short, and says how short', () => {
    const cut = { endReason: 'stopped' as const, endedAt: new Date('2026-11-21T12:00:01.500Z') }
    const { level, reasons } = proposed({ runs: withPeak({}, cut) }).confidence
    expect(level).toBe('LOW')
    expect(reasons[0]).toBe('R-4 (Peak) lasted 1s of the 2s planned.')
  })

  it('falls with age and with gaps', () => {
    const old = { endedAt: new Date('2026-11-09T12:00:03Z') }
    expect(proposed({ runs: withPeak({}, old) }).confidence).toEqual({
      ...{ level: 'MEDIUM', reasons: ['R-4 (Peak) is 12 days old.'] },
    })
    const partly = proposed({ runs: withPeak({ 'read-p95': 'inconclusive' }) }).confidence
    expect(partly.level).toBe('MEDIUM')
  })

  it('tells the same doubt of several runs once', () => {
    const cut = (endedAt: string) => ({ endReason: 'stopped' as const, endedAt: new Date(endedAt) })
    const runs = [
      runFact(plan, 'base', cut('2026-11-21T12:00:02Z')),
      runFact(plan, 'peak', cut('2026-11-21T12:00:01.500Z')),
    ]
    expect(proposed({ runs }).confidence.reasons).toEqual([
      'R-4 (Peak) lasted 1s of the 2s planned. Likewise R-4 (Baseline).',
    ])
  })

  it('is low where nothing was run', () => {
    expect(proposed({ runs: [] }).confidence).toEqual({ level: 'LOW', reasons: ['Nothing was run.'] })
  })
})
