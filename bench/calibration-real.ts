// Short runs of the demo plan's mix against a demo target of its own: forty requests a second for twenty-four seconds, one run after the other.

import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ScopeEstimates } from '#lib/analysis/comparison.ts'
import { blockSecondsFor } from '#lib/analysis/interval.ts'
import { Random } from '#lib/load/random.ts'
import { compilePlan } from '#lib/plans/compile.ts'
import { demoPlan } from '#lib/plans/template/demo.ts'
import type { Bucket, GeneratorSecond } from '#lib/runs/bucket.ts'
import { estimateScopes } from '#lib/verdicts/compared-scopes.ts'
import { evidenceFromRows } from '#lib/verdicts/evidence.ts'
import { cutInto } from '#lib/verdicts/slices.ts'
import { assessValidity } from '#lib/verdicts/validity.ts'
import { hold, inputOf, load } from '#worker/engine/plan-fixture.ts'
import { startEngine } from '#worker/engine/start.ts'

const PORT = 4916
const SECONDS = 24
const PER_SECOND = 40
const WARM_UP_SECONDS = 2

/** Runs whose instrument Headroom itself would not call valid are left out, as in a product that is used. */
export async function measureRealRuns(count: number): Promise<{ runs: ScopeEstimates[][]; doubtful: number }> {
  const cli = fileURLToPath(new URL('../worker/cli.ts', import.meta.url))
  const target = spawn(process.execPath, [cli, 'demo-target', '--port', String(PORT)], { stdio: 'ignore' })
  try {
    await untilUp()
    const runs: ScopeEstimates[][] = []
    let doubtful = 0
    while (runs.length < count && doubtful <= count) {
      const run = await measure(runs.length)
      if (run) runs.push(run)
      else doubtful++
      process.stderr.write(`\r${runs.length} of ${count} runs, ${doubtful} left out`)
    }
    return { runs, doubtful }
  } finally {
    target.kill()
  }
}

async function untilUp(): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    const answer = await fetch(`http://127.0.0.1:${PORT}/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('the demo target did not start')
}

async function measure(seed: number): Promise<ScopeEstimates[] | null> {
  const compiled = compilePlan(demoPlan(`http://127.0.0.1:${PORT}`))
  if (!compiled.ok) throw new Error('the demo plan does not compile')
  const { plan } = compiled
  const scenario = plan.scenarios[0]!
  scenario.load = load('rate', hold((SECONDS + WARM_UP_SECONDS) * 1000, PER_SECOND))
  scenario.stopWhen = []
  const input = inputOf(plan, { threads: 1 })
  const rows: Bucket[] = []
  const generator: GeneratorSecond[] = []
  const engine = startEngine({ ...input, scenario: scenario.key, environment: plan.environments[0]!.key }, (tick) => {
    rows.push(...tick.buckets)
    generator.push(...tick.generator)
  })
  const outcome = await engine.finished
  if (outcome.reason !== 'completed') throw new Error(outcome.message ?? outcome.reason)
  const { load: profile, phases } = scenario
  const evidence = evidenceFromRows(rows, {
    ...{ load: profile, phases, generator, shards: 1, elapsedMs: outcome.durationMs, end: outcome.reason },
    startedAt: null,
  })
  if (assessValidity(evidence, plan.objectives, { cappedPool: false }).status !== 'valid') return null
  const window = { fromMs: WARM_UP_SECONDS * 1000, toMs: (WARM_UP_SECONDS + SECONDS) * 1000 }
  return estimateScopes(rows, cutInto([window], blockSecondsFor(SECONDS)), new Random(seed))
}
