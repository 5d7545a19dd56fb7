import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { withoutWaits } from '#lib/load/forecast.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import { draftOf, planOf } from '../compile-fixture.ts'
import { lintPlan } from '../lint/rules.ts'

const folder = new URL('./families/', import.meta.url)
const families = readdirSync(folder).filter((name) => name.endsWith('.yaml'))

describe.each(families)('the scenarios of %s', (name) => {
  const draft = draftOf(readFileSync(new URL(name, folder), 'utf8'))

  it('compile, and the plan check finds nothing in them', () => {
    expect(lintPlan(draft).findings).toEqual([])
  })

  it('take a minute at most, and go to the demo target', () => {
    const plan = planOf(draft)
    expect(plan.environments.map(({ baseUrl }) => baseUrl)).toEqual(['http://127.0.0.1:4010'])
    for (const { key, load } of plan.scenarios)
      expect(totalDurationMs(withoutWaits(load)), key).toBeLessThanOrEqual(60_000)
  })
})

it('the families hold every kind of load', () => {
  const drafts = families.map((name) => draftOf(readFileSync(new URL(name, folder), 'utf8')))
  const scenarios = drafts.flatMap((draft) => draft.scenarios ?? [])
  const used = scenarios.flatMap((scenario) => [...Object.keys(scenario.load ?? {}), ...Object.keys(scenario)])
  for (const one of ['multipliers', 'spikes', 'stages', 'continue', 'iterations', 'perUser', 'maxRate', 'levels'])
    expect(used, one).toContain(one)
  expect(new Set(scenarios.map(({ type }) => type))).toEqual(
    new Set(['baseline', 'peak', 'stress', 'volume', 'spike', 'scalability', 'load', 'soak', 'custom']),
  )
})
