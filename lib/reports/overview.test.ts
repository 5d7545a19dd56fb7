import { describe, expect, it } from 'vitest'
import type { CycleListItem } from '#lib/cycles/schema.ts'
import type { TrendRun } from './overview-schema.ts'
import { planTrend } from './plan-trend.ts'
import { byDate, type ScheduledPlan, scheduledCycles, scheduledTests } from './scheduled-tests.ts'

const NOW = Date.parse('2026-11-19T14:29:00Z')

const plan = (change: Partial<ScheduledPlan> = {}): ScheduledPlan => ({
  ...{
    id: 'p',
    name: 'Orders API',
    since: '2026-11-01T00:00:00Z',
    scenarios: [{ key: 'soak', name: 'Soak' }],
    lastRuns: {},
  },
  schedule: [{ key: 'weekly', scenario: 'soak', cron: '0 22 * * 2', timezone: 'UTC' }],
  ...change,
})

describe('scheduled tests', () => {
  it('are overdue when nobody started them since they were due', () => {
    expect(scheduledTests([plan()], NOW)[0]).toMatchObject({
      scenario: { name: 'Soak' },
      isOverdue: true,
      dueAt: '2026-11-17T22:00:00.000Z',
    })
  })

  it('are due next once they ran, and when the plan is younger than the date', () => {
    const next = { isOverdue: false, dueAt: '2026-11-24T22:00:00.000Z' }
    expect(scheduledTests([plan({ lastRuns: { soak: '2026-11-17T22:00:05Z' } })], NOW)[0]).toMatchObject(next)
    expect(scheduledTests([plan({ since: '2026-11-18T00:00:00Z' })], NOW)[0]).toMatchObject(next)
  })

  it('put what is late first, and what has only words last', () => {
    const schedule = [
      { key: 'a', scenario: 'soak', cadence: 'before each release' },
      { key: 'b', scenario: 'soak', cron: '0 6 * * 5' },
      { key: 'c', scenario: 'soak', cron: '0 22 * * 2' },
    ]
    const lastRuns = { soak: '2026-11-14T00:00:00Z' }
    expect(scheduledTests([plan({ schedule, lastRuns })], NOW).map(({ key }) => key)).toEqual(['p/c', 'p/b', 'p/a'])
  })
})

describe('scheduled cycles', () => {
  const cycle = (change: Partial<CycleListItem> = {}) =>
    ({
      ...{ id: 'c', name: 'Orders 2.4', state: 'open', startsOn: '2026-11-18', scenarios: { total: 3, run: 0 } },
      ...{ plan: { id: 'p', name: 'Orders API' }, environment: { key: 'demo', name: 'Demo' } },
      ...change,
    }) as CycleListItem

  it('are overdue once the day they were to begin on is over', () => {
    const due = (startsOn: string) => scheduledCycles([cycle({ startsOn })], NOW)[0]?.isOverdue
    expect(['2026-11-18', '2026-11-19', '2026-11-20'].map(due)).toEqual([true, false, false])
  })

  it('are those nothing was run in, in which somebody may start', () => {
    const begun = [
      cycle({ scenarios: { total: 3, run: 1 } }),
      cycle({ state: 'running' }),
      cycle({ state: 'closed' }),
      cycle({ startsOn: null }),
    ]
    expect(scheduledCycles(begun, NOW)).toEqual([])
  })

  it('stand among the tests of plans by their date', () => {
    const tests = byDate([...scheduledTests([plan()], NOW), ...scheduledCycles([cycle()], NOW)])
    expect(tests.map(({ key }) => key)).toEqual(['p/weekly', 'c'])
  })
})

const run = (label: string, actual: number | null, validity: TrendRun['validity'] = 'valid'): TrendRun => ({
  ...{ planId: 'p', label, verdict: 'pass', validity },
  objectives: [
    {
      ...{
        key: 'p95',
        metric: 'p95',
        selector: 'pay',
        comparator: '<',
        unit: 'ms',
        actual,
        target: 500,
        limit: 800,
        priority: 'high',
      },
      ...{ headroom: actual === null ? null : (800 - actual) / 800, verdict: 'pass' },
    },
    {
      ...{
        key: 'log',
        metric: 'max',
        selector: null,
        comparator: '<',
        unit: 'ms',
        actual: 799,
        target: 500,
        limit: 800,
        priority: 'low',
      },
      ...{ headroom: 0.001, verdict: 'warn' },
    },
  ],
})

describe('the trend of a plan', () => {
  it('follows what had the least room in its newest run, oldest first', () => {
    expect(planTrend('p', [run('R-3', 450), run('R-2', 430)])).toMatchObject({
      metric: 'p95 pay',
      actual: 450,
      points: [
        { label: 'R-2', value: 430 },
        { label: 'R-3', value: 450 },
      ],
    })
  })

  it('leaves a gap where the instrument could not be believed', () => {
    const trend = planTrend('p', [run('R-3', 450), run('R-2', 430, 'invalid')])
    expect(trend?.points[0]).toEqual({ label: 'R-2', value: null, verdict: 'invalid' })
  })

  it('says nothing of now when the newest run cannot be believed', () => {
    expect(planTrend('p', [run('R-3', 450, 'invalid'), run('R-2', 430)])).toMatchObject({
      actual: null,
      headroom: null,
    })
  })

  it('is nothing while nothing was judged', () => {
    expect(planTrend('p', [{ ...run('R-1', 1), objectives: [] }])).toBeNull()
  })
})
