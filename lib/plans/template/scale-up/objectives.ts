import type { PlanDraft, SlaDraft } from '../../document/plan.ts'
import { slaRows } from '../sla-rows.ts'

const EVERYDAY = ['type:baseline', 'type:peak']

export const SLAS: SlaDraft[] = [
  ...slaRows('submit-record', { p50: ['60ms', '500ms'], p95: ['300ms', '1s'] }, { when: EVERYDAY }),
  ...slaRows('list-records', { p50: ['60ms', '500ms'], p95: ['300ms', '1s'] }, { when: EVERYDAY }),
  ...slaRows('read-report', { p50: ['60ms', '500ms'], p95: ['300ms', '1s'] }, { when: EVERYDAY }),
  {
    key: 'all-p99',
    label: 'All requests',
    operation: '*',
    metric: 'p99',
    target: '600ms',
    limit: '2s',
    priority: 'medium',
    when: EVERYDAY,
  },
  {
    key: 'errors',
    label: 'Errors of all requests',
    operation: '*',
    metric: 'error_rate',
    target: '1%',
    limit: '5%',
    priority: 'high',
    when: EVERYDAY,
  },
  {
    key: 'baseline-rate',
    label: 'The rate of the busiest hour',
    scenario: 'baseline',
    metric: 'rate',
    target: '35/s',
    limit: '30/s',
    priority: 'high',
  },
  {
    key: 'burst-rate',
    label: 'The rate of a burst',
    scenario: 'spike',
    metric: 'rate',
    target: '158/s',
    limit: '140/s',
    sustained: '5m',
    during: 'spike-1',
    priority: 'medium',
  },
  {
    key: 'conflict-rate',
    label: 'Changes a second',
    scenario: 'conflicts',
    metric: 'rate',
    target: '50/s',
    limit: '40/s',
    priority: 'medium',
  },
  {
    key: 'memory-limit',
    label: 'Memory of the service',
    metric: 'monitor(memory)',
    comparator: '<',
    target: '400MB',
    limit: '512MB',
    priority: 'medium',
  },
]

export const AVAILABILITY: PlanDraft['availability'] = {
  uptime: '99.9%',
  interval: '30s',
  rto: '5m',
  rpo: '0s',
  probe: 'list-records',
  success: 'status = 200',
}

export const RESOURCES: PlanDraft['resources'] = [
  { key: 'connections', metric: 'monitor(connections)', normal: '20', peak: '25', alert: '25', critical: '30' },
  { key: 'cpu', metric: 'monitor(cpu)', normal: '60%', peak: '80%', alert: '85%', critical: '95%' },
]

export const ACCEPTANCE: PlanDraft['acceptance'] = [
  {
    key: 'latency',
    requirement: 'p95 of at most 300 ms at 35 requests/s',
    judge: 'p95 <= 300ms',
    scenario: 'peak',
  },
  {
    key: 'data-loss',
    requirement: 'No acknowledged write is lost, however many change the same',
    judge: 'lost_writes = 0',
    scenario: 'conflicts',
  },
  {
    key: 'scaling',
    requirement: 'The database grows by itself to what the burst needs',
    judge: 'monitor(units) >= 12',
    scenario: 'spike',
  },
  {
    key: 'memory',
    requirement: 'Memory stays below 512 MB for four hours',
    judge: 'monitor(memory) < 512MB',
    scenario: 'sustained',
  },
  { key: 'few-errors', requirement: 'At most five in a hundred fail', judge: 'error_rate <= 5%', scenario: 'peak' },
  {
    key: 'cost',
    requirement: 'A month costs no more than planned',
    judge: 'cost <= 600',
    priority: 'low',
    scenario: 'sustained',
  },
]
