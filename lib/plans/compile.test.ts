import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { totalDurationMs } from '#lib/load/pacer.ts'
import { compilePlan } from './compile.ts'
import { draftOf, loadOf, messages, planOf, small, withLoad } from './compile-fixture.ts'
import type { LoadDraft, SlaDraft } from './document/plan.ts'
import { objectivesFor } from './objectives-for.ts'
import { hashPlan, loadHash } from './revision.ts'

const example = draftOf(readFileSync(new URL('./document/example.yaml', import.meta.url), 'utf8'))
const stagesOf = (load: LoadDraft) =>
  loadOf(load).stages.map((s) => [s.key, s.phase, s.startMs / 1000, s.durationMs / 1000, s.from, s.to])

describe('compiling the example of the whole document', () => {
  const plan = planOf(example)

  it('turns operations into requests with parsed checks and extractions', () => {
    expect(plan.operations[0]).toMatchObject({
      key: 'create-order',
      method: 'POST',
      path: '/orders',
      body: { kind: 'json', template: '{"name":"Item {{ user }}-{{ iteration }}","note":"{{ payload }}"}' },
      payload: 'medium',
      timeoutMs: 10_000,
      extract: { orderId: { from: 'body', path: '$.id' } },
    })
    expect(plan.operations[0]?.checks).toHaveLength(3)
    expect(plan.flows[0]?.steps).toEqual([
      { operation: 'create-order' },
      { thinkMs: { kind: 'constant', ms: 500 } },
      { operation: 'read-order' },
    ])
    expect(plan.client).toEqual({
      maxUsers: 1000,
      connections: 200,
      connectTimeoutMs: 5000,
      firstByteTimeoutMs: 8000,
      requestTimeoutMs: 10_000,
      connectionPer: 'run',
      cookies: true,
    })
    expect(plan.payloads[0]).toEqual({ key: 'small', sizeBytes: 1000, count: 1000 })
  })

  it('turns every kind of objective into a judgeable one', () => {
    const judges = Object.fromEntries(plan.objectives.map((objective) => [objective.key, objective.judge]))
    expect(judges).toEqual({
      'create-p95': 'p95(create-order) < 100ms',
      'create-errors': 'error_rate(create-order) < 0.1%',
      'stress-p95': 'p95 < 500ms',
      'peak-rate': 'rate >= 500/s',
      pool: 'monitor(db-pool) <= 80%',
      'cpu-normal': 'monitor(cpu) <= 60%',
      'cpu-peak': 'monitor(cpu) <= 80%',
      a1: 'p95 <= 300ms',
      'baseline-criterion-1': 'p95 < 200ms',
      'baseline-criterion-2': 'mean < 100ms',
      'baseline-criterion-3': 'monitor(cpu) < 70% or rate > 400/s',
      'spike-criterion-1': 'recovery_time < 2m',
      'spike-criterion-2': 'dropped = 0',
      'peak-criterion-1': 'p95 < 300ms during rush',
      'import-criterion-1': 'max(import-contacts.job) < 10m',
      'import-criterion-2': 'custom(rows-per-second) > 100',
      'ladder-criterion-1': 'p95 < 200ms during hold-x4',
      'ladder-criterion-2': 'p95 < 400ms during x1',
    })
    const p95 = plan.objectives[0]?.entry
    expect(p95?.kind === 'criterion' && [p95.target, p95.limit]).toEqual([100, 200])
    expect(plan.objectives[3]).toMatchObject({ scenario: 'baseline', sustainedMs: 600_000 })
    expect(plan.objectives[2]?.scenarioTypes).toEqual(['stress'])
  })

  it('continues steps by their factor up to the maximum, and knows that failure is the goal', () => {
    const stress = plan.scenarios[1]
    expect(stress?.load.stages.map((stage) => stage.to)).toEqual([200, 400, 800, 1600, 3200, 6400, 12_800, 20_000])
    expect(stress?.untilFailure).toBe(true)
    expect(stress?.stopWhen).toHaveLength(3)
  })

  it('judges each run by its own rows only', () => {
    const keys = (index: number) => objectivesFor(plan, plan.scenarios[index]!).map((objective) => objective.key)
    expect(keys(0)).toContain('peak-rate')
    expect(keys(0)).not.toContain('stress-p95')
    expect(keys(0)).toContain('cpu-normal')
    expect(keys(1)).toEqual(['create-p95', 'create-errors', 'stress-p95', 'pool', 'cpu-peak'])
    expect(keys(2)).toEqual(['pool', 'cpu-peak', 'spike-criterion-1', 'spike-criterion-2'])
  })
})

