import { describe, expect, it } from 'vitest'
import { planDraftSchema } from '#lib/plans/document/plan.ts'
import { completeness, outlineOf } from './outline-sections.ts'

const HEADER = ['headroom', 'name', 'version', 'testDate', 'engineer', 'systems', 'ticket', 'summary', 'objectives']
const IN_SUMMARY = [...HEADER, 'baseline', 'target', 'goals', 'criticalMetrics', 'nextReview']
const entryOf = (draft: Parameters<typeof outlineOf>[0], id: string) => outlineOf(draft).find((one) => one.id === id)

describe('the outline of a plan', () => {
  it('has a place for everything a plan can hold', () => {
    const ids = outlineOf({ name: '' }).map(({ id }) => id)
    const parts = Object.keys(planDraftSchema.shape).filter((name) => !IN_SUMMARY.includes(name))
    expect(ids.toSorted()).toEqual(['summary', ...parts].toSorted())
  })

  it('of a blank plan is not begun anywhere', () => {
    const sections = outlineOf({ name: '' })
    expect(sections.every(({ share }) => share === 0)).toBe(true)
    expect(completeness(sections)).toBe(0)
  })

  it('says how far a section is filled in, and how many fields are still empty', () => {
    const draft = {
      name: 'Orders',
      environments: [{ key: 'a', name: 'A', baseUrl: 'http://127.0.0.1:1' }, { key: 'b' }],
      slas: [{ key: 'x', metric: 'p95', target: '1s', limit: '2s' }],
      risks: [{ key: 'r', risk: 'Data skew', probability: 'high' }],
    }
    expect(entryOf(draft, 'environments')).toMatchObject({ share: 0.5, count: 2, missing: 2 })
    expect(entryOf(draft, 'slas')).toMatchObject({ share: 1, count: 1, missing: 0 })
    expect(entryOf(draft, 'risks')).toMatchObject({ share: 0.5, missing: 2 })
  })

  it('takes a date that is none for a field that is not filled in', () => {
    const full = { name: 'n', summary: 's', systems: ['x'], version: '1', baseline: '1/s', target: '2/s' }
    expect(entryOf({ ...full, testDate: '2026-11-21' }, 'summary')?.share).toBe(1)
    expect(entryOf({ ...full, testDate: '2025-01-XX' }, 'summary')).toMatchObject({ share: 0.5, missing: 1 })
  })

  it('counts what every plan needs and what was begun, and no section that was left out', () => {
    const sections = outlineOf({ name: 'n', cost: { budget: '100', expected: '80' } })
    expect(completeness(sections)).toBeCloseTo((1 / 6 + 1) / 6)
  })
})
