// Names of the figures that built-in sources have.

/** Of the machine a worker runs on; the last three are short for others. */
export const HOST_FIGURES = [
  ...['cpu_usage_percent', 'cpu_load_average', 'cpu_context_switches'],
  ...['memory_usage_percent', 'memory_available_bytes', 'memory_swap_usage'],
  ...['disk_io_read_ops', 'disk_io_write_ops', 'disk_usage_percent'],
  ...['network_bytes_in', 'network_bytes_out', 'network_errors'],
  ...['cpu', 'memory', 'disk'],
] as const

/** Of a database; the columns of pg_stat_database have their own names beside these. */
export const POSTGRES_FIGURES = [
  ...['connections_used', 'connections_active', 'connections_waiting', 'connections_max', 'longest_query_ms'],
  ...['locks', 'locks_waiting', 'database_size_bytes', 'cache_hit_ratio', 'commits', 'rollbacks'],
] as const
