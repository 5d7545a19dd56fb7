import type { PlanDraft, SlaDraft } from '../../document/plan.ts'
import { slaRows } from '../sla-rows.ts'

type Row = [operation: string, p50: string, p95: string, p99: string, perSecond: number]

/** Rates are those of the baseline. Limits of times are wide: target and generator share a machine here. */
const MATRIX: Row[] = [
  ['create-entry', '50ms', '150ms', '300ms', 40],
  ['find-entries', '40ms', '120ms', '250ms', 40],
  ['entry-history', '40ms', '120ms', '250ms', 40],
  ['heartbeat', '40ms', '120ms', '250ms', 8],
  ['system-status', '50ms', '150ms', '300ms', 8],
  ['escalations', '50ms', '150ms', '300ms', 4],
]

const EVERYDAY = ['type:baseline', 'type:load', 'type:peak']

const matrix = ([operation, p50, p95, p99, perSecond]: Row): SlaDraft[] => [
  ...slaRows(operation, { p50: [p50, '500ms'], p95: [p95, '1s'] }, { when: EVERYDAY }),
  ...slaRows(operation, { p99: [p99, '2s'] }, { when: ['type:peak', 'type:soak'], priority: 'medium' }),
  ...slaRows(operation, { rate: [`${perSecond}/s`, `${perSecond * 0.75}/s`] }, { scenario: 'baseline' }),
]

export const SLAS: SlaDraft[] = [
  ...MATRIX.flatMap(matrix),
  {
    key: 'errors',
    label: 'Errors of all endpoints',
    operation: '*',
    metric: 'error_rate',
    target: '0.1%',
    limit: '1%',
    priority: 'high',
    when: [...EVERYDAY, 'type:soak', 'type:spike'],
  },
]

export const AVAILABILITY: PlanDraft['availability'] = {
  uptime: '99.9%',
  interval: '10s',
  rto: '1m',
  rpo: '0s',
  probe: 'find-entries',
  success: 'status = 200',
}

export const RESOURCES: PlanDraft['resources'] = [
  { key: 'cpu', metric: 'monitor(cpu)', normal: '70%', peak: '80%', alert: '85%', critical: '95%' },
  { key: 'memory', metric: 'monitor(memory)', normal: '80%', peak: '85%', alert: '90%', critical: '95%' },
  { key: 'pool', metric: 'monitor(pool)', normal: '80%', peak: '90%', alert: '95%', critical: '98%' },
  { key: 'in-flight', metric: 'monitor(active-requests)', normal: '50', peak: '100', alert: '150', critical: '200' },
]

/** What a change has to pass before it is released. */
export const ACCEPTANCE: PlanDraft['acceptance'] = [
  {
    key: 'accept-p95',
    requirement: 'Entries are found within 120 ms',
    judge: 'p95(find-entries) < 120ms',
    limit: '1s',
    scenario: 'baseline',
  },
  {
    key: 'accept-p99',
    requirement: 'Hardly an answer takes half a second',
    judge: 'p99 < 500ms',
    limit: '2s',
    scenario: 'baseline',
  },
  {
    key: 'accept-rate',
    requirement: 'The rate of everyday load is served',
    judge: 'rate >= 150/s',
    limit: '120/s',
    scenario: 'baseline',
  },
  {
    key: 'accept-errors',
    requirement: 'At most one request in a hundred fails',
    judge: 'error_rate < 1%',
    scenario: 'baseline',
  },
]
