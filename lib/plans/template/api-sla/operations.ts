// Entries of the registry are orders of the demo target; what it computes are reports.

import type { FlowDraft, OperationDraft } from '../../document/plan.ts'

const TENANT = { 'x-tenant-id': '{{ tenant }}' }

export const OPERATIONS: OperationDraft[] = [
  {
    key: 'create-entry',
    name: 'Create an entry',
    request: {
      method: 'POST',
      path: '/orders',
      headers: { ...TENANT, 'idempotency-key': '{{ uuid }}' },
      body: {
        json: {
          subject: { type: 'user', id: 'user_{{ randomInt(0, 999) }}' },
          field: 'field_{{ iteration }}',
          value: { text: '{{ text(200) }}', at: '{{ now }}' },
          class: '{{ pick(fact, opinion) }}',
          readers: ['load-test'],
        },
      },
    },
    checks: ['status = 201', 'body $.id exists'],
    extract: { entryId: 'body $.id' },
    metrics: [
      { key: 'server-time', label: 'Time in the server', kind: 'trend', unit: 'ms', take: 'header x-server-time' },
    ],
  },
  {
    key: 'find-entries',
    name: 'Find entries',
    request: { method: 'GET', path: '/orders?limit=5&offset={{ randomInt(0, 200) }}', headers: TENANT },
    checks: ['status = 200', 'body $.items exists'],
  },
  {
    key: 'entry-history',
    name: 'History of an entry',
    request: { method: 'GET', path: '/orders/{{ entryId }}', headers: TENANT },
    checks: ['status = 200', 'body $.createdAt exists'],
  },
  {
    key: 'heartbeat',
    name: 'Heartbeat of a system',
    request: {
      method: 'POST',
      path: '/orders',
      headers: TENANT,
      body: { json: { system: 'system_{{ randomInt(0, 49) }}', version: '{{ now }}' } },
    },
    checks: ['status = 201'],
  },
  {
    key: 'system-status',
    name: 'Status of a system',
    request: { method: 'GET', path: '/analytics/status?system={{ randomInt(0, 49) }}', headers: TENANT },
    checks: ['status = 200', 'body $.data exists'],
  },
  {
    key: 'escalations',
    name: 'Open escalations',
    request: { method: 'GET', path: '/analytics/escalations?limit=20', headers: TENANT },
    checks: ['status = 200', 'body $.data exists'],
  },
]

export const FLOWS: FlowDraft[] = [
  { key: 'write-and-look', name: 'Create an entry, look at its history', steps: ['create-entry', 'entry-history'] },
]
