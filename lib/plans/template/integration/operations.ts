// Records of the demo target are its orders; a bulk import and a batch are its imports and jobs.

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
    key: 'create-record',
    name: 'Create a record',
    request: {
      method: 'POST',
      path: '/orders',
      headers: AUTHORIZED,
      body: {
        json: {
          reference: '{{ uuid }}',
          name: 'Record {{ user }}-{{ iteration }}',
          type: '{{ pick(invoice, receipt, credit) }}',
          at: '{{ now }}',
          note: '{{ payload }}',
        },
      },
    },
    payload: 'medium',
    checks: ['status = 201', 'body $.id exists', 'latency < 3s'],
    extract: { recordId: 'body $.id' },
    metrics: [
      { key: 'server-time', label: 'Time in the server', kind: 'trend', unit: 'ms', take: 'header x-server-time' },
    ],
  },
  {
    key: 'read-record',
    name: 'Read a record',
    request: { method: 'GET', path: '/orders/{{ recordId }}', headers: AUTHORIZED },
    checks: ['status = 200', 'body $.id exists', 'latency < 3s'],
  },
  {
    key: 'update-record',
    name: 'Update a record',
    request: {
      method: 'PATCH',
      path: '/orders/{{ recordId }}',
      headers: AUTHORIZED,
      body: { json: { status: 'changed', note: '{{ payload }}' } },
    },
    payload: 'medium',
    checks: ['status = 200', 'body $.status = changed'],
  },
  {
    key: 'create-draft',
    name: 'Create a record to delete',
    request: {
      method: 'POST',
      path: '/orders',
      headers: AUTHORIZED,
      body: { json: { reference: '{{ uuid }}', name: 'Draft {{ user }}-{{ iteration }}', note: '{{ payload }}' } },
    },
    payload: 'small',
    checks: ['status = 201'],
    extract: { recordId: 'body $.id' },
  },
  {
    key: 'delete-record',
    name: 'Delete a record',
    request: { method: 'DELETE', path: '/orders/{{ recordId }}', headers: AUTHORIZED },
    checks: ['status = 204'],
  },
  {
    key: 'create-kept',
    name: 'Create a record that is read back at the end',
    request: {
      method: 'POST',
      path: '/orders',
      headers: AUTHORIZED,
      body: { json: { reference: '{{ uuid }}', name: 'Kept {{ user }}-{{ iteration }}' } },
    },
    checks: ['status = 201'],
    extract: { recordId: 'body $.id' },
    write: { key: '{{ recordId }}', readBack: 'read-record' },
  },
  {
    key: 'bulk-import',
    name: 'Import records in bulk',
    request: {
      method: 'POST',
      path: '/imports',
      headers: AUTHORIZED,
      body: { multipart: { file: { dataset: 'records', name: 'records.csv' } } },
    },
    checks: ['status = 202'],
    extract: { import: 'body $.id' },
    poll: { path: '/imports/{{ import }}', until: 'body $.status = done', every: '500ms', timeout: '2m' },
    metrics: [{ key: 'rows-per-second', label: 'Rows a second', kind: 'trend', take: 'body $.rowsPerSecond' }],
  },
  {
    key: 'process-batch',
    name: 'Process a batch',
    request: {
      method: 'POST',
      path: '/jobs',
      headers: AUTHORIZED,
      body: { json: { name: 'Batch {{ iteration }}', items: 100, note: '{{ payload }}' } },
    },
    payload: 'large',
    checks: ['status = 202'],
    extract: { job: 'body $.id' },
    poll: { path: '/jobs/{{ job }}', until: 'body $.status = done', every: '500ms', timeout: '2m' },
  },
]

export const FLOWS: FlowDraft[] = [
  {
    key: 'lifecycle',
    name: 'Create, read, update, read',
    steps: ['create-record', 'read-record', { think: '200ms' }, 'update-record', 'read-record'],
  },
  { key: 'removal', name: 'Create, read, delete', steps: ['create-draft', 'read-record', 'delete-record'] },
]
