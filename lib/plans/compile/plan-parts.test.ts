import { describe, expect, it } from 'vitest'
import { messages, planOf, scenarioOf, small, withScenario } from '../compile-fixture.ts'
import { operationsBetween } from '../diff.ts'
import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'
import { applyOperations } from '../merge.ts'
import { formatPlanYaml, parsePlanYaml } from '../yaml.ts'

describe('setup and teardown', () => {
  it('run an operation once, or as a preload so many times and so many at once', () => {
    const plan = planOf(
      small({
        setup: ['read', { operation: 'read', times: '100,000', atOnce: '20' }, { operation: 'read', times: '3' }],
        teardown: [{ operation: 'read' }],
      }),
    )
    expect(plan.setup).toEqual([
      { operation: 'read', times: 1, atOnce: 1 },
      { operation: 'read', times: 100_000, atOnce: 20 },
      { operation: 'read', times: 3, atOnce: 3 },
    ])
    expect(plan.teardown).toEqual([{ operation: 'read', times: 1, atOnce: 1 }])
  })

  it('name what is wrong', () => {
    expect(messages(small({ setup: [{ times: '2' }] }))[0]).toContain('setup.0.operation: The operation is missing')
    expect(messages(small({ setup: [{ operation: 'read', times: '0' }] }))[0]).toContain(
      'setup.0.times: "0" is not a whole number',
    )
    expect(messages(small({ teardown: [{ operation: 'raed' }] }))[0]).toContain(
      'teardown.0.operation: The operation "raed"',
    )
  })
})

describe('a login that is renewed', () => {
  it('is sent again on 401, or on the statuses written', () => {
    const auth = (part: PlanDraft['auth']) => planOf(small({ auth: { login: 'read', ...part } })).auth
    expect(auth({})).toEqual({ login: 'read', refreshOn: [401] })
    expect(auth({ refreshOn: '403' })).toEqual({ login: 'read', refreshOn: [403] })
    expect(auth({ refreshOn: ['401', '419'] })).toEqual({ login: 'read', refreshOn: [401, 419] })
    expect(planOf(small()).auth).toBeNull()
    expect(messages(small({ auth: { refreshOn: 'unauthorized' } }))).toEqual([
      'auth.login: The operation that logs in is missing',
      'auth.refreshOn: "unauthorized" is no status code',
    ])
  })
})

describe('data sets', () => {
  type Dataset = NonNullable<NonNullable<PlanDraft['testData']>['datasets']>[number]
  const withData = (dataset: Partial<Dataset>) => small({ testData: { datasets: [{ key: 'contacts', ...dataset }] } })

  it.each([
    [
      { rows: '100000', valid: '95%', invalid: '3%', duplicate: '2%' },
      { rows: 100_000, invalid: 3000, duplicate: 2000 },
    ],
    [
      { rows: '100k', valid: '95000', invalid: '3000', duplicate: '2000' },
      { rows: 100_000, invalid: 3000, duplicate: 2000 },
    ],
    [
      { rows: '1,000', invalid: '3%' },
      { rows: 1000, invalid: 30, duplicate: 0 },
    ],
    [{ rows: '1000' }, { rows: 1000, invalid: 0, duplicate: 0 }],
  ])('that are generated have exact numbers of rows: %j', (generate, counts) => {
    expect(planOf(withData({ generate: { kind: 'csv', ...generate } })).datasets).toEqual([
      { key: 'contacts', pick: 'sequential', source: { kind: 'generate', ...counts } },
    ])
  })

  it('may be files, picked in three ways', () => {
    expect(planOf(withData({ file: 'users.csv', pick: 'unique' })).datasets).toEqual([
      { key: 'contacts', pick: 'unique', source: { kind: 'file', file: 'users.csv' } },
    ])
  })

  it.each<[Partial<Dataset>, string]>([
    [{}, 'contacts.file: The file of the data set is missing'],
    [{ file: 'a.csv', generate: { rows: '1' } }, 'contacts: A data set is either a file or generated'],
    [{ file: 'a.csv', pick: 'shuffled' }, 'contacts.pick: "shuffled" is not known here'],
    [{ generate: {} }, 'generate.rows: The number of rows is missing'],
    [
      { generate: { rows: '100', valid: '95%', invalid: '3%' } },
      'generate: The parts of the data set make 98 of 100 rows',
    ],
    [
      { generate: { rows: '100', invalid: '60%', duplicate: '50%' } },
      'generate: The parts of the data set make 110 of 100 rows',
    ],
    [{ generate: { rows: '100', invalid: '50%', duplicate: '50%' } }, 'generate.duplicate: There is no valid row'],
    [{ generate: { kind: 'xml', rows: '1' } }, 'generate.kind: "xml" is not known here'],
  ])('that cannot be made are refused: %j', (dataset, message) => {
    expect(messages(withData(dataset)).join('\n')).toContain(message)
  })
})

