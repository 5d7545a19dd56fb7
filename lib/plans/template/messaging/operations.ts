// A campaign is written as an order of the demo target and sent as one of its jobs.

import type { FlowDraft, OperationDraft } from '../../document/plan.ts'

const AUTHORIZED = { authorization: 'Bearer {{ token }}' }
const READERS = {
  'user-agent':
    "{{ pick('Mozilla/5.0 (iPhone)', 'Mozilla/5.0 (Windows NT 10.0)', 'Outlook/16.0', 'Thunderbird/128.0') }}",
}

const SENDING: OperationDraft[] = [
  {
    key: 'create-campaign',
    name: 'Write a campaign',
    request: {
      method: 'POST',
      path: '/orders',
      headers: AUTHORIZED,
      body: {
        json: {
          reference: '{{ uuid }}',
          name: 'Campaign {{ user }}-{{ iteration }}',
          subject: 'News of {{ faker.location.city }}',
          from: '{{ faker.internet.email }}',
          content: '{{ payload }}',
        },
      },
    },
    payload: 'message',
    checks: ['status = 201', 'body $.id exists'],
    extract: { campaignId: 'body $.id' },
  },
  {
    key: 'list-campaigns',
    name: 'List campaigns',
    request: { method: 'GET', path: '/campaigns?limit=20', headers: AUTHORIZED },
    checks: ['status = 200', 'body $.items exists'],
  },
  {
    key: 'send-campaign',
    name: 'Send a campaign',
    request: {
      method: 'POST',
      path: '/campaigns',
      headers: AUTHORIZED,
      body: { json: { name: 'Send {{ user }}-{{ iteration }}', recipients: 20 } },
    },
    checks: ['status = 202', 'body $.id exists'],
  },
  {
    key: 'send-large-campaign',
    name: 'Send a campaign to 50,000',
    request: {
      method: 'POST',
      path: '/campaigns',
      headers: AUTHORIZED,
      body: { json: { name: 'Large {{ user }}-{{ iteration }}', recipients: 50000, inMs: 5000 } },
    },
    checks: ['status = 202'],
    extract: { campaign: 'body $.id' },
    poll: { path: '/jobs/{{ campaign }}', until: 'body $.status = done', every: '1s', timeout: '1h' },
    metrics: [
      { key: 'messages-per-minute', label: 'Messages a minute', kind: 'trend', take: 'body $.itemsPerMinute' },
      { key: 'sent', label: 'Sent', kind: 'counter', take: 'body $.sent' },
      { key: 'retries', label: 'Tried again', kind: 'counter', take: 'body $.retries' },
      { key: 'failed-deliveries', label: 'Not delivered', kind: 'counter', take: 'body $.failed' },
    ],
  },
]

const TRACKING: OperationDraft[] = [
  {
    key: 'track-open',
    name: 'Track an open',
    request: { method: 'GET', path: '/t/open/m-{{ randomInt(1, 2000) }}.gif', headers: READERS },
    checks: ['status = 200', 'header content-type contains image'],
  },
  {
    key: 'track-open-miss',
    name: 'Track an open past the cache',
    request: { method: 'GET', path: '/t/open/m-{{ randomInt(1, 100000) }}.gif?cache=miss', headers: READERS },
    checks: ['status = 200'],
  },
  {
    key: 'track-click',
    name: 'Track a click',
    request: { method: 'GET', path: '/t/click/m-{{ randomInt(1, 2000) }}?url=/landing', headers: READERS },
    redirects: 'none',
    checks: ['status = 302', 'header location exists'],
  },
  {
    key: 'hostile-id',
    name: 'Hostile or malformed id',
    request: { method: 'GET', path: '/t/open/..%2f..%2fetc%2fpasswd%00{{ randomInt(1, 999) }}<script>' },
    verbatim: true,
    checks: ['status in [400, 404]'],
  },
]

