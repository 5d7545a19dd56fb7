import type { ScenarioDraft } from '../../document/plan.ts'

const REQUESTS = ['p50', 'p95', 'p99', 'max', 'error_rate', 'rate']
const SYSTEM = ['monitor(memory)', 'monitor(connections)', 'monitor(units)', 'monitor(cpu)']

/** Every arrival is one request. */
const MIX: ScenarioDraft['mix'] = [
  { operation: 'list-records', weight: '40' },
  { operation: 'submit-record', weight: '40' },
  { operation: 'read-report', weight: '20' },
]

export const SCENARIOS: ScenarioDraft[] = [
  {
    key: 'smoke',
    type: 'smoke',
    name: 'Smoke',
    objective: 'See that both services answer, and that a conflict is told as one.',
    steps: ['Start it before each of the others'],
    collect: REQUESTS,
    expected: ['Both services answer'],
    load: { model: 'users', users: '5', rampUp: '2s', hold: '18s', thinkTime: '200ms-400ms' },
    mix: [
      { flow: 'record', weight: '30' },
      { operation: 'list-records', weight: '30' },
      { operation: 'read-report', weight: '20' },
      { flow: 'conflict', weight: '20' },
    ],
    expectFailures: [{ operation: 'change-document', status: ['409'] }],
    criteria: ['error_rate < 5%', { judge: 'p95 < 300ms', limit: '1s', priority: 'medium' }],
  },
  {
    key: 'baseline',
    type: 'baseline',
    name: 'Baseline',
    objective: 'A minute at the rate of the busiest hour, to compare the others with.',
    steps: ['Note the version of both services', 'Run it, and keep its run to compare with'],
    collect: [...REQUESTS, ...SYSTEM],
    expected: ['p95 is far from its limit', 'Acknowledged records are there'],
    load: { model: 'rate', rate: '37/s', rampUp: '5s', hold: '50s' },
    expect: { rate: '36/s', duration: '55s' },
    mix: [
      { operation: 'list-records', weight: '40' },
      { operation: 'submit-record', weight: '35' },
      { operation: 'submit-kept', weight: '5' },
      { operation: 'read-report', weight: '20' },
    ],
    criteria: [
      'dropped = 0',
      { judge: 'lost_writes = 0', priority: 'medium' },
      { judge: 'duplicate_writes = 0', priority: 'medium' },
    ],
  },
  {
    key: 'sustained',
    type: 'soak',
    name: 'Sustained baseline load',
    objective: 'Find leaks, and connections that are not given back, in four hours of the mean rate of a day.',
    steps: ['Take a heap profile at the beginning', 'Run for four hours', 'Take one in the middle and one at the end'],
    collect: [...REQUESTS, ...SYSTEM, 'monitor(heap)'],
    expected: ['Memory at the end is that of the first half hour', 'Connections come and go, and none stays'],
    load: { model: 'rate', rate: '1.2/s', hold: '4h' },
    expect: { requests: '17280', rate: '1.2/s', users: '5', duration: '4h' },
    mix: MIX,
    criteria: [
      'error_rate <= 5%',
      { judge: 'memory_growth < 5%', limit: '10%', priority: 'medium' },
      { judge: 'drift < 5%', limit: '10%', priority: 'medium' },
    ],
    evidence: ['Heap profiles of beginning, middle and end are attached'],
  },
  {
    key: 'peak',
    type: 'peak',
    name: 'Peak of the business day',
    objective: 'Keep p95 below 300 ms through an hour between 20 and 50 requests a second.',
    steps: ['Raise the rate as the day does', 'Watch connections and units'],
    collect: [...REQUESTS, ...SYSTEM],
    expected: ['p95 stays below 300 ms also in the middle of it'],
    load: {
      model: 'rate',
      stages: [
        { key: 'morning', for: '15m', rate: '20/s' },
        { key: 'usual', for: '30m', rate: '35/s' },
        { key: 'midday', for: '15m', rate: '50/s' },
      ],
    },
    expect: { requests: '126000', users: '50', duration: '1h' },
    mix: MIX,
    criteria: ['p95 <= 300ms during midday', 'dropped = 0'],
  },
  {
    key: 'spike',
    type: 'spike',
    name: 'Burst',
    objective: 'See the database grow by itself while five minutes bring eight times as much, and shrink after them.',
    steps: ['Hold everyday load', 'Let the burst come', 'Go on until the units are as before'],
    collect: [...REQUESTS, ...SYSTEM, 'monitor(units)'],
    expected: ['Units follow within a minute', 'Times rise briefly and come back'],
    load: { model: 'rate', rate: '20/s', hold: '20m', spikes: { rate: '166/s', for: '5m', every: '6m', count: '1' } },
    expect: { requests: '67800', duration: '20m' },
    mix: MIX,
    criteria: [
      'dropped = 0',
      'error_rate <= 5%',
      'p95 < 600ms during after-spike-1',
      { judge: 'recovery_time < 2m', limit: '5m', priority: 'medium' },
    ],
  },
  {
    key: 'conflicts',
    type: 'custom',
    name: 'Conflicting changes',
    objective: 'Let a thousand people change the same fifty documents, and lose nothing of what was acknowledged.',
    steps: [
      'Let each read a document, think, and write it back',
      'Count the conflicts: there have to be a thousand at least',
      'Read back what was acknowledged',
    ],
    collect: [...REQUESTS, 'monitor(conflicts)', 'monitor(lost-updates)', 'monitor(memory)'],
    expected: ['Each conflict is told as 409, and changes nothing', 'A repeated request is carried out once'],
    load: { model: 'users', users: '1000', rampUp: '30s', hold: '10m', perUser: '4/min' },
    expect: { duration: '10m 30s', users: '1000' },
    mix: [
      { flow: 'conflict', weight: '90' },
      { operation: 'submit-kept', weight: '10' },
    ],
    expectFailures: [{ operation: 'change-document', status: ['409'] }],
    criteria: [
      'error_rate <= 5%',
      { judge: 'p95(change-document) <= 300ms', limit: '1s', priority: 'high' },
      { judge: 'duplicate_writes = 0', priority: 'medium' },
      { judge: 'monitor(lost-updates) <= 0', priority: 'medium' },
    ],
    evidence: ['The versions of all documents add up to the writes that were acknowledged'],
  },
]
