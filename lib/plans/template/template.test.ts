import { describe, expect, it } from 'vitest'
import { expectedRequests } from '#lib/load/forecast.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import { compilePlan } from '../compile.ts'
import { planDraftSchema } from '../document/plan.ts'
import { lintPlan } from '../lint/rules.ts'
import { objectivesFor } from '../objectives-for.ts'
import { formatPlanYaml, parsePlanYaml } from '../yaml.ts'
import { blankPlan } from './blank.ts'
import { demoPlan } from './demo.ts'

const demo = demoPlan('http://127.0.0.1:4010')

describe('the demo plan', () => {
  const compiled = compilePlan(demo)
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings))
  const { plan } = compiled
  const scenario = (key: string) => plan.scenarios.find((one) => one.key === key)!

  it('compiles, and the plan check finds nothing', () => {
    expect(lintPlan(demo).findings).toEqual([])
  })

  it('is the same through YAML', () => {
    expect(planDraftSchema.parse(demo)).toEqual(demo)
    expect(parsePlanYaml(formatPlanYaml(demo))).toEqual({ ok: true, draft: demo })
  })

  it('takes about a minute at most', () => {
    expect(totalDurationMs(scenario('baseline').load)).toBe(60_000)
    expect(totalDurationMs(scenario('smoke').load)).toBe(20_000)
    expect(totalDurationMs(scenario('peak').load)).toBe(55_000)
  })

  it('gives each objective the attempts it needs, even if the target takes 100 ms', () => {
    const slow = { responseTimeMs: 100, requestsPerIteration: 2.4, pausesMs: 140 }
    const hold = (key: string) => scenario(key).load.stages.find((stage) => stage.key === 'hold')!
    const steady = (key: string) => {
      const { startMs, durationMs } = hold(key)
      return expectedRequests(scenario(key).load, slow, startMs, startMs + durationMs)
    }
    // p95 needs 200 of each operation, the least frequent being one in eight requests; 0.1 % errors needs 3,000 of all.
    expect(steady('baseline')).toBeGreaterThan(3000)
    expect(steady('baseline') / 8).toBeGreaterThan(200)
    expect(steady('peak')).toBeGreaterThan(3000)
    expect(steady('smoke')).toBeGreaterThan(200)
  })

  it('judges each scenario by something', () => {
    expect(objectivesFor(plan, scenario('baseline')).map((one) => one.key)).toEqual([
      'create-p95',
      'read-p95',
      'list-p95',
      'errors',
      'answers-in-time',
      'baseline-criterion-1',
    ])
    expect(objectivesFor(plan, scenario('smoke')).map((one) => one.key)).toEqual([
      'smoke-criterion-1',
      'smoke-criterion-2',
    ])
    expect(objectivesFor(plan, scenario('peak')).map((one) => one.key)).toEqual([
      'create-p95',
      'read-p95',
      'list-p95',
      'errors',
      'peak-rate',
      'peak-criterion-1',
    ])
  })
})

describe('a blank plan', () => {
  it('is a valid draft that is not yet ready to run', () => {
    expect(planDraftSchema.parse(blankPlan('Orders'))).toEqual({ headroom: '1', name: 'Orders' })
    expect(compilePlan(blankPlan('Orders')).ok).toBe(false)
  })
})