describe('a load', () => {
  it('of ramp, hold and ramp down becomes three stages', () => {
    expect(stagesOf({ users: '100', rampUp: '5s', hold: '30s', rampDown: '2s' })).toEqual([
      ['ramp-up', 'ramp-up', 0, 5, 0, 100],
      ['hold', 'steady', 5, 30, 100, 100],
      ['ramp-down', 'ramp-down', 35, 2, 100, 0],
    ])
    expect(stagesOf({ users: '100 users', rampUp: '10/s', hold: '30s' })?.[0]).toEqual([
      'ramp-up',
      'ramp-up',
      0,
      10,
      0,
      100,
    ])
  })

  it('of steps and ramps keeps keys and levels', () => {
    const stages = [
      { key: 'up', for: '10s', from: '0', to: '6000/min' },
      { key: 's1', for: '1m', rate: '100/s' },
      { key: 'down', for: '5s', from: '100/s', to: '0' },
    ]
    expect(stagesOf({ model: 'rate', stages })).toEqual([
      ['up', 'ramp-up', 0, 10, 0, 100],
      ['s1', 'steady', 10, 60, 100, 100],
      ['down', 'ramp-down', 70, 5, 100, 0],
    ])
  })

  it('of spikes begins the first after one interval and counts the total', () => {
    const load = { users: '100', hold: '50m', spikes: { users: '1000', for: '2m', every: '15m', count: '3' } }
    expect(stagesOf(load)).toEqual([
      ['hold', 'steady', 0, 900, 100, 100],
      ['spike-1', 'spike', 900, 120, 1000, 1000],
      ['after-spike-1', 'steady', 1020, 780, 100, 100],
      ['spike-2', 'spike', 1800, 120, 1000, 1000],
      ['after-spike-2', 'steady', 1920, 780, 100, 100],
      ['spike-3', 'spike', 2700, 120, 1000, 1000],
      ['after-spike-3', 'steady', 2820, 180, 100, 100],
    ])
    expect(totalDurationMs(loadOf(load))).toBe(50 * 60_000)
    expect(messages(withLoad({ ...load, hold: '40m' }))[0]).toContain('Spike 3 would end at 47m')
  })

  it.each([
    ['1s-3s', { kind: 'uniform', minMs: 1000, maxMs: 3000 }],
    ['1-3s', { kind: 'uniform', minMs: 1000, maxMs: 3000 }],
    ['500ms to 1s', { kind: 'uniform', minMs: 500, maxMs: 1000 }],
    ['2s', { kind: 'constant', ms: 2000 }],
    ['normal(2s, 500ms)', { kind: 'normal', meanMs: 2000, deviationMs: 500 }],
    ['2s ± 500ms', { kind: 'normal', meanMs: 2000, deviationMs: 500 }],
  ])('thinks %s', (thinkTime, expected) => {
    expect(loadOf({ users: '1', hold: '1s', thinkTime }).thinkTime).toEqual(expected)
  })

  it.each<[LoadDraft, string]>([
    [
      { users: '10', hold: '30' },
      'scenarios.a.load.hold: "30" has no unit; a duration is written like 250ms, 30s, 5m or 2h',
    ],
    [
      { rate: '10', hold: '30s' },
      'scenarios.a.load.rate: "10" has no unit; write it like 10/s, 5000/min or 100000/day',
    ],
    [{}, 'scenarios.a.load: The load is missing'],
    [{ users: '10' }, 'scenarios.a.load: The load lasts no time at all'],
    [
      { model: 'user', users: '10', hold: '1s' },
      'scenarios.a.load.model: "user" is not known here; did you mean "users"?',
    ],
    [{ users: '10', rate: '5/s', model: 'users', hold: '1s' }, 'scenarios.a.load.rate: The model is users'],
    [
      { model: 'rate', hold: '1s', stages: [{ key: 's', for: '1s', rate: '1/s' }] },
      'scenarios.a.load.hold: The load has stages',
    ],
    [
      { model: 'rate', stages: [{ key: 's', for: '1s', rate: '1/s' }], continue: { factor: '2' } },
      'scenarios.a.load.continue.maximum: The highest level to go to is missing',
    ],
    [{ users: '1', hold: '1s', thinkTime: '3s-1s' }, 'scenarios.a.load.thinkTime: The range 3s-1s runs backwards'],
    [{ users: '1.5', hold: '1s' }, 'scenarios.a.load.users: "1.5" is not a whole number'],
  ])('that is wrong is named with a correct example: %j', (load, message) => {
    expect(messages(withLoad(load)).join('\n')).toContain(message)
  })
})

