// One monitor of a run: each reading gives every metric a value, or why it has none.

import { isAppError } from '#lib/core/errors.ts'
import { evaluateTake, type Taken } from '#lib/monitors/evaluate-take.ts'
import type { Scrape } from '#lib/monitors/scrape.ts'
import { isQuery } from '#lib/plans/compile/monitors.ts'
import type { CompiledMonitor } from '#lib/plans/compiled.ts'
import type { TakeExpression } from '#lib/plans/take.ts'
import { parseTake } from '#lib/plans/take-parser.ts'
import { Mask } from '#worker/engine/sampling/mask.ts'
import { LONGEST_MS, openProbe, type ProbeInput } from './open-probe.ts'
import { type Probe, ProbeError } from './probe.ts'

const MOST_LETTERS = 300

export interface WatchedReading {
  /** On the clock of `performance.now()`, when the source was asked. */
  atMs: number
  /** By the key of the metric. */
  taken: Map<string, Taken>
}

export class Watch {
  readonly monitor: CompiledMonitor
  readonly #probe: Probe | string
  readonly #takes: { key: string; expression: TakeExpression | string }[]
  readonly #mask: (text: string) => string
  /** The last two that told something, the newer last. */
  #told: Scrape[] = []

  constructor(monitor: CompiledMonitor, input: ProbeInput) {
    this.monitor = monitor
    this.#mask = new Mask(Object.values(input.secrets)).with([])
    this.#probe = opened(monitor, input)
    this.#takes = monitor.metrics.map(({ key, take }) => ({ key, expression: expressionOf(monitor, take) }))
  }

  /** Never rejects. */
  async read(mostMs = LONGEST_MS): Promise<WatchedReading> {
    const atMs = performance.now()
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(), Math.min(mostMs, this.monitor.intervalMs))
    try {
      if (typeof this.#probe === 'string') return this.#nothing(atMs, this.#probe)
      const now: Scrape = { atMs, ...(await this.#probe.read(limit.signal)) }
      const before = this.#before(atMs)
      const taken = new Map(this.#takes.map(({ key, expression }) => [key, this.#take(expression, now, before)]))
      this.#told = [...this.#told.slice(-1), now]
      return { atMs, taken }
    } catch (error) {
      return this.#nothing(atMs, error instanceof ProbeError ? error.message : 'The source could not be read.')
    } finally {
      clearTimeout(timer)
    }
  }

  close(): void {
    if (typeof this.#probe !== 'string') this.#probe.close()
  }

  /** At least half an interval ago where there is one: over moments a difference tells nothing. */
  #before(atMs: number): Scrape | null {
    const [older = null, newer = older] = this.#told
    return newer && newer.atMs > atMs - this.monitor.intervalMs / 2 ? older : newer
  }

  #take(expression: TakeExpression | string, now: Scrape, before: Scrape | null): Taken {
    const taken: Taken =
      typeof expression === 'string' ? { ok: false, why: expression } : evaluateTake(expression, now, before)
    return taken.ok ? taken : { ok: false, why: this.#sentence(taken.why) }
  }

  #nothing(atMs: number, why: string): WatchedReading {
    const taken: Taken = { ok: false, why: this.#sentence(why) }
    return { atMs, taken: new Map(this.#takes.map(({ key }) => [key, taken])) }
  }

  #sentence(why: string): string {
    return this.#mask(why).slice(0, MOST_LETTERS)
  }
}

/** Why there is none, in place of a probe. */
function opened(monitor: CompiledMonitor, input: ProbeInput): Probe | string {
  try {
    return openProbe(monitor, input)
  } catch (error) {
    return isAppError(error) ? error.message : 'The source could not be read.'
  }
}

function expressionOf({ kind }: CompiledMonitor, take: string): TakeExpression | string {
  if (take === '') return 'The plan does not say what it is taken from; write, for example, take: db_pool_used.'
  // Its source works it out; it stands in what is told by its text.
  if (isQuery(kind, take)) return { kind: 'name', name: take, labels: [] }
  const read = parseTake(take)
  return read.ok ? read.expression : `${read.problem.message}.`
}
