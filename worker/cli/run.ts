// `headroom run`: the engine in this process, with no database. Ctrl-C ends it in order; a second one at once.

import { randomInt, randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { instancePolicy } from '#lib/access/target-policy.ts'
import { analyseRun } from '#lib/analysis/analyse-run.ts'
import type { RunData } from '#lib/analysis/run-data.ts'
import { runDataFromRows } from '#lib/analysis/run-rows.ts'
import { ANALYSED_METRICS, type SingleValues, singleValuesOf } from '#lib/analysis/single-values.ts'
import { reportFonts } from '#lib/api/report-fonts.ts'
import { getEnv, readVariables } from '#lib/core/env.ts'
import { AppError } from '#lib/core/errors.ts'
import { applyChanges } from '#lib/load/change.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import type { MonitorSeries } from '#lib/monitors/sample.ts'
import type { CompiledEnvironment, CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import { attemptsPerIteration } from '#lib/plans/expected-load.ts'
import { objectivesFor } from '#lib/plans/objectives-for.ts'
import { readScaling, type ScalingStatement } from '#lib/plans/scaling-statement.ts'
import { runHtml } from '#lib/reports/run/run-html.ts'
import type { GeneratorSecond } from '#lib/runs/bucket.ts'
import { resultSchema } from '#lib/runs/result.ts'
import { plannedMoments } from '#lib/runs/retention.ts'
import type { RunMark } from '#lib/runs/run-mark.ts'
import { metricsOf } from '#lib/runs/series.ts'
import { evidenceFromRows } from '#lib/verdicts/evidence.ts'
import { judgeRun } from '#lib/verdicts/run-verdict.ts'
import type { RunVerdict } from '#lib/verdicts/verdict.ts'
import type { EngineInput, EngineOutcome } from '#worker/engine/engine.ts'
import { startEngine } from '#worker/engine/start.ts'
import { goOnceRead, Sampler } from '#worker/probes/sampler.ts'
import { formatAnalyses } from './analyses.ts'
import { readThreads } from './bench-arguments.ts'
import { readDatasetFiles } from './dataset-files.ts'
import { EXIT, exitCodeOf, exitCodeOfFailed } from './exit-code.ts'
import { listenForInterruption } from './interruption.ts'
import { toJunit } from './junit.ts'
import { KeptRows } from './kept-rows.ts'
import { chooseScenario, loadDraft, loadPlan } from './load-plan.ts'
import { checkWritable, save } from './output-file.ts'
import { ownPorts } from './own-ports.ts'
import { Progress } from './progress.ts'
import { buildResult } from './result.ts'
import { type ReviewFacts, reviewOf } from './review.ts'
import { formatSummary } from './summary.ts'

const text = { type: 'string' } as const
const OPTIONS = {
  scenario: text,
  environment: text,
  'base-url': text,
  'allow-host': { type: 'string', multiple: true },
  out: text,
  junit: text,
  html: text,
  seed: text,
  threads: text,
  strict: { type: 'boolean' },
} as const

export const RUN_USAGE = `headroom run plan.yaml --scenario baseline
  --environment KEY     one of the plan; default: the scenario's, else the first
  --base-url URL        in place of the environment's
  --allow-host HOST     a host load may go to beside loopback; may be repeated
  --out result.json     figures and verdict, for machines
  --junit out.xml       objectives as test cases
  --html review.html    the review, for people; one file
  --seed NUMBER         repeats the choices of an earlier run
  --threads NUMBER      generator threads; default: all cores but one
  --strict              a warning exits 97`

const ROOT = path.resolve(import.meta.dirname, '../..')

interface Ran {
  outcome: EngineOutcome
  kept: KeptRows
  generator: GeneratorSecond[]
  marks: RunMark[]
  monitors: MonitorSeries[]
  wasInterrupted: boolean
}

const readArguments = (args: string[]) => parseArgs({ args, options: OPTIONS, allowPositionals: true })

type Values = ReturnType<typeof readArguments>['values']

export async function runCommand(args: string[]): Promise<number> {
  const { values, positionals } = readArguments(args)
  await checkWritable(values.out, values.junit, values.html)
  const plan = await loadPlan(positionals[0])
  const scaling = readScaling((await loadDraft(positionals[0])).scaling)
  const scenario = chooseScenario(plan, values.scenario)
  const environment = chooseEnvironment(plan, scenario, values.environment)
  const input = await inputOf(values, plan, scenario, environment, positionals[0]!)
  const place = { ...environment, baseUrl: input.baseUrl ?? environment.baseUrl }
  process.stdout.write(`\n${plan.name} · ${scenario.name} · ${place.name} (${place.baseUrl})\n\n`)
  const ran = await execute(input, scenario)
  const isFailed = ran.outcome.reason === 'failed'
  const facts = concluded({ ...input, scenario, environment: place, scaling }, ran)
  const { result, verdict, data, analyses } = facts
  if (!isFailed) {
    process.stdout.write(formatSummary(result, data.load.pacingPerUserPerSecond !== null, verdict.objectives))
    process.stdout.write(formatAnalyses(analyses))
  }
  await save(values.out, `${JSON.stringify(resultSchema.parse(result), null, 2)}\n`)
  await save(values.junit, toJunit(result))
  await save(values.html, () => runHtml(reviewOf(facts), reportFonts(ROOT)))
  if (isFailed) return fail(ran.outcome)
  return ran.wasInterrupted ? EXIT.interrupted : exitCodeOf(verdict.verdict, values.strict ?? false)
}

async function inputOf(
  values: Values,
  plan: CompiledPlan,
  scenario: CompiledScenario,
  environment: CompiledEnvironment,
  file: string,
): Promise<EngineInput & { seed: number }> {
  return {
    runId: randomUUID(),
    plan,
    scenario: scenario.key,
    environment: environment.key,
    baseUrl: readBaseUrl(values['base-url']),
    secrets: readVariables(environment.secrets),
    policy: instancePolicy(ownPorts(), values['allow-host'] ?? []),
    seed: readSeed(values.seed),
    datasets: await readDatasetFiles(plan, file),
    threads: chooseThreads(values.threads),
  }
}

type Sent = Pick<ReviewFacts, 'plan' | 'scenario' | 'environment' | 'runId' | 'seed'> & {
  scaling: ScalingStatement | null
}

/** Everything that is said of a run that ended. */
function concluded(sent: Sent, ran: Ran): ReviewFacts {
  const { plan, scenario, environment, runId, seed } = sent
  const { outcome, kept, marks } = ran
  const data = analysed(sent, ran)
  const verdict = judge(plan, scenario, ran, singleValuesOf(data, ANALYSED_METRICS))
  const keys = { scenario: scenario.key, environment: environment.key }
  const result = buildResult({ plan, ...keys, outcome, rows: kept.rows, verdict })
  const analyses = analyseRun(data)
  return {
    plan,
    scenario,
    environment,
    runId,
    seed,
    now: new Date(),
    rows: kept.rows,
    marks,
    data,
    analyses,
    verdict,
    result,
  }
}

function chooseEnvironment(
  plan: CompiledPlan,
  scenario: CompiledScenario,
  key: string | undefined,
): CompiledEnvironment {
  const wanted = key ?? scenario.environment ?? plan.environments[0]?.key
  const found = plan.environments.find((environment) => environment.key === wanted)
  if (found) return found
  const known = plan.environments.map((environment) => environment.key).join(', ') || 'none'
  throw new AppError('invalid_input', `There is no environment "${wanted ?? ''}"; the plan has: ${known}`)
}

/** It is printed: what lets somebody in has no place in it. */
function readBaseUrl(given: string | undefined): string | null {
  if (given === undefined) return null
  const url = URL.parse(given)
  if (url && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash) return given
  const example = '--base-url http://127.0.0.1:4010'
  throw new AppError(
    'invalid_input',
    `--base-url takes an address without user name, password or query; write ${example}`,
  )
}

function readSeed(given: string | undefined): number {
  if (given === undefined) return randomInt(2 ** 31)
  if (/^\d{1,9}$/.test(given)) return Number(given)
  throw new AppError('invalid_input', `--seed ${given} is no whole number; write, for example, --seed 42`)
}

/** One core is left for what encodes and judges. */
function chooseThreads(given: string | undefined): number {
  if (given !== undefined) return readThreads(given)
  return getEnv().HEADROOM_WORKER_THREADS ?? Math.max(1, availableParallelism() - 1)
}

async function execute(input: EngineInput, scenario: CompiledScenario): Promise<Ran> {
  const kept = new KeptRows(plannedMoments(input.plan, scenario.key))
  const generator: GeneratorSecond[] = []
  const marks: RunMark[] = []
  const progress = new Progress(scenario.load)
  const sampler = Sampler.of(input)
  const around = sampler
    ? { waitsForGo: true, beforeTeardown: () => sampler.after(), monitors: () => sampler.series }
    : {}
  const engine = startEngine(
    { ...input, ...around },
    (tick) => {
      kept.add(tick.buckets)
      generator.push(...tick.generator)
      for (const mark of tick.marks ?? []) {
        marks.push(mark)
        progress.note(mark.text)
      }
      progress.show(tick)
    },
    (once) => progress.around(once),
  )
  if (sampler) goOnceRead(engine, sampler)
  const interruption = listenForInterruption(engine)
  const outcome = await engine.finished
  await sampler?.after()
  interruption.end()
  progress.end()
  const monitors = sampler?.series ?? []
  return { outcome, kept, generator, marks, monitors, wasInterrupted: interruption.count > 0 }
}

function loadOf({ load }: CompiledScenario, { marks }: Ran): LoadProfile {
  return applyChanges(
    load,
    marks.flatMap(({ change }) => change ?? []),
  )
}

function analysed({ plan, scenario, seed, scaling }: Sent, ran: Ran): RunData {
  const { kept, generator, outcome, marks, monitors } = ran
  const facts = {
    ...{ type: scenario.type, scenario, load: loadOf(scenario, ran), marks, monitors, seed },
    planned: { monitors: plan.monitors ?? [], scaling },
    requestsPerIteration: attemptsPerIteration(plan, scenario, null),
    ...{ durationMs: outcome.durationMs, endReason: outcome.reason, endMessage: outcome.message },
    objectives: objectivesFor(plan, scenario),
    availability: plan.availability ?? { uptime: null, rtoMs: null, rpoMs: null },
  }
  return runDataFromRows(kept.rows, generator, facts, kept.finestSeconds)
}

function judge(plan: CompiledPlan, scenario: CompiledScenario, ran: Ran, analysed: SingleValues): RunVerdict {
  const { outcome, kept, generator, monitors } = ran
  const evidence = evidenceFromRows(kept.rows, {
    load: loadOf(scenario, ran),
    phases: scenario.phases,
    generator,
    shards: 1,
    elapsedMs: outcome.durationMs,
    end: outcome.reason,
    startedAt: outcome.startedAt,
    metrics: metricsOf(plan, scenario.key),
    finestSeconds: kept.finestSeconds,
    ...{ analysed, monitors },
  })
  return judgeRun(plan, scenario.key, evidence)
}

function fail(outcome: EngineOutcome): number {
  process.stderr.write(`${outcome.message ?? 'The run could not start.'}\n`)
  return exitCodeOfFailed(outcome)
}
