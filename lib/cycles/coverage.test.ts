import { describe, expect, it } from 'vitest'
import { acceptanceOf } from './acceptance.ts'
import { checklistsOf } from './checklist.ts'
import { coverageOf } from './coverage.ts'
import { criticalMetricsOf } from './critical-metrics.ts'
import type { CycleFacts } from './facts.ts'
import { compiledOrders, factsOf, ordersDraft, runFact, verdictOf } from './testing.ts'

const plan = compiledOrders()
const coverage = (facts: CycleFacts) => coverageOf(facts, checklistsOf(facts, [], []).success, [])
const rowOf = (facts: CycleFacts, key: string) => coverage(facts).rows.find((row) => row.key === key)

describe('coverage', () => {
  it('names what is not run', () => {
    const row = rowOf(factsOf([runFact(plan, 'base')]), 'read-p95')
    expect(row?.result).toBe('pass')
    expect(row?.gaps).toEqual([{ scenario: 'peak', why: 'Peak: Not run.' }])
  })

  it('takes the worst of the scenarios that tell', () => {
    const peak = runFact(plan, 'peak', { verdict: verdictOf(plan, 'peak', { 'read-p95': 'warn' }) })
    expect(rowOf(factsOf([runFact(plan, 'base'), peak]), 'read-p95')?.result).toBe('warn')
  })

  it('calls a run of another load stale, and of which revision', () => {
    const other = runFact(plan, 'peak', { revision: { id: 'r0', number: 7 }, isSameLoad: false })
    const row = rowOf(factsOf([other]), 'a1')
    expect(row?.cells.find(({ scenario }) => scenario === 'peak')?.status).toBe('stale')
    expect(row?.gaps[0]?.why).toContain('revision 7')
    expect(row?.result).toBe('untested')
  })

  it('does not count an excluded run and says why it was left out', () => {
    const excluded = { because: 'the cache was cold', by: 'Ada', at: new Date() }
    const row = rowOf(factsOf([runFact(plan, 'peak', { excluded })]), 'a1')
    expect(row?.result).toBe('untested')
    expect(row?.gaps[0]?.why).toContain('the cache was cold')
  })

  it('calls what a run that ended early could not tell too short', () => {
    const cut = runFact(plan, 'peak', {
      endReason: 'stopped',
      verdict: verdictOf(plan, 'peak', { a1: 'inconclusive' }),
    })
    expect(rowOf(factsOf([cut]), 'a1')?.cells[1]?.status).toBe('too-short')
  })

  it('takes nothing from an invalid run', () => {
    const invalid = runFact(plan, 'peak', { verdict: verdictOf(plan, 'peak', { a1: 'inconclusive' }, 'invalid') })
    expect(rowOf(factsOf([invalid]), 'a1')).toMatchObject({
      result: 'inconclusive',
      cells: [{}, { status: 'invalid' }],
    })
  })

  it('lets a later run of a scenario speak in place of an earlier one', () => {
    const failed = runFact(plan, 'peak', { id: 'first', verdict: verdictOf(plan, 'peak', { a1: 'fail' }) })
    const later = runFact(plan, 'peak', { id: 'second', createdAt: new Date('2026-11-21T13:00:00Z') })
    expect(rowOf(factsOf([failed, later]), 'a1')?.result).toBe('pass')
  })

  it('asks for what the phases of a scenario must come to', () => {
    const draft = ordersDraft()
    const [base, peak] = draft.scenarios ?? []
    const phases = [{ key: 'warm', name: 'Warm-up', for: '1s', success: ['p95 < 80ms'], gate: true }]
    const phased = { ...draft, scenarios: [base!, { ...peak!, phases }] }
    const own = compiledOrders(phased)
    const view = coverageOf(factsOf([runFact(own, 'peak')], phased, own), [], [])
    const row = view.rows.find(({ key }) => key === 'peak-warm-1')
    expect(row).toMatchObject({ label: 'Warm-up: p95 < 80ms during warm', priority: 'high', result: 'pass' })
    expect(row?.cells.map(({ status }) => status)).toEqual(['not-asked', 'pass'])
  })

  it('counts what a person confirms', () => {
    const facts = factsOf([runFact(plan, 'base')])
    const key = 'base/test-data-restored'
    expect(rowOf(facts, key)).toMatchObject({ source: 'evidence', result: 'untested', priority: 'medium' })
    const mark = {
      id: 'm',
      state: 'done' as const,
      note: 'row counts compared',
      by: 'Ada',
      at: '',
      run: null,
      attachment: null,
    }
    const marked = checklistsOf(facts, [{ ...mark, list: 'success', item: key }], []).success
    expect(coverageOf(facts, marked, []).rows.find((row) => row.key === key)?.result).toBe('pass')
  })
})

describe('acceptance', () => {
  it('says three of four', () => {
    const draft = ordersDraft({
      acceptance: [
        { key: 'a1', requirement: 'Peak holds 40/s', judge: 'rate >= 40/s', scenario: 'peak' },
        { key: 'a2', requirement: 'p95', judge: 'p95 < 1s', scenario: 'peak' },
        { key: 'a3', requirement: 'p99', judge: 'p99 < 1s', scenario: 'peak' },
        { key: 'a4', requirement: 'errors', judge: 'error_rate < 1%', scenario: 'peak' },
      ],
    })
    const own = compiledOrders(draft)
    const run = runFact(own, 'peak', { verdict: verdictOf(own, 'peak', { a3: 'fail' }) })
    const view = acceptanceOf(coverageOf(factsOf([run], draft, own), [], []), [])
    expect(view).toMatchObject({ met: 3, total: 4, passed: false })
    expect(view.items[2]).toMatchObject({ status: 'fail', scenarios: [{ key: 'peak' }], reason: 'It came to fail.' })
  })
})

describe('critical metrics', () => {
  it('are not judged by what is asked of a phase alone, where something is asked of the whole', () => {
    const phases = [{ key: 'validation', success: ['error_rate < 5%'] }]
    const scenarios = ordersDraft().scenarios?.map((one) => (one.key === 'peak' ? { ...one, phases } : one))
    const draft = ordersDraft({ ...(scenarios ? { scenarios } : {}) })
    const facts = factsOf([runFact(plan, 'base'), runFact(plan, 'peak')], draft, compiledOrders(draft))
    expect(criticalMetricsOf(facts.draft, coverage(facts))[1]).toMatchObject({ objective: 'errors', status: 'pass' })
  })

  it('shows exactly those that are starred, with the objective that judges each', () => {
    const facts = factsOf([runFact(plan, 'base'), runFact(plan, 'peak')])
    const rows = criticalMetricsOf(facts.draft, coverage(facts))
    expect(rows.map(({ text, objective, status }) => [text, objective, status])).toEqual([
      ['p95(read)', 'read-p95', 'pass'],
      ['error_rate', 'errors', 'pass'],
    ])
  })

  it('says that nothing judges one', () => {
    const [row] = criticalMetricsOf({ name: 'x', criticalMetrics: ['monitor(memory)'] }, coverage(factsOf([])))
    expect(row).toMatchObject({ status: 'untested', objective: null, reason: expect.stringContaining('No objective') })
  })
})