describe('a plan that does not compile', () => {
  it('tells everything at once, each with its place', () => {
    const draft = small({
      environments: [{ key: 'demo', baseUrl: 'localhost:4010' }],
      operations: [
        { key: 'read', request: { method: 'GTE', path: 'orders' }, checks: ['stats = 200'], timeout: 'soon' },
      ],
      slas: [{ key: 'x', operation: 'raed', metric: 'p95', target: '100', limit: '5%' }],
    })
    expect(messages(draft)).toEqual([
      'environments.demo.baseUrl: "localhost:4010" is not an http or https address',
      'operations.read.request.method: "GTE" is not known here; did you mean "GET"?',
      'operations.read.request.path: "orders" is not a path; a path begins with /',
      'operations.read.timeout: "soon" is no duration; a duration is written like 250ms, 30s, 5m or 2h',
      'operations.read.checks.0: Expected a subject at position 1, found "stats"; did you mean "status"?',
      'slas.x.target: "100" has no unit; a duration is written like 250ms, 30s, 5m or 2h',
      'slas.x.operation: The operation "raed" is not defined; did you mean "read"?',
    ])
  })

  it('names an empty plan’s gaps', () => {
    expect(messages({ name: '' })).toEqual([
      'name: The name of the plan is missing',
      'environments: The plan has no environment, so load has nowhere to go',
    ])
    expect(messages(small({ scenarios: [{ key: 'a', load: { users: '1', hold: '1s' } }] }))[0]).toContain(
      'sends nothing',
    )
  })

  it('refuses a 0 that would send nothing, or give everything up before it begins', () => {
    const draft = small({
      client: { connectTimeout: '0s', requestTimeout: '0ms' },
      operations: [{ key: 'read', request: { path: '/orders' }, timeout: '0s' }],
      scenarios: [
        {
          key: 'a',
          load: { users: '1', hold: '1s', perUser: '0/s', maxRate: '0/s' },
          mix: [{ operation: 'read' }],
        },
      ],
    })
    const compiled = compilePlan(draft)
    expect(compiled.ok ? [] : compiled.findings.map(({ places, message, fix }) => [places[0], message, fix])).toEqual([
      ...['client.connectTimeout', 'client.requestTimeout', 'operations.read.timeout'].map((place) => [
        place,
        'A time limit of 0 leaves no time at all',
        'Write, for example, 10s, or leave it out',
      ]),
      ['scenarios.a.load.perUser', 'Users paced at 0 never begin', 'Write, for example, 2/s, or leave it out'],
      ['scenarios.a.load.maxRate', 'A cap of 0 lets nothing through', 'Write, for example, 500/s, or leave it out'],
    ])
  })

  it('refuses alternatives of which none is left', () => {
    const withCriteria = (any: string[]) => {
      const [scenario] = small().scenarios!
      return messages(small({ scenarios: [{ ...scenario!, criteria: [{ any }] }] }))
    }
    expect(withCriteria([''])).toEqual(['scenarios.smoke.criteria.0.any: The list of alternatives is empty'])
    expect(withCriteria([])).toEqual(['scenarios.smoke.criteria.0.any: The list of alternatives is empty'])
    expect(withCriteria(['p95 < soon'])).toEqual([expect.stringMatching(/^scenarios\.smoke\.criteria\.0\.any\.0: /)])
    expect(withCriteria(['', 'p95 < 1s'])).toEqual([])
  })
})

