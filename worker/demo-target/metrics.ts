// The demo target's own metrics in Prometheus text: requests, durations, work in progress, process.

import type { Gate } from './gate.ts'

const BOUNDS_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** What the pretended pool holds when no capacity is set. */
const POOL_SIZE = 100

export class Metrics {
  readonly #requests = new Map<string, number>()
  readonly #buckets = new Array<number>(BOUNDS_SECONDS.length).fill(0)
  #count = 0
  #sumSeconds = 0

  record(method: string, route: string, status: number, seconds: number): void {
    const labels = `method="${method}",route="${route}",status="${status}"`
    this.#requests.set(labels, (this.#requests.get(labels) ?? 0) + 1)
    this.#count++
    this.#sumSeconds += seconds
    BOUNDS_SECONDS.forEach((bound, i) => {
      if (seconds <= bound) this.#buckets[i]!++
    })
  }

  text(gate: Gate, orders: number, capacity: number | null): string {
    const cpu = process.cpuUsage()
    return [
      ...metric('http_requests_total', 'counter', 'Requests answered.'),
      ...[...this.#requests].map(([labels, count]) => `http_requests_total{${labels}} ${count}`),
      ...metric('http_request_duration_seconds', 'histogram', 'Time from request to answer.'),
      ...BOUNDS_SECONDS.map((bound, i) => `http_request_duration_seconds_bucket{le="${bound}"} ${this.#buckets[i]}`),
      `http_request_duration_seconds_bucket{le="+Inf"} ${this.#count}`,
      `http_request_duration_seconds_sum ${this.#sumSeconds}`,
      `http_request_duration_seconds_count ${this.#count}`,
      ...gauge('http_requests_in_flight', 'Requests worked on.', gate.working),
      ...gauge('http_requests_queued', 'Requests waiting for capacity.', gate.queued),
      ...gauge('db_pool_used', 'Connections of the pool in use.', Math.min(gate.working, capacity ?? POOL_SIZE)),
      ...gauge('db_pool_size', 'Connections of the pool.', capacity ?? POOL_SIZE),
      ...gauge('orders_stored', 'Orders in memory.', orders),
      ...metric('process_cpu_seconds_total', 'counter', 'User and system CPU time.'),
      `process_cpu_seconds_total ${(cpu.user + cpu.system) / 1e6}`,
      ...gauge('process_resident_memory_bytes', 'Resident memory.', process.memoryUsage.rss()),
      '',
    ].join('\n')
  }
}

function metric(name: string, type: string, help: string): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`]
}

function gauge(name: string, help: string, value: number): string[] {
  return [...metric(name, 'gauge', help), `${name} ${value}`]
}
