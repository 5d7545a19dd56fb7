import type { PlanDraft } from '../../document/plan.ts'
import type { Setting } from '../setting.ts'

export const monitors = ({ baseUrl }: Setting): PlanDraft['monitors'] => [
  {
    key: 'service',
    name: 'Service, documents and database',
    kind: 'prometheus-endpoint',
    tool: 'Prometheus text',
    url: `${baseUrl}/metrics`,
    interval: '10s',
    metrics: [
      {
        key: 'memory',
        label: 'Memory',
        role: 'memory',
        unit: 'bytes',
        type: 'gauge',
        take: 'process_resident_memory_bytes',
        alert: '> 400MB',
      },
      { key: 'heap', label: 'Heap in use', unit: 'bytes', type: 'gauge', take: 'process_heap_used_bytes' },
      {
        key: 'cpu',
        label: 'CPU',
        role: 'cpu',
        unit: 'percent',
        type: 'gauge',
        take: 'process_cpu_percent',
        alert: '> 85%',
      },
      { key: 'connections', label: 'Connections', role: 'pool', type: 'gauge', take: 'db_pool_used', alert: '> 25' },
      {
        key: 'units',
        label: 'Units of the database',
        role: 'units',
        unit: 'ACU',
        type: 'gauge',
        take: 'database_units',
      },
      { key: 'conflicts', label: 'Conflicts', type: 'counter', take: 'document_conflicts_total' },
      { key: 'lost-updates', label: 'Lost updates', type: 'counter', take: 'document_lost_updates_total' },
      { key: 'replays', label: 'Requests sent again', type: 'counter', take: 'idempotent_replays_total' },
      { key: 'violations', label: 'Carried out twice', type: 'counter', take: 'idempotency_violations_total' },
    ],
  },
]

export const ALERTS: PlanDraft['alerts'] = [
  {
    key: 'latency',
    when: ['p95 > 300ms for 2m'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'See which service is slow.',
  },
  {
    key: 'errors',
    when: ['error_rate > 5% for 1m'],
    severity: 'critical',
    notify: ['team'],
    procedure: 'Stop the run, read the failed exchanges.',
  },
  {
    key: 'memory',
    when: ['monitor(memory) > 400MB for 1m'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'At 78% of the limit: take a heap profile now.',
  },
  {
    key: 'connections',
    when: ['monitor(connections) > 25 for 30s'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'At 83% of the pool: look for connections that are not given back.',
  },
  {
    key: 'cpu',
    when: ['monitor(cpu) > 85% for 2m'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'Take a CPU profile.',
  },
  {
    key: 'conflicts',
    when: ['increase(conflicts, 1m) > 5000', 'increase(lost-updates, 1m) > 0'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'Compare with the number of users; a lost update is always a defect.',
  },
]

export const STRATEGY: PlanDraft['strategy'] = [
  {
    type: 'smoke',
    purpose: 'Do both services answer?',
    duration: '20s',
    pattern: 'A few users',
    success: 'Every operation answers',
    cadence: 'before each test',
  },
  {
    type: 'baseline',
    purpose: 'A minute to compare with',
    duration: '55s',
    pattern: 'Sustained',
    success: 'Levels met',
    cadence: 'with each change',
  },
  {
    type: 'soak',
    purpose: 'Leaks and connections',
    duration: '4h',
    pattern: 'Sustained',
    success: 'Nothing rises',
    cadence: 'before each release',
  },
  {
    type: 'peak',
    purpose: 'The busiest hour',
    duration: '1h',
    pattern: 'Varying between 20 and 50 a second',
    success: 'p95 within 300 ms',
    cadence: 'weekly',
  },
  {
    type: 'spike',
    purpose: 'Growing by itself',
    duration: '20m',
    pattern: 'One burst of 8x',
    success: 'Nobody had to do anything',
    cadence: 'before each release',
  },
]

export const CHECKLISTS: PlanDraft['checklists'] = {
  before: [
    { key: 'versions', text: 'Versions of both services and of the database are noted', gate: true },
    { key: 'variables', text: 'Addresses and keys of the environment are set' },
    { key: 'profiles', text: 'Profiles can be taken' },
    { key: 'data', text: 'The database holds the data of a month' },
  ],
  during: [
    { key: 'memory', text: 'Watch memory and connections' },
    { key: 'units', text: 'Note when units change' },
  ],
  after: [
    { key: 'profiles-kept', text: 'Profiles, logs and configuration are attached to the run' },
    { key: 'criteria', text: 'Each acceptance criterion has its result and its analysis' },
    { key: 'actions', text: 'Actions are listed by priority' },
  ],
}

export const NOTES: PlanDraft['notes'] = {
  'present-platform': `## As it is

One database with 30 connections at most and 5 at least. It is scaled by hand: somebody has to notice, and it takes a restart.`,
  'future-platform': `## As it shall be

A database that grows by itself between 2 and 16 units, aims at 70 % CPU, goes up after 15 seconds and down after five minutes.
The demo target pretends one: \`POST /control/scale {"to": 16, "overMs": 45000}\` grows it.

- Nothing changes for the application but the address of the database.
- Expected 20-30% improvement of response times.
- Only what is used is paid for: an estimated 40-60% less than for machines of fixed size.`,
  'memory-profile': `## Memory

| | beginning | highest | end |
| --- | --- | --- | --- |
| heap | | | |
| threads or routines | | | |
| pause of the collector | | | |

What holds the most, and since when.`,
  migration: `## Moving over

1. Set up the new database, and copy the data.
2. Repeat these tests against it.
3. Move production in a quiet hour.
4. Compare a week with the week before.`,
  recommendations: `## Recommendations

- **At once (P0)**: what keeps it from being released.
- **Soon (P1)**: what will be in the way within months.
- **Later (P2)**: what makes it cheaper or simpler.`,
  conclusion: 'Ready or not ready for five times the load, how sure that is, and what is to be done first.',
}
