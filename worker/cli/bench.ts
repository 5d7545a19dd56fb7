// `headroom bench`: one address, no plan, the same engine. Ctrl-C ends it and prints what there is.

import { randomInt, randomUUID } from 'node:crypto'
import { instancePolicy, type TargetPolicy } from '#lib/access/target-policy.ts'
import type { BenchResult } from '#lib/runs/bench-schema.ts'
import { BenchTally } from '#lib/runs/bench-tally.ts'
import { BENCH_SCENARIO, benchLoad, planOfUrl } from '#lib/runs/quick-bench.ts'
import { hideInTemplate } from '#lib/runs/sensitive-text.ts'
import type { EngineOutcome } from '#worker/engine/engine.ts'
import { startEngine } from '#worker/engine/start.ts'
import { type BenchArguments, readBenchArguments } from './bench-arguments.ts'
import { formatBench, formatBenchProgress } from './bench-report.ts'
import { EXIT, exitCodeOfFailed } from './exit-code.ts'
import { listenForInterruption } from './interruption.ts'
import { ownPorts } from './own-ports.ts'

const QUIET_SECONDS = 10

export async function benchCommand(args: string[]): Promise<number> {
  const given = await readBenchArguments(args)
  const policy = instancePolicy(ownPorts(), given.allowedHosts)
  if (!given.isJson) process.stdout.write(`\n${heading(given)}\n\n`)
  const { outcome, tally, wasInterrupted } = await execute(given, policy)
  if (outcome.reason === 'failed') {
    process.stderr.write(`${outcome.message ?? 'The bench could not start.'}\n`)
    return exitCodeOfFailed(outcome)
  }
  const result = tally.result(outcome.durationMs, { reason: outcome.reason, message: outcome.message })
  process.stdout.write(given.isJson ? `${JSON.stringify(result, null, 2)}\n` : formatBench(result))
  return wasInterrupted ? EXIT.interrupted : exitCodeOfBench(result)
}

function heading({ target, ask }: BenchArguments): string {
  const { connections, requests, ratePerSecond } = ask
  const how = ratePerSecond === undefined ? `${connections} connections` : `${ratePerSecond} requests a second`
  const howMany = requests === undefined ? '' : `, ${requests.toLocaleString('en-US')} requests`
  return `${target.method} ${target.url.origin}${hideInTemplate(target.path)} · ${how}${howMany}`
}

async function execute({ ask, target, threads }: BenchArguments, policy: TargetPolicy) {
  const plan = planOfUrl(target, benchLoad(ask, policy.maxDurationMs))
  const tally = new BenchTally(plan.operations[0]!.key)
  const input = { runId: randomUUID(), plan, scenario: BENCH_SCENARIO, environment: plan.environments[0]!.key }
  const engine = startEngine(
    { ...input, baseUrl: null, secrets: {}, policy, seed: randomInt(2 ** 31), threads },
    ({ buckets }) => {
      tally.add(buckets)
      showProgress(tally, ask.requests ?? null)
    },
  )
  const interruption = listenForInterruption(engine)
  const outcome: EngineOutcome = await engine.finished
  interruption.end()
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[2K')
  return { outcome, tally, wasInterrupted: interruption.count > 0 }
}

function showProgress(tally: BenchTally, asked: number | null): void {
  const progress = tally.progress()
  if (!progress) return
  const line = formatBenchProgress(progress, asked)
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${line}`)
  else if (progress.elapsedMs % (QUIET_SECONDS * 1000) === 0) process.stderr.write(`${line}\n`)
}

/** Nothing is judged; but where nothing at all was answered well there is nothing to read. */
function exitCodeOfBench({ requests, ok }: BenchResult): number {
  if (ok > 0) return EXIT.ok
  return requests > 0 ? EXIT.fail : EXIT.inconclusive
}
