import { describe, expect, test } from 'vitest'
import { expectedRequests } from '#lib/load/forecast.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import { compilePlan } from '../compile.ts'
import { planDraftSchema } from '../document/plan.ts'
import { formatPlanYaml, parsePlanYaml } from '../yaml.ts'
import { blankPlan } from './blank.ts'
import { demoPlan } from './demo.ts'

const draft = demoPlan('http://127.0.0.1:4010')

function compiled() {
  const result = compilePlan(draft)
  if (!result.ok) throw new Error(JSON.stringify(result.findings))
  return result.plan
}

describe('templates', () => {
  test('the demo plan is a valid document that compiles and survives YAML', () => {
    expect(planDraftSchema.parse(draft)).toEqual(draft)
    expect(compiled().environments[0]?.baseUrl).toBe('http://127.0.0.1:4010')
    expect(parsePlanYaml(formatPlanYaml(draft))).toMatchObject({ ok: true, draft })
  })

  test('every scenario of the demo takes at most a minute', () => {
    for (const { load } of compiled().scenarios) expect(totalDurationMs(load)).toBeLessThanOrEqual(60_000)
  })

  test('the baseline gives each operation the samples its percentiles need', () => {
    const load = compiled().scenarios.find((one) => one.key === 'baseline')!.load
    const iterations = expectedRequests(load, { responseTimeMs: 100, pausesMs: 300 }, 10_000, 50_000)
    expect(iterations * 0.4).toBeGreaterThan(200 * 1.5)
  })

  test('a blank plan is a valid document', () => {
    expect(planDraftSchema.safeParse(blankPlan('Shop')).success).toBe(true)
  })
})
