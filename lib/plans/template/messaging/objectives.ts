import type { PlanDraft, SlaDraft } from '../../document/plan.ts'
import { slaRows } from '../sla-rows.ts'

type Row = [operation: string, p50: string, p95: string, p99: string, max: string, errors: string]

/** The matrix of endpoints. Limits are wide, as target and generator share a machine here; that of errors is ten times its target. */
const MATRIX: Row[] = [
  ['create-campaign', '50ms', '150ms', '300ms', '2s', '0.2%'],
  ['list-campaigns', '50ms', '150ms', '300ms', '2s', '0.1%'],
  ['track-open', '50ms', '150ms', '300ms', '2s', '0.01%'],
  ['track-click', '50ms', '150ms', '300ms', '2s', '0.01%'],
  ['login', '50ms', '150ms', '300ms', '2s', '0.5%'],
  ['overview', '60ms', '200ms', '400ms', '2s', '0.1%'],
  ['timeline', '60ms', '250ms', '500ms', '2s', '0.2%'],
]

const times = (text: string, factor: number) => {
  const [number, unit] = /^([\d.]+)(.*)$/.exec(text)!.slice(1)
  return `${Number((Number(number) * factor).toPrecision(6))}${unit}`
}

const matrix = ([operation, p50, p95, p99, max, errors]: Row): SlaDraft[] => [
  ...slaRows(operation, { p50: [p50, '500ms'], p95: [p95, '1s'] }, { when: ['type:baseline', 'type:load'] }),
  ...slaRows(
    operation,
    { p99: [p99, '2s'], max: [max, '10s'], error_rate: [errors, times(errors, 10)] },
    { when: ['type:load'], priority: 'medium' },
  ),
]

const rate = (operation: string, target: string, limit: string): SlaDraft => ({
  key: `${operation}-rate`,
  operation,
  metric: 'rate',
  target,
  limit,
  priority: 'high',
  when: ['type:load'],
})

const inTime = (operation: string, target: string): SlaDraft => ({
  key: `${operation}-p95`,
  operation,
  metric: 'p95',
  target,
  limit: '1s',
  priority: 'medium',
  when: ['type:load'],
})

export const SLAS: SlaDraft[] = [
  ...MATRIX.flatMap(matrix),
  inTime('track-open-miss', '150ms'),
  inTime('refresh', '150ms'),
  inTime('top-links', '200ms'),
  inTime('recent-events', '200ms'),
  rate('create-campaign', '100/min', '80/min'),
  rate('track-open', '5000/min', '4000/min'),
  rate('track-click', '2000/min', '1600/min'),
  rate('login', '50/min', '40/min'),
  rate('refresh', '200/min', '160/min'),
  rate('timeline', '100/min', '80/min'),
  {
    key: 'send-time',
    label: 'Accepting a campaign',
    operation: 'send-campaign',
    metric: 'p95',
    target: '200ms',
    limit: '1s',
    priority: 'high',
    when: ['type:load'],
  },
  {
    key: 'errors',
    label: 'Errors of all operations',
    operation: '*',
    metric: 'error_rate',
    target: '0.1%',
    limit: '1%',
    priority: 'high',
    when: ['type:baseline', 'type:load'],
  },
  {
    key: 'stress-p95',
    label: 'Under stress',
    operation: '*',
    metric: 'p95',
    target: '500ms',
    limit: '2s',
    priority: 'medium',
    when: ['type:stress'],
  },
  {
    key: 'stress-errors',
    label: 'Under stress',
    operation: '*',
    metric: 'error_rate',
    target: '1%',
    limit: '5%',
    priority: 'medium',
    when: ['type:stress'],
  },
  {
    key: 'cache-hits',
    label: 'Cache hits',
    metric: 'monitor(cache-hits)',
    comparator: '>',
    target: '80%',
    limit: '60%',
    priority: 'medium',
    when: ['type:load'],
  },
  {
    key: 'backlog',
    label: 'Messages that wait',
    metric: 'monitor(queue-depth)',
    comparator: '<',
    target: '1000',
    limit: '5000',
    priority: 'medium',
    when: ['type:load', 'type:stress'],
  },
  ...milestones(),
]

/** What must hold after one, four, eight and twelve hours of the soak test. */
function milestones(): SlaDraft[] {
  const soak = { scenario: 'soak', priority: 'medium' } as const
  return [
    {
      key: 'soak-1h',
      label: 'Steady after an hour',
      metric: 'p95',
      target: '200ms',
      limit: '1s',
      at: '1h',
      ...soak,
    },
    {
      key: 'soak-4h',
      label: 'Memory after four hours',
      metric: 'memory_growth',
      target: '5%',
      limit: '10%',
      at: '4h',
      ...soak,
    },
    {
      key: 'soak-8h',
      label: 'No restart in eight hours',
      metric: 'monitor(restarts)',
      comparator: '<=',
      target: '0',
      limit: '1',
      at: '8h',
      ...soak,
    },
    {
      key: 'soak-12h',
      label: 'As fast after twelve hours',
      metric: 'p95',
      target: '200ms',
      limit: '1s',
      at: '12h',
      ...soak,
    },
    {
      key: 'soak-errors',
      label: 'Errors of the soak test',
      metric: 'error_rate',
      target: '0.1%',
      limit: '1%',
      ...soak,
    },
  ]
}

export const AVAILABILITY: PlanDraft['availability'] = {
  uptime: '99.9%',
  interval: '10s',
  rto: '2m',
  rpo: '1m',
  probe: 'list-campaigns',
  success: 'status = 200',
}

export const RESOURCES: PlanDraft['resources'] = [
  { key: 'pool', metric: 'monitor(pool)', normal: '80%', peak: '90%', alert: '95%', critical: '98%' },
  { key: 'cpu', metric: 'monitor(cpu)', normal: '70%', peak: '80%', alert: '80%', critical: '95%' },
  { key: 'memory', metric: 'monitor(memory)', normal: '70%', peak: '80%', alert: '80%', critical: '95%' },
  { key: 'worker-memory', metric: 'monitor(worker-memory)', normal: '2GB', peak: '3GB', alert: '4GB', critical: '6GB' },
  { key: 'disk', metric: 'monitor(disk-operations)', normal: '500', peak: '800', alert: '1000', critical: '2000' },
  { key: 'restarts', metric: 'monitor(restarts)', normal: '0', peak: '1', alert: '3', critical: '5' },
]

export const ACCEPTANCE: PlanDraft['acceptance'] = [
  {
    key: 'opens-in-time',
    requirement: 'Opens are tracked within 300 ms, whatever else goes on',
    judge: 'p99(track-open) < 300ms',
    limit: '2s',
    scenario: 'everyday',
  },
  {
    key: 'few-errors',
    requirement: 'At most one request in a hundred fails',
    judge: 'error_rate < 1%',
    scenario: 'everyday',
  },
  {
    key: 'campaigns-sent',
    requirement: 'A campaign to 50,000 is sent within half an hour beside four others',
    judge: 'max(send-large-campaign.job) < 30m',
    scenario: 'campaigns',
  },
]
