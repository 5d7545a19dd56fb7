import { describe, expect, it } from 'vitest'
import { runFact } from '#lib/cycles/testing.ts'
import { plan, ruleInput, waiverOf, withPeak } from './testing.ts'
import { unshownObjective } from './unshown-objective.ts'

const runs = [runFact(plan, 'base')]
const found = (tried: Parameters<typeof ruleInput>[0]) => unshownObjective.find(ruleInput(tried))

describe('a high-priority objective that should be shown in several scenarios', () => {
  it('is named with the scenario that does not show it, and keeps a go from being decided', () => {
    expect(found({ runs })).toEqual(['p95(read) < 100ms is not shown in Peak: Not run.'])
    expect(unshownObjective).toMatchObject({ outcome: 'conditional', blocksGo: true })
  })

  it('is not shown by what stays inconclusive there, nor by an invalid run', () => {
    expect(found({ runs: withPeak({ 'read-p95': 'inconclusive' }) })).toEqual([
      'p95(read) < 100ms is not shown in Peak: It came to inconclusive.',
    ])
  })

  it('is left to a waiver of its own or of the scenario, and to the rule for what nothing shows', () => {
    expect(found({ runs, waivers: [waiverOf('read-p95')] })).toEqual([])
    expect(found({ runs, waivers: [waiverOf('scenario:peak')] })).toEqual([])
    expect(found({ runs, waivers: [waiverOf('scenario:base')] })).toHaveLength(1)
    expect(found({ runs: [] })).toEqual([])
  })

  it('is told together with others that are missing for the same reason', () => {
    const both = ruleInput({ runs })
    const rows = both.coverage.rows.map((row) => ({ ...row, priority: 'high' as const }))
    expect(unshownObjective.find({ ...both, coverage: { ...both.coverage, rows } })).toEqual([
      'p95(read) < 100ms and error_rate < 1% are not shown in Peak: Not run.',
    ])
  })

  it('is not missed where the plan does not ask it', () => {
    expect(found({})).toEqual([])
  })
})
