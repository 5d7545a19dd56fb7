import type { ScenarioDraft } from '../../document/plan.ts'

const REQUESTS = ['p50', 'p95', 'p99', 'error_rate', 'rate']
const SYSTEM = ['monitor(cpu)', 'monitor(memory)', 'monitor(cache-hits)']
const MIX: ScenarioDraft['mix'] = [
  { flow: 'visit', weight: '70' },
  { flow: 'edit', weight: '30' },
]

export const SCENARIOS: ScenarioDraft[] = [
  {
    key: 'smoke',
    type: 'smoke',
    name: 'Smoke',
    objective: 'See that page and API answer.',
    steps: ['Start it after each optimization'],
    collect: REQUESTS,
    expected: ['Everything answers'],
    load: { model: 'users', users: '5', rampUp: '2s', hold: '16s', rampDown: '2s', thinkTime: '200ms-600ms' },
    mix: MIX,
    criteria: ['error_rate < 5%', { judge: 'p95 < 300ms', limit: '1s', priority: 'medium' }],
  },
  {
    key: 'baseline',
    type: 'baseline',
    name: 'Baseline',
    objective: 'The figures an optimization is measured by: the same minute before and after it.',
    steps: [
      'Run it before the first optimization',
      'Run it after each, and compare',
      'Write the gain beside the optimization',
    ],
    collect: [...REQUESTS, ...SYSTEM],
    expected: ['No figure is worse than before'],
    load: { model: 'users', users: '25', rampUp: '5s', hold: '50s', rampDown: '5s', thinkTime: '200ms-600ms' },
    expect: { duration: '1m' },
    mix: MIX,
    criteria: ['dropped = 0'],
  },
  {
    key: 'load',
    type: 'load',
    name: 'Load test',
    objective: 'Ten minutes of the traffic the plan aims at.',
    steps: ['Run it at the end of each phase', 'Tick the success criteria it shows'],
    collect: [...REQUESTS, ...SYSTEM],
    expected: ['API p95, throughput and error rate meet their targets'],
    load: { model: 'rate', rate: '60/s', rampUp: '1m', hold: '9m' },
    expect: { duration: '10m' },
    mix: MIX,
    criteria: ['dropped = 0'],
    evidence: [
      'The page loads within 2 s and can be used within 3 s, measured in a browser',
      'The bundle is as small as planned',
    ],
  },
  {
    key: 'stress',
    type: 'stress',
    name: 'Stress test',
    objective: 'Find what gives way first: that is the next optimization.',
    steps: ['Raise the load by steps of five minutes', 'Note what is used up first'],
    collect: [...REQUESTS, ...SYSTEM],
    expected: ['More is served than before the last phase'],
    load: {
      model: 'rate',
      stages: [
        { key: 's1', for: '5m', rate: '60/s' },
        { key: 's2', for: '5m', rate: '120/s' },
      ],
      continue: { factor: '2', until: 'failure', maximum: '960/s' },
      maxInFlight: '2000',
    },
    mix: MIX,
    criteria: [
      { judge: 'breaking_point > 120/s', limit: '60/s', priority: 'medium' },
      { judge: 'recovery_time < 2m', limit: '5m', priority: 'medium' },
    ],
    stopWhen: ['error_rate > 5% for 30s', 'p95 > 2s for 30s'],
    evidence: ['What gave way first is known and stands among the bottlenecks'],
  },
]
