import { describe, expect, it } from 'vitest'
import type { Analysis } from '#lib/analysis/analysis.ts'
import { coverageOf } from './coverage.ts'
import { kpisOf } from './kpi.ts'
import { matrixOf, viewRuns } from './matrix.ts'
import type { RunFigures } from './run-figures.ts'
import { steadySeconds, targetRate } from './run-figures.ts'
import { compiledOrders, factsOf, runFact, verdictOf } from './testing.ts'

const plan = compiledOrders()
const figures = (change: Partial<RunFigures> = {}): RunFigures => ({
  ...{ durationMs: 2_000, peakUsers: 3, peakRatePerSecond: 41, requests: 80, errorRate: 0.01 },
  ...{ latencyMs: { p50: 10, p95: 40, p99: 50, max: 90 }, steadyRatePerSecond: 38, ...change },
})
const analysis = (key: string, values: Record<string, number>): Analysis => ({
  ...{ key, title: key, tone: 'note', sentence: '', howToRead: '', chart: null, table: null, window: null },
  suggestion: null,
  figures: Object.entries(values).map(([name, value]) => ({
    ...{ key: name, label: name, value, unit: 'perSecond' as const, interval: null },
  })),
})

describe('the matrix', () => {
  it('has a row for every scenario, also one that was not run', () => {
    const rows = matrixOf(factsOf([runFact(plan, 'peak')]), new Map([['id-peak', figures()]]), [], new Map())
    expect(rows.map(({ scenario, status }) => [scenario.key, status])).toEqual([
      ['base', 'not-run'],
      ['peak', 'done'],
    ])
    expect(rows[1]).toMatchObject({
      ...{ plannedDurationMs: 2_000, durationMs: 2_000, peakRatePerSecond: 41, verdict: 'pass', attempts: 1 },
      ...{ throughput: { target: 40, actual: 38, efficiency: 0.95 }, memoryBytes: null, peakUsers: null },
      leastHeadroom: { value: 0.5 },
    })
  })

  it('says that a run was cut short, goes on, or is stale', () => {
    const statusOf = (change: object) =>
      matrixOf(factsOf([runFact(plan, 'peak', change)]), new Map(), [], new Map())[1]?.status
    expect(statusOf({ endReason: 'aborted' })).toBe('incomplete')
    expect(statusOf({ state: 'running', endReason: null, verdict: null })).toBe('running')
    expect(statusOf({ revision: { id: 'x', number: 9 }, isSameLoad: false })).toBe('stale')
    expect(statusOf({ excluded: { because: 'cold', by: 'Ada', at: new Date() } })).toBe('not-run')
  })

  it('shows memory where a monitor told it', () => {
    const told = new Map([['id-peak', [analysis('drift/memory', { initial: 100, peak: 180, final: 150 })]]])
    const [, peak] = matrixOf(factsOf([runFact(plan, 'peak')]), new Map(), [], told)
    expect(peak?.memoryBytes).toEqual({ initial: 100, peak: 180, final: 150, growth: 50 })
  })

  it('lists every run with the one that speaks for its scenario', () => {
    const earlier = runFact(plan, 'peak', { id: 'a', label: 'R-1' })
    const later = runFact(plan, 'peak', { id: 'b', label: 'R-2' })
    expect(viewRuns(factsOf([earlier, later])).map(({ run, counts }) => [run.label, counts])).toEqual([
      ['R-2', true],
      ['R-1', false],
    ])
  })

  it('tells runs that were attached from those that were started in a cycle', () => {
    const runs = ['suite', 'cycle', 'manual'].map((trigger) => runFact(plan, 'peak', { id: trigger, trigger }))
    expect(viewRuns(factsOf(runs)).map(({ run, isAttached }) => [run.id, isAttached])).toEqual([
      ['manual', true],
      ['cycle', false],
      ['suite', false],
    ])
  })
})

describe('throughput', () => {
  it('is to reach what an open model offers while it is steady', () => {
    const [base] = plan.scenarios
    expect(targetRate(plan, base!)).toBe(20)
    expect(steadySeconds(base!, 2_000)).toEqual([[0, 2]])
    expect(steadySeconds(base!, 1_500)).toEqual([[0, 1]])
  })
})

describe('key figures', () => {
  const facts = factsOf([
    runFact(plan, 'base'),
    runFact(plan, 'peak', { verdict: verdictOf(plan, 'peak', { 'read-p95': 'fail' }) }),
  ])
  const measured = new Map([
    ['id-base', figures({ latencyMs: { p50: 5, p95: 20, p99: 30, max: 31 }, peakRatePerSecond: 21 })],
    ['id-peak', figures()],
  ])
  const kpis = (analyses = new Map<string, Analysis[]>()) =>
    Object.fromEntries(kpisOf(facts, measured, coverageOf(facts, [], []), analyses).map((one) => [one.key, one]))

  it('come each from a run, which is named', () => {
    expect(kpis()).toMatchObject({
      'baseline-p95': { value: 20, unit: 'ms', run: { id: 'id-base' } },
      'peak-p95': { value: 40, run: { id: 'id-peak' }, derivation: { samples: 80 } },
      'sla-compliance': { value: 0.5, note: '1 of 2 SLA rows met' },
      'peak-rate': { value: 41, target: 40, run: { id: 'id-peak' } },
      efficiency: { value: 0.95, unit: 'fraction' },
      'breaking-point': { value: null, note: 'No run searched for it.' },
    })
  })

  it('take nothing from an invalid run, and say so', () => {
    const invalid = runFact(plan, 'peak', { verdict: verdictOf(plan, 'peak', { a1: 'inconclusive' }, 'invalid') })
    const own = factsOf([runFact(plan, 'base'), invalid])
    const told = new Map([['id-peak', [analysis('breaking-point', { breaking_point: 400 })]]])
    const found = kpisOf(own, measured, coverageOf(own, [], []), told)
    const value = (key: string) => found.find((one) => one.key === key)
    expect(value('peak-p95')).toMatchObject({
      value: null,
      note: `${invalid.label} is invalid.`,
      run: { id: 'id-peak' },
    })
    expect(value('breaking-point')).toMatchObject({ value: null })
    expect(value('peak-rate')).toMatchObject({ value: 21, run: { id: 'id-base' } })
  })

  it('take what analyses found', () => {
    const found = kpis(
      new Map([['id-peak', [analysis('breaking-point', { breaking_point: 400, sustainable_rate: 350 })]]]),
    )
    expect(found['breaking-point']).toMatchObject({ value: 400, run: { id: 'id-peak' } })
    expect(found['sustained-rate']).toMatchObject({ value: 350 })
  })
})
