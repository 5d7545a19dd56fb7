import { describe, expect, it } from 'vitest'
import { compilePlan } from '../compile.ts'
import { draftOf, planOf } from '../compile-fixture.ts'
import type { PlanDraft } from '../document/plan.ts'
import { loadHash } from '../revision.ts'

type MonitorDraft = NonNullable<PlanDraft['monitors']>[number]

const PLAN = `
name: Orders
environments: [{ key: demo, baseUrl: "http://127.0.0.1:4010" }]
operations: [{ key: create-order, request: { method: POST, path: /orders } }]
scenarios: [{ key: smoke, type: smoke, load: { model: users, users: 1, hold: 10s }, mix: [{ operation: create-order, weight: 1 }] }]
`
const draft = (...monitors: MonitorDraft[]): PlanDraft => ({ ...draftOf(PLAN), monitors })
const app = (part: Partial<MonitorDraft> = {}): MonitorDraft => ({
  ...{ key: 'app', kind: 'prometheus-endpoint', url: 'http://127.0.0.1:4010/metrics' },
  ...part,
})
const findings = (...monitors: MonitorDraft[]) => {
  const compiled = compilePlan(draft(...monitors))
  return compiled.ok ? [] : compiled.findings.map(({ places: [place], message, fix }) => ({ place, message, fix }))
}

describe('monitors', () => {
  it('are compiled with what is taken, every ten seconds unless another time is given', () => {
    const plan = planOf(
      draft(
        app({
          metrics: [
            { key: 'orders', label: 'Orders', type: 'counter', take: 'orders_total', counts: ['create-order'] },
            {
              key: 'cpu',
              role: 'cpu',
              unit: 'percent',
              type: 'counter',
              take: 'rate(process_cpu_seconds_total) * 100',
            },
          ],
        }),
        { key: 'server', kind: 'host', interval: '1s', metrics: [{ key: 'load', take: 'cpu_load_average' }] },
      ),
    )
    expect(plan.monitors).toMatchObject([
      {
        ...{ key: 'app', name: 'app', kind: 'prometheus-endpoint', intervalMs: 10_000 },
        metrics: [
          { key: 'orders', label: 'Orders', kind: 'counter', counts: ['create-order'], balance: [], unit: null },
          { key: 'cpu', label: 'cpu', kind: 'gauge', role: 'cpu', unit: 'percent' },
        ],
      },
      { key: 'server', kind: 'host', url: null, intervalMs: 1000, metrics: [{ label: "load, this worker's machine" }] },
    ])
  })

  it('do not change what load a plan asks for', () => {
    expect(loadHash(planOf(draft(app())))).toBe(loadHash(planOf(draftOf(PLAN))))
    expect(planOf(draftOf(PLAN))).not.toHaveProperty('monitors')
  })

  it.each<[string, Partial<MonitorDraft>, string, string]>([
    ['a kind', { kind: 'prometheus-endpont' }, 'monitors.app.kind', 'did you mean "prometheus-endpoint"?'],
    ['an interval', { interval: '100ms' }, 'monitors.app.interval', 'at most once a second'],
    ['an address', { url: 'localhost:4010' }, 'monitors.app.url', 'is no http or https address'],
    ['a database', { kind: 'postgres', url: 'http://db' }, 'monitors.app.url', 'is no address of a Postgres database'],
    ['a password', { kind: 'postgres', url: 'postgres://a:b@db/x' }, 'monitors.app.url', 'can be read by everybody'],
    ['a header', { headers: { 'a b': 'c' } }, 'monitors.app.headers', '"a b" is no header name'],
    ['a take', { metrics: [{ key: 'a', take: 'rte(b)' }] }, 'monitors.app.metrics.a.take', 'did you mean "rate"?'],
    ['a type', { metrics: [{ key: 'a', type: 'guage' }] }, 'monitors.app.metrics.a.type', 'did you mean "gauge"?'],
    [
      'an operation',
      { metrics: [{ key: 'a', take: 'b', counts: ['create-oder'] }] },
      'monitors.app.metrics.a.counts.0',
      'There is no operation "create-oder"; did you mean "create-order"?',
    ],
    [
      'a metric',
      { metrics: [{ key: 'sent', take: 'b', balance: ['bounced'] }] },
      'monitors.app.metrics.sent.balance.0',
      'There is no metric "bounced"; known: sent',
    ],
  ])('name the field where %s cannot be used, with an example', (_, part, place, message) => {
    const found = findings(app(part))
    expect(found).toMatchObject([{ place, message: expect.stringContaining(message), fix: expect.any(String) }])
  })

  it('may have addresses that are filled in, and queries of their own', () => {
    expect(
      findings(
        app({ url: '{{ metrics }}/metrics' }),
        app({ key: 'own', url: '/metrics', headers: { authorization: 'Bearer {{ secret.TOKEN }}' } }),
        app({ key: 'server', kind: 'prometheus-query', metrics: [{ key: 'x', take: 'sum by (job) (rate(x[1m]))' }] }),
        app({
          ...{ key: 'db', kind: 'postgres', url: 'postgres://a:{{ secret.PASSWORD }}@127.0.0.1/x' },
          metrics: [{ key: 'n', take: 'SELECT count(*) FROM orders WHERE id > 7' }],
        }),
      ),
    ).toEqual([])
  })
})