describe('an SLA row', () => {
  const judge = (sla: Omit<SlaDraft, 'key'>) => planOf(small({ slas: [{ key: 'x', ...sla }] })).objectives[0]

  it('gets its comparator from the metric, and its missing threshold from the other', () => {
    expect(judge({ metric: 'p99', limit: '1s' })).toMatchObject({ judge: 'p99 < 1s', priority: 'high' })
    expect(judge({ metric: 'rate', operation: 'read', target: '10/s', limit: '8/s' })?.judge).toBe('rate(read) >= 10/s')
    expect(judge({ metric: 'check_rate', target: '99%' })?.judge).toBe('check_rate >= 99%')
    expect(judge({ metric: 'p95.service', target: '100ms', during: 'ramp-up' })?.judge).toBe(
      'p95.service < 100ms during ramp-up',
    )
    expect(judge({ metric: 'p95', target: '100ms', at: '4h' })?.judge).toBe('p95 < 100ms at 4h')
    expect(messages(small({ slas: [{ key: 'x', metric: 'monitor(cpu)', target: '5' }] }))[0]).toContain(
      'slas.x.comparator',
    )
  })

  it('about a flow knows that it is one', () => {
    const draft = small({
      flows: [{ key: 'crud', steps: ['read'] }],
      acceptance: [{ key: 'a', judge: 'p95(crud) < 1s' }],
    })
    const entry = planOf(draft).objectives[0]?.entry
    expect(entry?.kind === 'criterion' && entry.criterion.selector).toEqual({ kind: 'flow', key: 'crud' })
  })
})

describe('a request body', () => {
  it('keeps what stands in braces as it was written', () => {
    const draft = small({
      operations: [
        { key: 'read', request: { method: 'post', path: '/o', body: { json: { a: 'x "{{ pick("a", "b") }}"' } } } },
      ],
    })
    expect(planOf(draft).operations[0]?.body).toEqual({
      kind: 'json',
      template: '{"a":"x \\"{{ pick("a", "b") }}\\""}',
    })
  })

  it('of a form is encoded, and says so in its header', () => {
    const draft = small({
      operations: [{ key: 'read', request: { method: 'POST', path: '/o', body: { form: { 'a b': 'ü&{{ uuid }}' } } } }],
    })
    expect(planOf(draft).operations[0]).toMatchObject({
      body: { kind: 'text', template: 'a%20b=%C3%BC%26{{ uuid }}' },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
  })
})

describe('the hashes of a revision', () => {
  it('do not depend on the order of keys, and tell load from judgement', () => {
    const before = planOf(example)
    const reordered = JSON.parse(JSON.stringify(before, Object.keys(flatten(before)).toSorted().reverse()))
    expect(hashPlan(reordered)).toBe(hashPlan(before))
    const stricter = structuredClone(example)
    stricter.slas![0]!.limit = '150ms'
    expect(hashPlan(planOf(stricter))).not.toBe(hashPlan(before))
    expect(loadHash(planOf(stricter))).toBe(loadHash(before))
    const longer = structuredClone(example)
    longer.scenarios![0]!.load!.hold = '31m'
    expect(loadHash(planOf(longer))).not.toBe(loadHash(before))
  })
})

/** Every key that occurs anywhere, as `JSON.stringify` wants them to reorder by. */
function flatten(value: unknown, keys: Record<string, true> = {}): Record<string, true> {
  if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      if (!Array.isArray(value)) keys[key] = true
      flatten(child, keys)
    }
  }
  return keys
}
