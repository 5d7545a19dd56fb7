// A page of the demo target is its landing page; what the page asks for are orders and reports.

import type { FlowDraft, OperationDraft } from '../../document/plan.ts'

export const OPERATIONS: OperationDraft[] = [
  {
    key: 'open-page',
    name: 'Open the page',
    request: { method: 'GET', path: '/landing' },
    checks: ['status = 200', 'body $.page = landing'],
  },
  {
    key: 'search',
    name: 'Search',
    request: { method: 'GET', path: '/analytics/search?q=word{{ randomInt(1, 200) }}&limit=20' },
    checks: ['status = 200', 'body $.data exists'],
  },
  {
    key: 'list-items',
    name: 'List items',
    request: { method: 'GET', path: '/orders?limit=20' },
    checks: ['status = 200', 'body $.items exists'],
  },
  {
    key: 'save-item',
    name: 'Save an item',
    request: {
      method: 'POST',
      path: '/orders',
      body: { json: { reference: '{{ uuid }}', name: 'Item {{ user }}-{{ iteration }}', note: '{{ payload }}' } },
    },
    payload: 'item',
    checks: ['status = 201', 'body $.id exists'],
    extract: { itemId: 'body $.id' },
    metrics: [
      { key: 'server-time', label: 'Time in the server', kind: 'trend', unit: 'ms', take: 'header x-server-time' },
    ],
  },
  {
    key: 'open-item',
    name: 'Open an item',
    request: { method: 'GET', path: '/orders/{{ itemId }}' },
    checks: ['status = 200'],
  },
]

export const FLOWS: FlowDraft[] = [
  {
    key: 'visit',
    name: 'Visit: open, list, search',
    steps: ['open-page', 'list-items', { think: '300ms' }, 'search'],
  },
  { key: 'edit', name: 'Save an item and open it', steps: ['save-item', { think: '200ms' }, 'open-item'] },
]
