// Everything the demo target tells about itself, once: `/metrics.json` is this, `/metrics` the same in Prometheus text.

export interface Figures {
  requests: {
    total: number
    inFlight: number
    queued: number
    byStatus: Record<string, number>
    rateLimited: number
    malformed: number
  }
  pool: { used: number; size: number }
  orders: { stored: number; acknowledged: number; created: number; deleted: number }
  /** Of the pretended database that grows by itself. */
  units: { current: number }
  documents: { stored: number; writes: number; conflicts: number; lostUpdates: number }
  idempotency: { replays: number; violations: number }
  writes: { dropped: number; doubled: number; corrupted: number }
  auth: { logins: number; refreshes: number; rejected: number }
  tracking: { opens: number; clicks: number; unknown: number; malformed: number }
  cache: { hits: number; misses: number; hitRate: number | null; entries: number }
  jobs: {
    depth: number
    running: number
    waiting: number
    scheduled: number
    itemsPerMinute: number
    accepted: number
    sent: number
    failed: number
    retries: number
    limited: number
    restarts: number
    isDown: boolean
  }
  imports: { open: number; imported: number; duplicates: number; rejected: number }
  memory: { residentBytes: number; heapUsedBytes: number; leakedBytes: number }
  cpu: { seconds: number; percent: number }
  uptimeSeconds: number
}

type Kind = 'counter' | 'gauge'
type Row = [name: string, kind: Kind, help: string, value: (figures: Figures) => number, labels?: string]

const ROWS: Row[] = [
  ['http_requests_in_flight', 'gauge', 'Requests worked on.', (f) => f.requests.inFlight],
  ['http_requests_queued', 'gauge', 'Requests waiting for capacity.', (f) => f.requests.queued],
  ['http_rate_limited_total', 'counter', 'Requests answered with 429.', (f) => f.requests.rateLimited],
  ['http_malformed_total', 'counter', 'Requests that were no HTTP.', (f) => f.requests.malformed],
  ['db_pool_used', 'gauge', 'Connections of the pool in use.', (f) => f.pool.used],
  ['db_pool_size', 'gauge', 'Connections of the pool.', (f) => f.pool.size],
  ['orders_stored', 'gauge', 'Orders in memory.', (f) => f.orders.stored],
  ['orders_acknowledged_total', 'counter', 'Orders answered with 201.', (f) => f.orders.acknowledged],
  ['orders_created_total', 'counter', 'Orders that were kept.', (f) => f.orders.created],
  ['orders_deleted_total', 'counter', 'Orders that were deleted.', (f) => f.orders.deleted],
  ['database_units', 'gauge', 'Units of the pretended database that grows by itself.', (f) => f.units.current],
  ['documents_stored', 'gauge', 'Keys written to.', (f) => f.documents.stored],
  ['document_writes_total', 'counter', 'Versions written.', (f) => f.documents.writes],
  ['document_conflicts_total', 'counter', 'Writes refused because another was faster.', (f) => f.documents.conflicts],
  ['document_lost_updates_total', 'counter', 'Stale writes taken on purpose.', (f) => f.documents.lostUpdates],
  ['idempotent_replays_total', 'counter', 'Repetitions answered as before.', (f) => f.idempotency.replays],
  [
    'idempotency_violations_total',
    'counter',
    'Repetitions carried out again on purpose.',
    (f) => f.idempotency.violations,
  ],
  [
    'writes_spoiled_total',
    'counter',
    'Acknowledged orders spoiled on purpose.',
    (f) => f.writes.dropped,
    'kind="dropped"',
  ],
  ['writes_spoiled_total', 'counter', '', (f) => f.writes.doubled, 'kind="doubled"'],
  ['writes_spoiled_total', 'counter', '', (f) => f.writes.corrupted, 'kind="corrupted"'],
  ['auth_logins_total', 'counter', 'Tokens issued by a login.', (f) => f.auth.logins],
  ['auth_refreshes_total', 'counter', 'Tokens issued by a refresh.', (f) => f.auth.refreshes],
  ['auth_rejected_total', 'counter', 'Requests answered with 401.', (f) => f.auth.rejected],
  ['tracking_events_total', 'counter', 'Opens and clicks.', (f) => f.tracking.opens, 'kind="open"'],
  ['tracking_events_total', 'counter', '', (f) => f.tracking.clicks, 'kind="click"'],
  ['tracking_refused_total', 'counter', 'Message ids refused.', (f) => f.tracking.unknown, 'why="unknown"'],
  ['tracking_refused_total', 'counter', '', (f) => f.tracking.malformed, 'why="malformed"'],
  ['cache_hits_total', 'counter', 'Look-ups found in the cache.', (f) => f.cache.hits],
  ['cache_misses_total', 'counter', 'Look-ups not found in the cache.', (f) => f.cache.misses],
  ['cache_entries', 'gauge', 'Keys in the cache.', (f) => f.cache.entries],
  ['job_queue_depth', 'gauge', 'Items of jobs that are due and not done.', (f) => f.jobs.depth],
  ['jobs_running', 'gauge', 'Jobs worked on.', (f) => f.jobs.running],
  ['jobs_waiting', 'gauge', 'Jobs that are due and wait.', (f) => f.jobs.waiting],
  ['job_items_per_minute', 'gauge', 'Items done in the last minute.', (f) => f.jobs.itemsPerMinute],
  ['job_items_accepted_total', 'counter', 'Items of all jobs taken in.', (f) => f.jobs.accepted],
  ['job_items_total', 'counter', 'Items done.', (f) => f.jobs.sent, 'result="sent"'],
  ['job_items_total', 'counter', '', (f) => f.jobs.failed, 'result="failed"'],
  ['job_retries_total', 'counter', 'Tries beyond the first.', (f) => f.jobs.retries],
  ['job_limited_total', 'counter', 'Tries put off by the limit on sending.', (f) => f.jobs.limited],
  ['job_restarts_total', 'counter', 'Restarts of the process that works on jobs.', (f) => f.jobs.restarts],
  ['job_worker_up', 'gauge', '1 while somebody works on jobs.', (f) => (f.jobs.isDown ? 0 : 1)],
  ['imports_open', 'gauge', 'Imports under way.', (f) => f.imports.open],
  ['import_rows_total', 'counter', 'Rows judged.', (f) => f.imports.imported, 'result="imported"'],
  ['import_rows_total', 'counter', '', (f) => f.imports.duplicates, 'result="duplicate"'],
  ['import_rows_total', 'counter', '', (f) => f.imports.rejected, 'result="rejected"'],
  ['process_cpu_seconds_total', 'counter', 'User and system CPU time.', (f) => f.cpu.seconds],
  ['process_cpu_percent', 'gauge', 'CPU since it was last asked for.', (f) => f.cpu.percent],
  ['process_resident_memory_bytes', 'gauge', 'Resident memory.', (f) => f.memory.residentBytes],
  ['process_heap_used_bytes', 'gauge', 'Heap in use.', (f) => f.memory.heapUsedBytes],
  ['leaked_bytes', 'gauge', 'Memory held on purpose.', (f) => f.memory.leakedBytes],
  ['process_uptime_seconds', 'gauge', 'Time since the start.', (f) => f.uptimeSeconds],
]

/** Lines of Prometheus text, without the requests themselves. */
export function prometheusLines(figures: Figures): string[] {
  return ROWS.flatMap(([name, kind, help, value, labels]) => [
    ...(help ? [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`] : []),
    `${name}${labels ? `{${labels}}` : ''} ${value(figures)}`,
  ])
}
