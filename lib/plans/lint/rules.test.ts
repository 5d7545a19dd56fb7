import { describe, expect, it } from 'vitest'
import { soundPlan } from './lint-fixture.ts'
import { lintPlan, RULES } from './rules.ts'

describe('the plan check', () => {
  it('finds nothing in a sound plan', () => {
    expect(lintPlan(soundPlan())).toEqual({ errors: 0, warnings: 0, findings: [] })
  })

  it('counts errors and warnings, and tells each once', () => {
    const draft = soundPlan()
    draft.slas![0]!.operation = 'raed'
    draft.alerts = [{ key: 'slow', when: ['p95 > 2s for 2m'] }]
    const result = lintPlan(draft)
    expect(result).toMatchObject({ errors: 1, warnings: 1 })
    expect(result.findings.map((finding) => finding.rule)).toEqual(['unknown-reference', 'nobody-notified'])
  })

  it('tells why a half-typed plan does not compile, without failing itself', () => {
    const result = lintPlan({ name: '', slas: [{ key: 'a', metric: 'p9' }], scenarios: [{ key: 's' }] })
    expect(result.errors).toBeGreaterThan(3)
    expect(result.findings.every((finding) => finding.message && finding.places.length > 0)).toBe(true)
  })

  it('has a frozen list in which each rule has its own name', () => {
    expect(Object.isFrozen(RULES)).toBe(true)
    expect(new Set(RULES.map((rule) => rule.name)).size).toBe(RULES.length)
  })
})
