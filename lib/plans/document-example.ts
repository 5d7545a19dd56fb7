// A correct piece of YAML for a place in the document, shown beside a problem.

const EXAMPLES: Record<string, string> = {
  headroom: 'headroom: 1',
  name: 'name: Orders API',
  systems: 'systems: [api-gateway, orders, postgres]',
  testDate: 'testDate: 2026-11-21',
  nextReview: 'nextReview: 2027-02-01',
  objectives: 'objectives: [Validate performance under expected load]',
  metrics: 'metrics: [{ key: api-p95, label: API response time, target: 200ms }]',
  contacts: 'contacts: [{ role: Test lead, email: lead@example.test }]',
  environments: 'environments: [{ key: demo, name: Demo target, baseUrl: "http://127.0.0.1:4010" }]',
  client: 'client: { maxUsers: 1000, connections: 200, connectTimeout: 5s, requestTimeout: 10s }',
  tls: 'tls: { verify: false }',
  testData: 'testData: { payloads: [{ key: small, size: 1KB, count: 1000 }] }',
  datasets:
    'datasets: [{ key: contacts, generate: { kind: csv, rows: 1000, valid: 95%, invalid: 3%, duplicate: 2% } }]',
  operations: 'operations: [{ key: read-order, request: { method: GET, path: /orders/1 }, checks: ["status = 200"] }]',
  request: 'request: { method: POST, path: /orders, body: { json: { name: Item } } }',
  checks: 'checks: ["status = 201", "body $.id exists"]',
  extract: 'extract: { orderId: "body $.id" }',
  poll: 'poll: { path: "/jobs/{{ job }}", until: "body $.status = done", every: 1s, timeout: 10m }',
  multipart: 'multipart: { file: { dataset: contacts, name: contacts.csv } }',
  flows: 'flows: [{ key: crud, steps: [create-order, { think: 500ms }, read-order] }]',
  steps: 'steps: [create-order, { think: 500ms }, read-order]',
  setup: 'setup: [login, { operation: create-order, times: 1000, atOnce: 20 }]',
  teardown: 'teardown: [delete-orders]',
  auth: 'auth: { login: login, refreshOn: 401 }',
  slas: 'slas: [{ key: create-p95, operation: create-order, metric: p95, target: 100ms, limit: 200ms, priority: high }]',
  availability: 'availability: { uptime: 99.9%, probe: read-order, success: "status = 200" }',
  resources: 'resources: [{ metric: monitor(cpu), normal: 60%, peak: 80% }]',
  acceptance: 'acceptance: [{ key: a1, requirement: p95 holds, judge: "p95 <= 300ms", scenario: baseline }]',
  scenarios:
    'scenarios: [{ key: baseline, type: baseline, load: { model: users, users: 100, hold: 30m }, mix: [{ operation: read-order, weight: 1 }] }]',
  load: 'load: { model: users, users: 100, rampUp: 5m, hold: 30m, rampDown: 2m, thinkTime: 1s-3s }',
  stages: 'stages: [{ key: s1, for: 15m, rate: 200/s }, { key: s2, for: 15m, rate: 400/s }]',
  multipliers: 'multipliers: [{ for: 30m, factor: 0.8 }, { for: 1h, factor: 1.2 }]',
  spikes: 'spikes: { users: 1000, for: 2m, every: 15m, count: 3 }',
  levels: 'levels: [1, 2, 4]',
  locations: 'locations: [{ label: eu-west, share: 70% }, { label: us-east, share: 30% }]',
  mix: 'mix: [{ operation: create-order, weight: 40 }, { flow: crud, weight: 60 }]',
  criteria: 'criteria: ["p95 < 200ms", { judge: "mean < 100ms", limit: 150ms, priority: medium }]',
  stopWhen: 'stopWhen: ["error_rate > 5% for 30s"]',
  monitors: 'monitors: [{ key: app, kind: prometheus-endpoint, url: "http://127.0.0.1:4010/metrics", interval: 10s }]',
  alerts: 'alerts: [{ key: high-latency, when: ["p95 > 2s for 2m"], severity: warning, notify: [team] }]',
  drills: 'drills: [{ key: pool, scenario: stress, at: s2, inject: { operation: control-pool } }]',
  checklists: 'checklists: { before: [{ key: env, text: Test environment validated, gate: true }] }',
  schedule: 'schedule: [{ key: daily-smoke, scenario: smoke, cron: "0 6 * * *", timezone: UTC }]',
  risks: 'risks: [{ key: r1, risk: Data skew, probability: medium, impact: high }]',
  links: 'links: [{ label: Dashboard, url: "https://example.test/d/1" }]',
  key: 'key: create-order',
  gate: 'gate: true',
}

/** The example of the innermost part of the path that has one. */
export function exampleFor(path: string[]): string | undefined {
  for (let index = path.length - 1; index >= 0; index--) {
    const example = EXAMPLES[path[index] ?? '']
    if (example) return example
  }
  return undefined
}
