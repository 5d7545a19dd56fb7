import { describe, expect, it } from 'vitest'
import type { PlanHead } from '#lib/plans/schema.ts'
import type { RunHead } from '#lib/runs/schema.ts'
import { overviewSentence, planRows, sayWhen, verdictOf } from './outcome.ts'

const plan = (id: string, updatedAt = '2026-11-20T10:00:00.000Z') => ({ id, name: id, updatedAt }) as PlanHead
const run = (planId: string, state: string, verdict: string | null, validity = 'valid') =>
  ({ planId, state, verdict, validity }) as RunHead

describe('the overview', () => {
  it('puts what needs attention first', () => {
    const runs = [
      run('b', 'ended', 'fail'),
      run('a', 'running', null),
      run('a', 'ended', 'pass'),
      run('c', 'ended', 'warn'),
    ]
    const rows = planRows([plan('a'), plan('b'), plan('c'), plan('d')], runs)
    expect(rows.map((row) => [row.plan.id, row.verdict])).toEqual([
      ['b', 'fail'],
      ['c', 'warn'],
      ['d', 'none'],
      ['a', 'pass'],
    ])
    expect(overviewSentence(1, rows)).toBe('1 run is live, 1 plan failed its last run.')
    expect(overviewSentence(0, [])).toBe('Nothing is planned.')
  })

  it('believes no verdict of an invalid run', () => {
    expect(verdictOf({ verdict: 'pass', validity: 'invalid' })).toBe('invalid')
    expect(verdictOf(undefined)).toBe('none')
  })

  it('says when something was, in words', () => {
    const now = '2026-11-19T14:29:00.000Z'
    expect(sayWhen('2026-11-19T14:28:30.000Z', now)).toBe('just now')
    expect(sayWhen('2026-11-19T14:17:00.000Z', now)).toBe('12\u00a0min ago')
    expect(sayWhen('2026-11-19T09:31:00.000Z', now)).toBe('today 09:31')
    expect(sayWhen('2026-11-18T23:59:00.000Z', now)).toBe('yesterday 23:59')
    expect(sayWhen('2026-11-16T09:31:00.000Z', now)).toBe('3 days ago')
    expect(sayWhen('2026-10-01T09:31:00.000Z', now)).toBe('1 Oct 2026')
  })
})
