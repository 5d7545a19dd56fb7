import type { PlanDraft, SlaDraft } from '../../document/plan.ts'

const EVERYDAY = ['type:baseline', 'type:peak']

export const SLAS: SlaDraft[] = [
  {
    key: 'create-p95',
    label: 'Create',
    operation: 'create-record',
    metric: 'p95',
    target: '200ms',
    limit: '1s',
    priority: 'high',
    when: EVERYDAY,
  },
  {
    key: 'read-p95',
    label: 'Read',
    operation: 'read-record',
    metric: 'p95',
    target: '150ms',
    limit: '1s',
    priority: 'high',
    when: EVERYDAY,
  },
  {
    key: 'update-p90',
    label: 'Update',
    operation: 'update-record',
    metric: 'p90',
    target: '200ms',
    limit: '1s',
    priority: 'medium',
    when: EVERYDAY,
  },
  {
    key: 'delete-p90',
    label: 'Delete',
    operation: 'delete-record',
    metric: 'p90',
    target: '150ms',
    limit: '1s',
    priority: 'medium',
    when: EVERYDAY,
  },
  {
    key: 'errors',
    label: 'Errors of all operations',
    operation: '*',
    metric: 'error_rate',
    target: '0.1%',
    limit: '1%',
    priority: 'high',
    when: EVERYDAY,
  },
  {
    key: 'normal-rate',
    label: 'Normal load',
    scenario: 'baseline',
    metric: 'rate',
    comparator: '>=',
    target: '120/s',
    limit: '80/s',
    peak: '180/s',
    sustained: '45s',
    priority: 'high',
  },
  {
    key: 'peak-rate',
    label: 'Peak load',
    scenario: 'peak',
    metric: 'rate',
    comparator: '>=',
    target: '160/s',
    limit: '120/s',
    peak: '240/s',
    sustained: '2h',
    priority: 'high',
  },
  {
    key: 'burst-rate',
    label: 'Burst load',
    scenario: 'spike',
    metric: 'rate',
    comparator: '>=',
    target: '300/s',
    limit: '200/s',
    peak: '500/s',
    sustained: '2m',
    during: 'spike-1',
    priority: 'medium',
  },
]

export const AVAILABILITY: PlanDraft['availability'] = {
  uptime: '99.9%',
  interval: '10s',
  rto: '2m',
  rpo: '0s',
  probe: 'login',
  success: 'status = 200',
}

export const RESOURCES: PlanDraft['resources'] = [
  { key: 'cpu', metric: 'monitor(cpu)', normal: '60%', peak: '80%', alert: '90%', critical: '95%' },
  { key: 'memory', metric: 'monitor(memory)', normal: '60%', peak: '80%', alert: '90%', critical: '95%' },
  { key: 'disk', metric: 'monitor(disk-operations)', normal: '500', peak: '800', alert: '1000', critical: '2000' },
  { key: 'network', metric: 'monitor(network-out)', normal: '20MB', peak: '50MB', alert: '80MB', critical: '100MB' },
]

export const ACCEPTANCE: PlanDraft['acceptance'] = [
  {
    key: 'answers-in-time',
    requirement: 'Ninety-nine in a hundred are answered within a second',
    judge: 'p99 < 1s',
    priority: 'high',
    scenario: 'baseline',
  },
  {
    key: 'few-errors',
    requirement: 'At most one request in a hundred fails at the peak',
    judge: 'error_rate < 1%',
    priority: 'high',
    scenario: 'peak',
  },
]
