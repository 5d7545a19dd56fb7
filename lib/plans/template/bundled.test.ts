import { describe, expect, it } from 'vitest'
import { withoutWaits } from '#lib/load/forecast.ts'
import { totalDurationMs } from '#lib/load/pacer.ts'
import { planOf } from '../compile-fixture.ts'
import { planDraftSchema } from '../document/plan.ts'
import { lintPlan } from '../lint/rules.ts'
import { bundledTemplates, planFromTemplate } from '../template.ts'
import { formatPlanYaml, parsePlanYaml } from '../yaml.ts'

const use = { baseUrl: 'http://127.0.0.1:4999/', now: new Date('2026-11-21T10:00:00Z'), engineer: 'Ada' }
const templates = bundledTemplates()
const drafts = templates.map(({ key }) => ({ key, draft: planFromTemplate(key, use) }))

it('there are five, one for each document they take the place of', () => {
  expect(templates.map(({ key }) => key)).toEqual([
    'integration',
    'messaging',
    'api-sla',
    'scale-up',
    'performance-plan',
  ])
})

describe.each(drafts)('the template $key', ({ draft }) => {
  it('is a document the plan check finds nothing in', () => {
    expect(planDraftSchema.parse(draft)).toEqual(draft)
    expect(lintPlan(draft).findings).toEqual([])
  })

  it('has one key for each objective', () => {
    const keys = planOf(draft).objectives.map(({ key }) => key)
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  })

  it('leaves out what it does not say', () => {
    expect(emptyPlaces(draft, [])).toEqual([])
  })

  it('is the same through YAML', () => {
    expect(parsePlanYaml(formatPlanYaml(draft))).toEqual({ ok: true, draft })
  })

  it('goes to the demo target alone, and asks for no secret', () => {
    const [environment] = planOf(draft).environments
    const addresses = [...JSON.stringify(draft).matchAll(/https?:\/\/([^/"]+)/g)].map(([, host]) => host)
    expect(new Set(addresses)).toEqual(new Set(['127.0.0.1:4999', 'example.test']))
    expect(environment).toMatchObject({ baseUrl: 'http://127.0.0.1:4999', secrets: [] })
  })

  it('can be tried within a minute: a smoke test and a baseline come first', () => {
    const plan = planOf(draft)
    const [first] = plan.scenarios
    expect(first?.type).toBe('smoke')
    const short = plan.scenarios.filter(({ type }) => type === 'smoke' || type === 'baseline')
    expect(short.map(({ type }) => type)).toContain('baseline')
    for (const { key, load } of short) expect(totalDurationMs(withoutWaits(load)), key).toBeLessThanOrEqual(60_000)
  })

  it('says of each scenario why, how, what is collected, expected and judged', () => {
    for (const scenario of draft.scenarios ?? []) {
      const said = [scenario.objective, scenario.steps, scenario.collect, scenario.expected, scenario.criteria]
      for (const one of said) expect(one?.length, scenario.key).toBeGreaterThan(0)
    }
  })

  it('fills in the sections of a test plan', () => {
    for (const section of ['objectives', 'metrics', 'goals', 'criticalMetrics', 'contacts', 'environments', 'modules'])
      expect(draft, section).toHaveProperty(section)
    for (const section of ['slas', 'availability', 'resources', 'acceptance', 'strategy', 'monitors', 'alerts'])
      expect(draft, section).toHaveProperty(section)
    for (const section of ['checklists', 'schedule', 'risks', 'links', 'notes', 'cost', 'ticket', 'summary'])
      expect(draft, section).toHaveProperty(section)
    expect(draft).toMatchObject({ testDate: '2026-11-21', nextReview: '2027-02-20', engineer: 'Ada' })
  })
})

it('together they hold every kind of load', () => {
  const scenarios = drafts.flatMap(({ draft }) => draft.scenarios ?? [])
  const used = scenarios.flatMap((scenario) => [...Object.keys(scenario.load ?? {}), ...Object.keys(scenario)])
  for (const one of ['multipliers', 'spikes', 'stages', 'continue', 'iterations', 'perUser', 'maxRate', 'levels'])
    expect(used, one).toContain(one)
  expect(new Set(scenarios.map(({ type }) => type))).toEqual(
    new Set([...['smoke', 'baseline', 'load', 'peak', 'stress', 'volume', 'soak', 'spike', 'scalability'], 'custom']),
  )
})

it('tells what is inside before it is chosen', () => {
  const messaging = templates.find(({ key }) => key === 'messaging')
  expect(messaging?.contents).toMatchObject({ operations: 23 })
  expect(messaging?.contents.scenarios.map(({ key }) => key)).toEqual([
    ...[
      'smoke',
      'baseline',
      'everyday',
      'people',
      'campaigns',
      'tracking',
      'import',
      'stress',
      'spike',
      'soak',
      'scalability',
    ],
  ])
  for (const { name, description, contents } of templates) {
    expect(name.length).toBeLessThan(40)
    expect(description).toMatch(/^[A-Z][^.]+\.$/)
    expect(contents.objectives).toBeGreaterThan(15)
  }
})

it('a name takes the place of the one it brings', () => {
  expect(planFromTemplate('api-sla', use, 'Shop API').name).toBe('Shop API')
})

/** Where a text, a list or an object is empty. */
function emptyPlaces(value: unknown, path: string[]): string[] {
  if (value === '' || value === undefined) return [path.join('.')]
  if (typeof value !== 'object' || value === null) return []
  const entries = Object.entries(value)
  return entries.length === 0
    ? [path.join('.')]
    : entries.flatMap(([name, child]) => emptyPlaces(child, [...path, name]))
}
