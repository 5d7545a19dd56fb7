// Two services: records at the base URL, and documents several people change at once. `capacity` of the demo target stands for the units
// of a database that grows by itself.

import type { FlowDraft, OperationDraft } from '../../document/plan.ts'

const AUTHORIZED = { authorization: 'Bearer {{ token }}' }

export const OPERATIONS: OperationDraft[] = [
  {
    key: 'login',
    name: 'Log in',
    request: { method: 'POST', path: '/auth/login', body: { json: { user: 'load-test' } } },
    checks: ['status = 200'],
    extract: { token: 'body $.token' },
  },
  {
    key: 'submit-record',
    name: 'Submit a record',
    request: {
      method: 'POST',
      path: '/orders',
      headers: AUTHORIZED,
      body: { json: { reference: '{{ uuid }}', kind: '{{ pick(inspection, repair) }}', note: '{{ payload }}' } },
    },
    payload: 'record',
    checks: ['status = 201', 'body $.id exists'],
    extract: { recordId: 'body $.id' },
    metrics: [
      { key: 'server-time', label: 'Time in the server', kind: 'trend', unit: 'ms', take: 'header x-server-time' },
    ],
  },
  {
    key: 'read-record',
    name: 'Read a record',
    request: { method: 'GET', path: '/orders/{{ recordId }}', headers: AUTHORIZED },
    checks: ['status = 200'],
  },
  {
    key: 'list-records',
    name: 'List records',
    request: { method: 'GET', path: '/orders?limit=10', headers: AUTHORIZED },
    checks: ['status = 200', 'body $.items exists'],
  },
  {
    key: 'read-report',
    name: 'Read a report',
    request: { method: 'GET', path: "/analytics/compliance?range={{ pick('7d', '30d', '90d') }}", headers: AUTHORIZED },
    checks: ['status = 200', 'body $.data exists'],
  },
  {
    key: 'submit-kept',
    name: 'Submit a record that is read back at the end',
    request: {
      method: 'POST',
      path: '/orders',
      headers: { ...AUTHORIZED, 'idempotency-key': '{{ uuid }}' },
      body: { json: { reference: '{{ uuid }}', kind: 'kept' } },
    },
    checks: ['status = 201'],
    extract: { recordId: 'body $.id' },
    write: { key: '{{ recordId }}', readBack: 'read-record' },
  },
  {
    key: 'read-document',
    name: 'Read a shared document',
    request: { method: 'GET', service: 'documents', path: '/shared-{{ randomInt(1, 50) }}' },
    checks: ['status = 200'],
    extract: { documentKey: 'body $.key', documentVersion: 'body $.version' },
  },
  {
    key: 'change-document',
    name: 'Change a shared document',
    request: {
      method: 'PUT',
      service: 'documents',
      path: '/{{ documentKey }}',
      headers: { 'if-match': '{{ documentVersion }}' },
      body: { json: { value: 'changed by {{ user }} at {{ now }}' } },
    },
    checks: ['status in [200, 201]'],
  },
]

export const FLOWS: FlowDraft[] = [
  { key: 'record', name: 'Submit a record and read it', steps: ['submit-record', { think: '200ms' }, 'read-record'] },
  {
    key: 'conflict',
    name: 'Change what others change, too',
    steps: ['read-document', { think: '500ms' }, 'change-document'],
  },
]
