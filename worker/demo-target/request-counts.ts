// Requests answered, by method, route and status, and how long they took.

const BOUNDS_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
/** Routes are few; whoever asks for many paths that do not exist gets no rows of their own. */
const MOST_ROWS = 500

interface Row {
  method: string
  route: string
  status: number
  count: number
}

export class RequestCounts {
  readonly #rows = new Map<string, Row>()
  readonly #buckets = new Array<number>(BOUNDS_SECONDS.length + 1).fill(0)
  #count = 0
  #sumSeconds = 0

  record(method: string, route: string, status: number, seconds: number): void {
    const key = `${method} ${route} ${status}`
    const row = this.#rows.get(key)
    if (row) row.count++
    else if (this.#rows.size < MOST_ROWS) this.#rows.set(key, { method, route, status, count: 1 })
    this.#count++
    this.#sumSeconds += seconds
    let i = 0
    while (i < BOUNDS_SECONDS.length && seconds > BOUNDS_SECONDS[i]!) i++
    this.#buckets[i]!++
  }

  get total(): number {
    return this.#count
  }

  get byStatus(): Record<string, number> {
    const counts: Record<string, number> = {}
    for (const { status, count } of this.#rows.values()) counts[status] = (counts[status] ?? 0) + count
    return counts
  }

  reset(): void {
    this.#rows.clear()
    this.#buckets.fill(0)
    this.#count = this.#sumSeconds = 0
  }

  /** Lines of Prometheus text; its buckets count everything below their bound. */
  prometheusLines(): string[] {
    let below = 0
    const buckets = BOUNDS_SECONDS.map((bound, i) => {
      below += this.#buckets[i]!
      return `http_request_duration_seconds_bucket{le="${bound}"} ${below}`
    })
    return [
      '# HELP http_requests_total Requests answered.',
      '# TYPE http_requests_total counter',
      ...this.#rows.values().map(({ method, route, status, count }) => {
        const labels = `method="${method}",route="${route}",status="${status}"`
        return `http_requests_total{${labels}} ${count}`
      }),
      '# HELP http_request_duration_seconds Time from request to answer.',
      '# TYPE http_request_duration_seconds histogram',
      ...buckets,
      `http_request_duration_seconds_bucket{le="+Inf"} ${this.#count}`,
      `http_request_duration_seconds_sum ${this.#sumSeconds}`,
      `http_request_duration_seconds_count ${this.#count}`,
    ]
  }
}
