import type { PlanDraft } from '../../document/plan.ts'
import type { Setting } from '../setting.ts'

export const monitors = ({ baseUrl }: Setting): PlanDraft['monitors'] => [
  {
    key: 'api',
    name: 'API and database',
    kind: 'prometheus-endpoint',
    tool: 'Prometheus text',
    url: `${baseUrl}/metrics`,
    interval: '5s',
    metrics: [
      {
        key: 'pool',
        label: 'Connections in use',
        role: 'pool',
        unit: 'percent',
        type: 'gauge',
        take: 'db_pool_used / db_pool_size * 100',
        alert: '> 95%',
      },
      {
        key: 'active-requests',
        label: 'Active queries',
        role: 'active queries',
        type: 'gauge',
        take: 'http_requests_in_flight',
        alert: '> 150',
      },
      {
        key: 'cache-ratio',
        label: 'Cache hits',
        role: 'cache hits',
        unit: 'percent',
        type: 'gauge',
        take: 'rate(cache_hits_total) / (rate(cache_hits_total) + rate(cache_misses_total)) * 100',
      },
      {
        key: 'transactions',
        label: 'Transactions',
        unit: '/s',
        type: 'counter',
        labels: ['method', 'route', 'status'],
        take: 'rate(http_requests_total)',
      },
      {
        key: 'request-duration',
        label: 'Time of requests',
        unit: 's',
        type: 'histogram',
        buckets: ['0.01', '0.025', '0.05', '0.1', '0.5', '1'],
        take: 'http_request_duration_seconds',
      },
    ],
  },
  {
    key: 'machine',
    name: 'Machine',
    kind: 'host',
    tool: 'built-in host probe',
    interval: '1s',
    metrics: [
      {
        key: 'cpu',
        label: 'CPU',
        role: 'cpu',
        unit: 'percent',
        type: 'gauge',
        take: 'cpu_usage_percent',
        alert: '> 85%',
      },
      {
        key: 'memory',
        label: 'Memory',
        role: 'memory',
        unit: 'percent',
        type: 'gauge',
        take: 'memory_usage_percent',
        alert: '> 90%',
      },
      { key: 'disk', label: 'Disk', unit: '/s', type: 'counter', take: 'rate(disk_io_read_ops + disk_io_write_ops)' },
      {
        key: 'network',
        label: 'Network',
        unit: 'bytes/s',
        type: 'counter',
        take: 'rate(network_bytes_in + network_bytes_out)',
      },
    ],
  },
]

export const ALERTS: PlanDraft['alerts'] = [
  {
    key: 'latency',
    when: ['p95 > 1s for 1m'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'Look for a missing index and for slow queries first.',
  },
  {
    key: 'errors',
    when: ['error_rate > 1% for 1m'],
    severity: 'critical',
    notify: ['team'],
    procedure: 'Read the failed exchanges; stop the run unless it is a stress test.',
  },
  {
    key: 'resources',
    when: ['monitor(cpu) > 85% for 2m', 'monitor(memory) > 90% for 2m'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'See whether the API or the load generator takes it.',
  },
  {
    key: 'database',
    when: ['monitor(pool) > 95% for 30s', 'monitor(active-requests) > 150 for 30s'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'List the longest queries; enlarge the pool only when the database has room.',
  },
]

export const STRATEGY: PlanDraft['strategy'] = [
  {
    type: 'smoke',
    purpose: 'Every build',
    duration: '20s',
    pattern: 'A few users',
    success: 'Every endpoint answers',
    cadence: 'with each push',
  },
  {
    type: 'baseline',
    purpose: 'Everyday figures',
    duration: '51s',
    pattern: 'Sustained',
    success: 'The matrix is met',
    cadence: 'daily',
  },
  {
    type: 'load',
    purpose: 'Before a release',
    duration: '5m',
    pattern: 'Sustained',
    success: 'The matrix is met',
    cadence: 'before each release',
  },
  {
    type: 'peak',
    purpose: 'The busiest minutes',
    duration: '7m',
    pattern: 'Gradual rise',
    success: 'The matrix is met',
    cadence: 'weekly',
  },
  {
    type: 'stress',
    purpose: 'Breaking point and failure modes',
    duration: '20m',
    pattern: 'Rise in a line, then steps',
    success: 'Known and understood',
    cadence: 'monthly',
  },
  {
    type: 'soak',
    purpose: 'Leaks',
    duration: '2h',
    pattern: 'Steady',
    success: 'Nothing rises',
    cadence: 'before each release',
  },
  {
    type: 'spike',
    purpose: 'Elasticity',
    duration: '15m',
    pattern: 'Sudden 10x',
    success: 'As before within a minute',
    cadence: 'before each release',
  },
]

export const SCHEDULE: PlanDraft['schedule'] = [
  { key: 'nightly-baseline', scenario: 'baseline', cron: '0 2 * * *', timezone: 'UTC' },
  { key: 'weekly-peak', scenario: 'peak', cron: '0 3 * * 1', timezone: 'UTC' },
  { key: 'release-load', scenario: 'load', cadence: 'before each release' },
]

export const CHECKLISTS: PlanDraft['checklists'] = {
  before: [
    { key: 'environment', text: 'The environment is like production', gate: true },
    { key: 'data', text: 'The database holds a realistic amount of data' },
    { key: 'monitoring', text: 'Monitors are running' },
    { key: 'baseline', text: 'There is a baseline' },
    { key: 'duration', text: 'The test is long enough for its percentiles' },
  ],
  during: [
    { key: 'resources', text: 'Watch CPU, memory and disk' },
    { key: 'logs', text: 'Watch for errors in the logs' },
    { key: 'pool', text: 'Watch the connections of the database' },
    { key: 'distribution', text: 'Look at the distribution of response times' },
    { key: 'exhaustion', text: 'See whether anything is used up' },
  ],
  after: [
    { key: 'bottlenecks', text: 'Find the bottlenecks' },
    { key: 'compare', text: 'Compare with the matrix and with the last run' },
    { key: 'document', text: 'Write down what was found' },
    { key: 'tickets', text: 'Make a ticket of each thing to do' },
    { key: 'archive', text: 'Archive the results' },
  ],
}

export const NOTES: PlanDraft['notes'] = {
  'in-the-build': `## In the build

\`headroom run plan.yaml --scenario smoke\` ends with 0 when everything holds, 99 when an objective fails and 98 when the run says nothing.
Run smoke, then baseline, then load; collect the statistics of the database also when one of them failed.`,
  optimization: `## What to do when

- **p95 above its target**: look for missing indexes (EXPLAIN ANALYZE); pool connections; add workers to the API.
- **p99 above its target**: read the slow query log; look at plans; read from a replica; cache what is asked for often.
- **the rate is not reached**: add instances; set the size of the pool; profile the code; wait without blocking.`,
  database: `## Database

A monitor of kind \`postgres\` adds what the metrics of the API do not tell: active queries with their age, hits of the buffer cache,
commits a second, sizes of tables. Log queries slower than the strictest time of the matrix, or you will not see them.`,
  conclusion: 'What was found, and whether the service levels hold.',
}