const SESSIONS: OperationDraft[] = [
  {
    key: 'login',
    name: 'Log in',
    request: { method: 'POST', path: '/auth/login', body: { json: { user: 'load-test', ttl: '{{ tokenTtl }}' } } },
    checks: ['status = 200'],
    extract: { token: 'body $.token', refreshToken: 'body $.refreshToken' },
  },
  {
    key: 'refresh',
    name: 'Refresh a session',
    request: { method: 'POST', path: '/auth/refresh', body: { json: { refreshToken: '{{ refreshToken }}' } } },
    checks: ['status = 200', 'body $.token exists'],
  },
]

const CONTACTS: OperationDraft[] = [
  {
    key: 'import-contacts',
    name: 'Import contacts',
    request: {
      method: 'POST',
      path: '/imports',
      headers: AUTHORIZED,
      body: { multipart: { file: { dataset: 'contacts', name: 'contacts.csv' } } },
    },
    timeout: '30s',
    checks: ['status = 202'],
    extract: { import: 'body $.id' },
    poll: { path: '/imports/{{ import }}', until: 'body $.status = done', every: '1s', timeout: '15m' },
    metrics: [
      { key: 'rows-per-second', label: 'Rows a second', kind: 'trend', take: 'body $.rowsPerSecond' },
      { key: 'imported', label: 'Imported rows', kind: 'counter', take: 'body $.imported' },
      { key: 'duplicates', label: 'Duplicate rows', kind: 'counter', take: 'body $.duplicates' },
      { key: 'rejected', label: 'Rejected rows', kind: 'counter', take: 'body $.rejected' },
    ],
  },
]

const report = (key: string, name: string, path: string): OperationDraft => ({
  key,
  name,
  request: { method: 'GET', path: `/analytics/${path}`, headers: AUTHORIZED },
  checks: ['status = 200', 'body $.data exists'],
})

const REPORTS = [
  report('overview', 'Overview', 'overview?range={{ reports }}'),
  report('timeline', 'Timeline', 'timeline?range={{ reports }}&limit={{ randomInt(10, 30) }}'),
  report('top-links', 'Most followed links', 'top-links?limit=10'),
  report('recent-events', 'Recent events', 'events/recent?limit=25'),
]

const control = (key: string, name: string, action: string, json: Record<string, unknown>): OperationDraft => ({
  key,
  name,
  request: {
    method: action === '' ? 'PUT' : 'POST',
    path: `/control${action}`,
    body: { json: json as NonNullable<NonNullable<OperationDraft['request']>['body']>['json'] },
  },
  checks: ['status = 200'],
})

/** The switches of the demo target that drills throw; in a system of your own they are other calls, or done by hand. */
const SWITCHES = [
  control('throttle-database', 'Leave the database 5 connections', '', { capacity: 5 }),
  control('free-database', 'Give the database its connections back', '', { capacity: null }),
  control('crash-worker', 'Let the worker hang for 30 s', '/crash', { forMs: 30_000 }),
  control('limit-sender', 'Let the sender take 100 a second', '', { jobs: { sendLimitPerSecond: 100 } }),
  control('free-sender', 'Lift the limit of the sender', '', { jobs: { sendLimitPerSecond: null } }),
  control('limit-requests', 'Limit requests to 50 a second', '', { rateLimit: { requests: 50, perMs: 1000 } }),
  control('free-requests', 'Lift the limit of requests', '', { rateLimit: null }),
  control('evict-cache', 'Empty the cache', '/evict', { share: 1 }),
]

export const OPERATIONS: OperationDraft[] = [...SENDING, ...TRACKING, ...SESSIONS, ...CONTACTS, ...REPORTS, ...SWITCHES]

export const FLOWS: FlowDraft[] = [
  {
    key: 'look-at-results',
    name: 'Look at campaigns and how they do',
    steps: ['list-campaigns', { think: '500ms' }, 'overview'],
  },
]
