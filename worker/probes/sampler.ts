// Reads the monitors of a plan before a run, in every interval, and after it, and puts what they tell on the time axis of the run. A source
// that is dead leaves a gap with its reason and is asked again; nothing here ends a run or makes it wait for long.

import type { MonitorPoint, MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledMonitor } from '#lib/plans/compiled.ts'
import type { EngineHandle } from '#worker/engine/engine.ts'
import type { ProbeInput } from './open-probe.ts'
import { Watch, type WatchedReading } from './watch.ts'

/** Before and after the load somebody waits for the reading. */
const EDGE_MS = 3_000
const EARLY_MS = 5

export interface Reading {
  monitor: string
  metric: string
  point: MonitorPoint
}

export interface SamplerOptions {
  /** Told of all metrics of one monitor together. */
  onReadings?: (readings: Reading[]) => void
  /** False while another worker of the run reads; default always true. */
  isOn?: () => boolean
  /** Newest points of a series that are kept here; default: all. */
  keeps?: number
}

export class Sampler {
  /** What was told so far, each in order of time. */
  readonly series: MonitorSeries[]
  readonly #watches: Watch[]
  readonly #options: Required<SamplerOptions>
  readonly #early: [CompiledMonitor, WatchedReading][] = []
  readonly #timers = new Map<Watch, NodeJS.Timeout>()
  readonly #underWay = new Set<Promise<void>>()
  /** Second 0 on the clock of `performance.now()`. */
  #zeroMs: number | null = null
  #end: Promise<void> | null = null

  /** null where the plan has nothing to read. */
  static of(input: ProbeInput, options: SamplerOptions = {}): Sampler | null {
    const monitors = (input.plan.monitors ?? []).filter(({ metrics }) => metrics.length > 0)
    return monitors.length > 0 ? new Sampler(monitors, input, options) : null
  }

  private constructor(monitors: CompiledMonitor[], input: ProbeInput, options: SamplerOptions) {
    this.#options = { onReadings: () => {}, isOn: () => true, keeps: Number.POSITIVE_INFINITY, ...options }
    this.#watches = monitors.map((monitor) => new Watch(monitor, input))
    this.series = seriesOf(monitors)
  }

  /** The reading before the load. Never rejects. */
  async before(): Promise<void> {
    const readings = this.#watches.map(async (watch) => {
      this.#early.push([watch.monitor, await watch.read(EDGE_MS)])
    })
    await Promise.all(readings)
  }

  /** Second 0 is, or will be, at this moment of this machine's clock. */
  begin(startedAt: Date): void {
    if (this.#zeroMs !== null || this.#end) return
    this.#zeroMs = performance.now() + startedAt.getTime() - Date.now()
    for (const [monitor, reading] of this.#early) this.#tell(monitor, reading, -1)
    for (const watch of this.#watches) this.#schedule(watch)
  }

  /** The reading after the load, once; nothing is read afterwards. Never rejects. */
  after(): Promise<void> {
    this.#end ??= this.#finish()
    return this.#end
  }

  async #finish(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer)
    await Promise.all(this.#underWay)
    if (this.#zeroMs !== null && this.#options.isOn())
      await Promise.all(this.#watches.map((watch) => this.#read(watch, EDGE_MS)))
    for (const watch of this.#watches) watch.close()
  }

  #schedule(watch: Watch): void {
    if (this.#end) return
    const { intervalMs } = watch.monitor
    // A timer may come a moment too early.
    const sinceMs = Math.max(0, performance.now() - this.#zeroMs! + EARLY_MS)
    const dueMs = (Math.floor(sinceMs / intervalMs) + 1) * intervalMs
    this.#timers.set(
      watch,
      setTimeout(() => this.#tick(watch), this.#zeroMs! + dueMs - performance.now()),
    )
  }

  #tick(watch: Watch): void {
    const reading = (this.#options.isOn() ? this.#read(watch) : Promise.resolve()).finally(() => {
      this.#underWay.delete(reading)
      this.#schedule(watch)
    })
    this.#underWay.add(reading)
  }

  async #read(watch: Watch, mostMs?: number): Promise<void> {
    this.#tell(watch.monitor, await watch.read(mostMs))
  }

  #tell({ key: monitor }: CompiledMonitor, { atMs, taken }: WatchedReading, latestMs = Number.POSITIVE_INFINITY): void {
    const offsetMs = Math.min(latestMs, Math.round(atMs - this.#zeroMs!))
    const readings = [...taken].map(([metric, one]): Reading => {
      const point = one.ok ? { offsetMs, value: one.value } : { offsetMs, value: null, why: one.why }
      return { monitor, metric, point }
    })
    for (const { metric, point } of readings) this.#keep(monitor, metric, point)
    this.#options.onReadings(readings)
  }

  #keep(monitor: string, metric: string, point: MonitorPoint): void {
    const { points } = this.series.find((one) => one.monitor === monitor && one.key === metric)!
    points.push(point)
    const { keeps } = this.#options
    if (points.length > 2 * keeps) points.splice(0, points.length - keeps)
  }
}

/** Lets an engine that waits for it begin once the monitors were read: what setup did lies before that. */
export function goOnceRead(engine: EngineHandle, sampler: Pick<Sampler, 'before' | 'begin'>): void {
  void engine.prepared.then(async (prepared) => {
    if (prepared) await sampler.before()
    engine.go(new Date())
  })
  void engine.started.then((at) => at && sampler.begin(at))
}

/** Nothing told yet. */
export function seriesOf(monitors: readonly CompiledMonitor[]): MonitorSeries[] {
  return monitors.flatMap(({ key: monitor, metrics }) =>
    metrics.map(({ key, label, role, unit, kind }) => ({ monitor, key, label, role, unit, kind, points: [] })),
  )
}
