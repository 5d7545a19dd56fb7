// Figures of a Postgres database by name. What is asked for is read in one statement; the columns of pg_stat_database have their own names.

import { POSTGRES_FIGURES } from '#lib/plans/monitor-figures.ts'

type Figure = (typeof POSTGRES_FIGURES)[number]

/** Of the server, without the connection they are read over. */
const FIGURES: Record<Figure, string> = {
  connections_used: `(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid())`,
  connections_active: `(SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid())`,
  connections_waiting: `(SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock')`,
  connections_max: `current_setting('max_connections')::int`,
  longest_query_ms: `(SELECT coalesce(max(extract(epoch FROM clock_timestamp() - query_start) * 1000), 0) FROM pg_stat_activity WHERE state = 'active' AND pid <> pg_backend_pid())`,
  locks: `(SELECT count(*) FROM pg_locks WHERE pid <> pg_backend_pid())`,
  locks_waiting: `(SELECT count(*) FROM pg_locks WHERE NOT granted)`,
  database_size_bytes: 'pg_database_size(current_database())',
  cache_hit_ratio: 'own.blks_hit::float8 / nullif(own.blks_hit + own.blks_read, 0)',
  commits: 'own.xact_commit',
  rollbacks: 'own.xact_rollback',
}

/** One row: the figures among `names`, and every column of pg_stat_database. */
export function figuresStatement(names: readonly string[]): string {
  const asked = POSTGRES_FIGURES.filter((name) => names.includes(name))
  const columns = asked.map((name) => `${FIGURES[name]} AS ${name}`)
  return `SELECT ${[...columns, 'own.*'].join(', ')} FROM pg_stat_database own WHERE own.datname = current_database()`
}

/** A query of the plan's own, of which two rows are as many as are looked at. */
export function ownStatement(query: string): string {
  return `SELECT * FROM (\n${query.replace(/[;\s]+$/, '')}\n) AS own LIMIT 2`
}

/** Postgres tells large and exact numbers as text. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'boolean') return value ? 1 : 0
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}
