import type { PlanDraft } from '../../document/plan.ts'

export const STRATEGY: PlanDraft['strategy'] = [
  {
    type: 'smoke',
    purpose: 'Does it work at all?',
    duration: '20s',
    pattern: 'A handful of users',
    success: 'Every operation answers',
    cadence: 'after each deployment',
  },
  {
    type: 'baseline',
    purpose: 'Figures of normal operation to compare with',
    duration: '1m',
    pattern: 'Sustained',
    success: 'All SLAs met',
    cadence: 'daily',
  },
  {
    type: 'peak',
    purpose: 'The busiest hours',
    duration: '2h 20m',
    pattern: 'Varying: 0.8, 1.0 and 1.2 times the expected load',
    success: 'SLAs met at every level',
    cadence: 'weekly',
  },
  {
    type: 'stress',
    purpose: 'Where and how it breaks',
    duration: '1h 30m',
    pattern: 'Steps that double',
    success: 'The breaking point is known, and it recovers',
    cadence: 'monthly',
  },
  {
    type: 'volume',
    purpose: 'A day of growing data',
    duration: '24h',
    pattern: 'Constant users',
    success: 'As fast at the end as at the beginning',
    cadence: 'before each major release',
  },
  {
    type: 'spike',
    purpose: 'Sudden load',
    duration: '57m',
    pattern: 'Three instant spikes of 10x',
    success: 'Recovered within two minutes',
    cadence: 'before each release',
  },
  {
    type: 'scalability',
    purpose: 'What another instance brings',
    duration: '33m',
    pattern: 'The same load at each level',
    success: 'Nearly linear',
    cadence: 'before decisions about capacity',
  },
]

export const CHECKLISTS: PlanDraft['checklists'] = {
  before: [
    { key: 'environment', text: 'The environment is stable, and is the one the plan describes', gate: true },
    { key: 'data', text: 'Test data are loaded and counted', gate: true },
    { key: 'monitoring', text: 'Monitors answer, and their clocks agree' },
    { key: 'generator', text: 'Load generators have been tried at the planned rate' },
    { key: 'baseline', text: 'There is a baseline to compare with' },
    { key: 'team', text: 'Everybody concerned was told' },
    { key: 'rollback', text: 'There is a way back, and somebody has tried it' },
  ],
  during: [
    { key: 'errors', text: 'Watch errors and the logs of the target' },
    { key: 'resources', text: 'Watch CPU, memory, disk and network' },
    { key: 'queue', text: 'Watch the depth of the queue' },
  ],
  after: [
    { key: 'verdict', text: 'Read the verdict and the objectives that did not pass' },
    { key: 'bottleneck', text: 'Name the bottleneck, and what would move it' },
    { key: 'clean', text: 'Clean up the test data' },
    { key: 'archive', text: 'Archive results and findings' },
  ],
}

export const SCHEDULE: PlanDraft['schedule'] = [
  { key: 'daily-baseline', scenario: 'baseline', cron: '0 5 * * *', timezone: 'UTC' },
  { key: 'weekly-peak', scenario: 'peak', cron: '0 20 * * 6', timezone: 'UTC' },
  { key: 'monthly-stress', scenario: 'stress', cron: '0 20 * * 5#1', timezone: 'UTC' },
  { key: 'release-spike', scenario: 'spike', cadence: 'before each release' },
  { key: 'release-volume', scenario: 'volume', cadence: 'before each major release' },
]

export const RISKS: PlanDraft['risks'] = [
  {
    key: 'shared-environment',
    risk: 'Somebody else uses the environment during a run',
    probability: 'medium',
    impact: 'high',
    mitigation: 'Book it; look at what the monitors show before the ramp-up',
  },
  {
    key: 'unlike-production',
    risk: 'Data are fewer or more even than in production',
    probability: 'medium',
    impact: 'medium',
    mitigation: 'Load a masked copy of production once a quarter',
  },
  {
    key: 'generator-limit',
    risk: 'The generator is at its end before the target is',
    probability: 'low',
    impact: 'high',
    mitigation: 'Read generator health first; add a worker',
  },
]

export const NOTES: PlanDraft['notes'] = {
  tuning: `## Where to look when something is slow

- **Queries**: one query per row in place of one for all; missing indexes; joins in the wrong order.
- **Cache**: what is read often and written seldom. Say how long it may be old, and which share of hits is expected.
- **Pools**: database and HTTP connections. Too few make requests wait, too many make the database wait.
- **Scaling**: more instances for work that shares nothing, larger ones for what holds a lock.
- **Balancing**: does every instance get its part? Do health checks take a slow one out?
- **Database**: indexes, partitions, a replica for reading.`,
  'long-runs': `## Longer runs

The baseline takes a minute, so that the plan can be tried at once. Before a release hold it for 30 minutes, with five minutes up and
two down, and let its users think for one to three seconds.`,
  conclusion: 'What was found, and whether the integration is ready for production.',
}