describe('locations', () => {
  it('are workers with equal parts, or with the parts written', () => {
    expect(scenarioOf({ locations: ['eu', 'us'] })).toMatchObject({
      workers: 2,
      locations: [
        { label: 'eu', share: 0.5 },
        { label: 'us', share: 0.5 },
      ],
    })
    expect(
      scenarioOf({
        locations: [
          { label: 'eu', share: '70%' },
          { label: 'us', share: '30%' },
        ],
      }).locations[0],
    ).toEqual({
      label: 'eu',
      share: 0.7,
    })
    expect(scenarioOf({ workers: '3' })).toMatchObject({ workers: 3, locations: [] })
  })

  it.each<[Partial<ScenarioDraft>, string]>([
    [
      {
        locations: [
          { label: 'eu', share: '70%' },
          { label: 'us', share: '20%' },
        ],
      },
      'locations: The parts of the locations make 90% of the load',
    ],
    [{ locations: [{ label: 'eu', share: '100%' }, 'us'] }, 'locations: The parts of the locations make 100%'],
    [{ locations: [{ share: '100%' }] }, 'locations.0.label: The label is missing'],
    [{ locations: [{ label: 'eu', share: '1' }] }, 'locations.0.share: "1" has no %'],
    [{ locations: ['eu', 'us'], workers: '3' }, 'workers: 2 locations need 2 workers'],
  ])('that do not make the whole are refused: %j', (change, message) => {
    expect(messages(withScenario(change)).join('\n')).toContain(message)
  })
})

describe('payload classes', () => {
  it('weigh one size, or from – to', () => {
    const payloads = (size: string) =>
      planOf(small({ testData: { payloads: [{ key: 'small', size, count: '10' }] } })).payloads
    expect(payloads('1KB')).toEqual([{ key: 'small', sizeBytes: 1000, count: 10 }])
    expect(payloads('1-4KB')).toEqual([{ key: 'small', sizeBytes: 1000, mostBytes: 4000, count: 10 }])
    expect(messages(small({ testData: { payloads: [{ key: 'small', size: '4KB-1KB' }] } })).join()).toContain(
      'testData.payloads.small.size: "4KB-1KB" falls',
    )
  })
})

describe('the client and the certificates', () => {
  it('take what is written, and have defaults', () => {
    const client = { firstByteTimeout: '2s', connectionPer: 'iteration', cookies: false, connections: '10' }
    expect(planOf(small({ client })).client).toMatchObject({
      firstByteTimeoutMs: 2000,
      connectionPer: 'iteration',
      cookies: false,
    })
    expect(planOf(small()).client).toMatchObject({
      firstByteTimeoutMs: null,
      connectionPer: 'run',
      cookies: true,
      connections: null,
    })
    expect(messages(small({ client: { connectionPer: 'user' } }))[0]).toContain(
      'client.connectionPer: "user" is not known here',
    )
  })

  it('accept any certificate only when told to, and a further one as PEM text', () => {
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
    const tls = (part: NonNullable<PlanDraft['environments']>[number]['tls']) =>
      small({ environments: [{ key: 'demo', baseUrl: 'https://127.0.0.1:4010', tls: part }] })
    expect(planOf(small()).environments[0]?.tls).toEqual({ rejectUnauthorized: true, serverName: null, ca: null })
    expect(planOf(tls({ verify: false, serverName: 'orders.test', ca: pem })).environments[0]?.tls).toEqual({
      rejectUnauthorized: false,
      serverName: 'orders.test',
      ca: `${pem}\n`,
    })
    expect(messages(tls({ ca: '/etc/ssl/ca.pem' }))[0]).toContain('tls.ca: This is no certificate as PEM text')
  })
})

describe('a plan that uses everything', () => {
  const source = `
headroom: 1
name: All of it
client: { firstByteTimeout: 2s, connectionPer: iteration, cookies: false }
environments: [{ key: demo, baseUrl: "http://127.0.0.1:4010", tls: { verify: "false", ca: "a\\nb" } }]
testData: { datasets: [{ key: users, file: users.csv, columns: [email] }] }
operations: [{ key: read, request: { path: /a b }, verbatim: true }]
setup: [read, { operation: read, times: 10, atOnce: 2 }]
auth: { login: read, refreshOn: [401, 419] }
scenarios:
  - key: a
    load: { users: 10, multipliers: [{ for: 1m, factor: 0.8 }, { key: rush, for: 1m, factor: 2 }], iterations: 5 }
    levels: [1, 2]
    levelWait: 5m
    locations: [eu, { label: us, share: 30% }]
  - key: b
    load: { users: 10, hold: 10m, spikes: { users: 20, for: 1m, count: 2, random: true, seed: 7 } }
`

  it('comes back the same from YAML, and from the operations that lead to it', () => {
    const parsed = parsePlanYaml(source)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    expect(parsePlanYaml(formatPlanYaml(parsed.draft))).toEqual(parsed)
    expect(parsed.draft.scenarios?.[1]?.load?.spikes).toMatchObject({ random: true, seed: '7' })
    const before = small()
    expect(applyOperations(before, operationsBetween(before, parsed.draft))).toEqual({ ok: true, draft: parsed.draft })
    expect(applyOperations(parsed.draft, operationsBetween(parsed.draft, before))).toEqual({ ok: true, draft: before })
  })

  it('is told apart from a mistyped one', () => {
    const problem = (from: string, to: string) => {
      const parsed = parsePlanYaml(source.replace(from, to))
      return parsed.ok ? '' : parsed.problems[0]?.message
    }
    expect(problem('factor: 0.8', 'factr: 0.8')).toBe('Unknown key "factr". Did you mean "factor"?')
    expect(problem('random: true', 'random: maybe')).toBe('Expected true or false')
    expect(problem('times: 10', 'time: 10')).toBe('Unknown key "time". Did you mean "times"?')
    expect(problem('[401, 419]', '{ status: 401 }')).toBe('Expected a status, for example 401, or a list, [401, 419]')
    expect(problem('label: us', 'lable: us')).toBe('Unknown key "lable". Did you mean "label"?')
  })
})
