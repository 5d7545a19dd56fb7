// One run of the engine in this process, for the other benchmarks. Argument: a `Spec` as JSON. Prints a `Measured` as JSON.

import type { LoadProfile, Stage } from '#lib/load/profile.ts'
import type { Bucket, GeneratorSecond } from '#lib/runs/bucket.ts'
import { mergeWindow, shownQuantile } from '#lib/runs/window.ts'
import { CLIENT, hold, inputOf, load, operation, planOf } from '#worker/engine/plan-fixture.ts'
import { startEngine } from '#worker/engine/start.ts'

export interface Spec {
  url: string
  seconds: number
  model: LoadProfile['model']
  /** Users, or requests a second. */
  level: number
  /** Before it, a straight rise from nothing. */
  rampSeconds?: number
  profile?: Partial<LoadProfile>
  connections?: number | null
  operations?: number
  threads?: number
}

export interface Measured {
  startedAtMs: number
  ok: number
  failed: number
  offered: number
  sent: number
  perSecond: number
  /** Response times by fraction, ms. */
  responseMs: Record<string, number>
  /** Of each second, ms. */
  lagP99Ms: number[]
  utilisation: number[]
  /** Memory of the whole process each second, MB. */
  rssMb: number[]
}

export const FRACTIONS = [0.5, 0.75, 0.95, 0.99, 0.999]

function stagesOf({ seconds, level, rampSeconds = 0 }: Spec): Stage[] {
  const startMs = rampSeconds * 1000
  const rise: Stage = { key: 'rise', phase: 'ramp-up', startMs: 0, durationMs: startMs, from: 0, to: level }
  return [...(startMs > 0 ? [rise] : []), ...hold(seconds * 1000, level).map((stage) => ({ ...stage, startMs }))]
}

async function measure(spec: Spec): Promise<Measured> {
  const operations = Array.from({ length: spec.operations ?? 1 }, (_, index) =>
    operation(`op-${index}`, { path: `/orders/{{ randomInt(1, 1000) }}?op=${index}` }),
  )
  const plan = planOf(spec.url, operations, load(spec.model, stagesOf(spec), spec.profile), {
    client: { ...CLIENT, connections: spec.connections ?? null },
  })
  const rows: Bucket[] = []
  const generator: GeneratorSecond[] = []
  const rssMb: number[] = []
  const engine = startEngine(inputOf(plan, { threads: spec.threads ?? 1 }), (tick) => {
    // What is kept here must not stand in the memory that is measured.
    rows.push(...tick.buckets.filter(({ series, resolution }) => series.key === '*' && resolution >= 10))
    generator.push(...tick.generator)
    rssMb.push(process.memoryUsage.rss() / 1e6)
  })
  const outcome = await engine.finished
  if (outcome.reason !== 'completed') throw new Error(outcome.message ?? outcome.reason)
  const window = mergeWindow(rows, 0, spec.seconds + 3600)
  const { ok, failed, offered, sent } = window.counts
  return {
    startedAtMs: outcome.startedAt.getTime(),
    ok,
    failed,
    offered,
    sent,
    perSecond: ok / (outcome.durationMs / 1000),
    responseMs: Object.fromEntries(FRACTIONS.map((q) => [q, (shownQuantile(window, q) ?? 0) / 1000])),
    lagP99Ms: generator.map(({ lagP99Micros }) => lagP99Micros / 1000),
    utilisation: generator.map(({ utilisation }) => utilisation),
    rssMb,
  }
}

const given = process.argv[2]
if (given?.startsWith('{')) process.stdout.write(`${JSON.stringify(await measure(JSON.parse(given)))}\n`)
