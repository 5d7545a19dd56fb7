import type { PlanDraft } from '../../document/plan.ts'
import type { Setting } from '../setting.ts'

export const monitors = ({ baseUrl }: Setting): PlanDraft['monitors'] => [
  {
    key: 'application',
    name: 'Application',
    kind: 'prometheus-endpoint',
    tool: 'Prometheus text',
    url: `${baseUrl}/metrics`,
    interval: '10s',
    metrics: [
      {
        key: 'request-duration',
        label: 'Response time',
        unit: 's',
        type: 'histogram',
        labels: ['method', 'route'],
        buckets: ['0.05', '0.1', '0.2', '0.5', '1', '2'],
        take: 'http_request_duration_seconds',
      },
      {
        key: 'requests',
        label: 'Requests, by status',
        unit: '/s',
        type: 'counter',
        labels: ['status'],
        take: 'rate(http_requests_total)',
      },
      {
        key: 'cache-hits',
        label: 'Cache hits',
        role: 'cache hits',
        unit: 'percent',
        type: 'gauge',
        take: 'rate(cache_hits_total) / (rate(cache_hits_total) + rate(cache_misses_total)) * 100',
      },
      { key: 'instances', label: 'Instances', role: 'units', unit: 'instances', type: 'gauge', take: 'job_worker_up' },
    ],
  },
  {
    key: 'machine',
    name: 'Machine',
    kind: 'host',
    tool: 'built-in host probe',
    interval: '10s',
    metrics: [
      {
        key: 'cpu',
        label: 'CPU usage',
        role: 'cpu',
        unit: 'percent',
        type: 'gauge',
        take: 'cpu_usage_percent',
        alert: '> 80%',
      },
      {
        key: 'memory',
        label: 'Memory usage',
        role: 'memory',
        unit: 'percent',
        type: 'gauge',
        take: 'memory_usage_percent',
        alert: '> 85%',
      },
    ],
  },
]

export const ALERTS: PlanDraft['alerts'] = [
  {
    key: 'response-time',
    when: ['p95 > 1s for 2m'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'Compare with the last run that was fast.',
  },
  {
    key: 'error-rate',
    when: ['error_rate > 1% for 2m'],
    severity: 'critical',
    notify: ['Owner'],
    procedure: 'Take the last optimization back.',
  },
  {
    key: 'cpu',
    when: ['monitor(cpu) > 80% for 5m'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'Take a profile.',
  },
  {
    key: 'memory',
    when: ['monitor(memory) > 85% for 5m'],
    severity: 'warning',
    notify: ['team'],
    procedure: 'Look at the caches first.',
  },
]
