import type { PlanDraft } from '../../document/plan.ts'

export const STRATEGY: PlanDraft['strategy'] = [
  {
    type: 'smoke',
    purpose: 'Is it up?',
    duration: '30s',
    pattern: 'A little of everything',
    success: 'Every endpoint answers',
    cadence: 'daily, before deployment',
  },
  {
    type: 'baseline',
    purpose: 'An ordinary minute to compare with',
    duration: '55s',
    pattern: 'Sustained',
    success: 'The endpoint matrix is met',
    cadence: 'with each change',
  },
  {
    type: 'load',
    purpose: 'Traffic as expected',
    duration: '30m',
    pattern: 'Gradual rise to the load expected',
    success: 'All rows met',
    cadence: 'weekly, on Mondays',
  },
  {
    type: 'stress',
    purpose: 'The breaking point',
    duration: '1h',
    pattern: 'Steps that double, past capacity',
    success: 'The most it takes is known, and it gives way gracefully',
    cadence: 'monthly, first Monday',
  },
  {
    type: 'spike',
    purpose: 'Sudden bursts',
    duration: '15m',
    pattern: 'Instant 10x',
    success: 'As before within two minutes',
    cadence: 'before each release',
  },
  {
    type: 'soak',
    purpose: 'Stability over a night',
    duration: '12h',
    pattern: 'Sustained',
    success: 'No leak, no slowing down',
    cadence: 'quarterly, and before major releases',
  },
  {
    type: 'scalability',
    purpose: 'What more instances bring',
    duration: '2h',
    pattern: 'One load at 1, 2 and 4 instances',
    success: 'Nearly linear',
    cadence: 'quarterly, and before decisions about scaling',
  },
]

export const SCHEDULE: PlanDraft['schedule'] = [
  { key: 'daily-smoke', scenario: 'smoke', cron: '0 5 * * *', timezone: 'UTC' },
  { key: 'monday-load', scenario: 'everyday', cron: '0 6 * * 1', timezone: 'UTC' },
  { key: 'first-monday-stress', scenario: 'stress', cron: '0 20 * * 1#1', timezone: 'UTC' },
  { key: 'quarterly-soak', scenario: 'soak', cron: '0 18 2 1,4,7,10 *', timezone: 'UTC' },
  { key: 'release-spike', scenario: 'spike', cadence: 'before each release' },
  { key: 'quarterly-scalability', scenario: 'scalability', cadence: 'quarterly' },
]

export const CHECKLISTS: PlanDraft['checklists'] = {
  before: [
    { key: 'environment', text: 'Environment and demo target answer', gate: true },
    { key: 'metrics', text: 'Every figure of the metrics endpoint is there and changes' },
    { key: 'metrics-cost', text: 'Collecting them costs nothing worth mentioning' },
    { key: 'alerts', text: 'A test alert reached every channel' },
    { key: 'sender', text: 'The mail provider is the sandbox, not the real one' },
    { key: 'data', text: 'Contacts of earlier tests are gone' },
  ],
  during: [
    { key: 'queue', text: 'Watch the queue and the worker' },
    { key: 'errors', text: 'Watch errors by class' },
    { key: 'anomalies', text: 'Note what looks odd as a marker of the run' },
  ],
  after: [
    { key: 'available', text: 'The platform was available throughout' },
    { key: 'integrity', text: 'Counts of opens, clicks and messages agree with what was sent' },
    { key: 'recovered', text: 'What crashed came back by itself' },
    { key: 'queue-empty', text: 'The queue drained, and nothing was sent twice' },
    { key: 'detected', text: 'Every fault was seen by a monitor and told by an alert' },
    { key: 'resources', text: 'Memory, connections and cache are as before' },
  ],
}

export const RISKS: PlanDraft['risks'] = [
  {
    key: 'real-mail',
    risk: 'A test campaign reaches real people',
    probability: 'low',
    impact: 'high',
    mitigation: 'Only addresses below example.test; the sender of the environment is a sandbox',
  },
  {
    key: 'warm-cache',
    risk: 'A warm cache makes tracking look faster than it is after a restart',
    probability: 'medium',
    impact: 'medium',
    mitigation: 'Run the drill that empties the cache',
  },
]

export const NOTES: PlanDraft['notes'] = {
  production: `## In production

| how often | what |
| --- | --- |
| always | availability and the alerts of this plan |
| daily | trends of latency and errors |
| weekly | the endpoint matrix |
| monthly | capacity: how far the rate is from what stress tests reached |`,
  'first-target': `## Pointing it at a platform of your own

Change the base URL, the paths of the operations, and the calls of the drills. Say in *Test data* what your contacts look like.
The figures here fit the bundled demo target; yours are the ones you promised.`,
  conclusion: 'What was found, and what is done about it.',
}
