import { describe, expect, it } from 'vitest'
import type { PlanDraft } from '../document/plan.ts'
import { findingsOf } from './lint-fixture.ts'
import { scheduleConflict } from './schedule-conflict.ts'

const scheduled = (schedule: NonNullable<PlanDraft['schedule']>, strategy: PlanDraft['strategy'] = []) =>
  findingsOf(scheduleConflict, (draft) => Object.assign(draft, { schedule, strategy }))

const weekly = { key: 'weekly', scenario: 'base', cron: '0 6 * * 1' }

describe('schedule-conflict', () => {
  it('finds nothing in a sound plan', () => {
    expect(findingsOf(scheduleConflict)).toEqual([])
  })

  it('finds two tests of one environment at one time', () => {
    const monthly = (cron: string) => scheduled([weekly, { key: 'monthly', scenario: 'flood', cron }])
    expect(monthly('0 7 * * 1#1')).toEqual([])
    expect(monthly('0 6 * * 2#1')).toEqual([])
    expect(monthly('5 6 * * 1#1')[0]).toMatchObject({
      places: ['schedule.weekly.cron', 'schedule.monthly.cron'],
      arithmetic: '2026-01-05 06:05 UTC: 10m and 10m',
    })
  })

  it('finds a planned test without a date, and a date for a test nobody planned', () => {
    const strategy = [{ type: 'baseline' }, { type: 'spike' }, { type: 'soak', cadence: 'before each release' }]
    const found = scheduled([weekly, { key: 'daily-smoke', cadence: 'daily' }], strategy)
    expect(found.map((one) => one.places)).toEqual([
      ['strategy.1.type', 'schedule'],
      ['schedule.daily-smoke', 'strategy'],
    ])
  })
})
