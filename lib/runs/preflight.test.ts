import { describe, expect, it } from 'vitest'
import { instancePolicy } from '#lib/access/target-policy.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import type { LoadDraft } from '#lib/plans/document/plan.ts'
import { checkPlan } from './preflight.ts'

const policy = { ...instancePolicy([]), maxRatePerSecond: 500, maxDurationMs: 60_000 }

function problemsOf(load: LoadDraft): string[] {
  const compiled = compilePlan({
    name: 'Orders',
    environments: [{ key: 'demo', baseUrl: 'http://127.0.0.1:4010' }],
    operations: [{ key: 'read', request: { path: '/orders' } }],
    scenarios: [{ key: 'main', load, mix: [{ operation: 'read' }] }],
  })
  if (!compiled.ok) throw new Error(compiled.findings[0]?.message)
  const { problems } = checkPlan(compiled.plan, { scenario: 'main' }, { allowed: true, reason: '' }, policy)
  return problems.map(({ code, message }) => `${code}: ${message}`)
}

describe('a load past what is allowed here', () => {
  it('is refused before it is queued, whichever way it asks for its rate', () => {
    const refused = (rate: number) => [
      `rate-cap: The scenario asks for ${rate} requests/s; this Headroom sends at most 500/s.`,
    ]
    expect(problemsOf({ rate: '600/s', hold: '10s' })).toEqual(refused(600))
    expect(problemsOf({ users: '10', hold: '10s', maxRate: '800/s' })).toEqual(refused(800))
    expect(problemsOf({ users: '100', hold: '10s', perUser: '7/s' })).toEqual(refused(700))
  })

  it('is not one that stays within it', () => {
    expect(problemsOf({ rate: '600/s', hold: '10s', maxRate: '500/s' })).toEqual([])
    expect(problemsOf({ users: '100', hold: '10s' })).toEqual([])
    expect(problemsOf({ users: '100', hold: '10s', perUser: '7/s', maxRate: '500/s' })).toEqual([])
  })

  it('is refused when it takes too long', () => {
    expect(problemsOf({ users: '1', hold: '2m' })).toEqual([expect.stringMatching(/^duration-cap: .*at most 1m/)])
  })
})
