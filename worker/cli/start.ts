// `headroom start`: a run on a server, followed to its verdict: what `headroom run` is in this process, and ends with the same codes.

import { parseArgs } from 'node:util'
import type { Analysis } from '#lib/analysis/analysis.ts'
import { AppError } from '#lib/core/errors.ts'
import type { RunResult } from '#lib/reports/run/run-result.ts'
import type { RunDetail, RunHead } from '#lib/runs/schema.ts'
import { formatAnalyses } from './analyses.ts'
import { EXIT, exitCodeOfStored } from './exit-code.ts'
import { followRun } from './follow-run.ts'
import { toJunit } from './junit.ts'
import { findPlan } from './named.ts'
import { checkWritable, save } from './output-file.ts'
import { Patience } from './patience.ts'
import { connect, SERVER_OPTIONS, SERVER_USAGE, type ServerApi } from './server-api.ts'
import { ServerInterruption } from './server-interruption.ts'
import { ServerProgress } from './server-progress.ts'
import { formatSummary } from './summary.ts'

const text = { type: 'string' } as const
const OPTIONS = {
  ...SERVER_OPTIONS,
  ...{ plan: text, scenario: text, environment: text, 'version-under-test': text },
  ...{ out: text, junit: text, html: text },
  strict: { type: 'boolean' },
} as const

export const START_USAGE = `headroom start --plan NAME --scenario baseline --server URL --token hr_…
${SERVER_USAGE}
  --scenario KEY        one of the plan; default: the only one
  --environment KEY     default: the scenario's, else the first of the plan
  --version-under-test  of the system, e.g. 2.4.1
  --out result.json     figures and verdict, for machines
  --junit out.xml       objectives as test cases
  --html review.html    the review, for people
  --strict              a warning exits 97
  exits as run does: 0 pass or warn, 99 fail, 98 inconclusive or invalid, 105 interrupted, 64 bad input,
  70 when the run or the server broke`

type Values = ReturnType<typeof readValues>

const readValues = (args: string[]) => parseArgs({ args, options: OPTIONS }).values

export async function startCommand(args: string[], everyMs = 1_000): Promise<number> {
  const values = readValues(args)
  if (!values.plan) throw new AppError('invalid_input', 'Name the plan, e.g. --plan "Orders API"')
  await checkWritable(values.out, values.junit, values.html)
  const api = connect(values)
  const interruption = new ServerInterruption('the run')
  const progress = new ServerProgress()
  const patience = new Patience(progress)
  try {
    const head = await begin(api, values)
    interruption.watch(() => api.post(`/runs/${head.id}/stop`))
    const run = await followRun(api, head.id, { progress, patience, everyMs })
    if (!run) return lost(api, head)
    progress.end()
    await conclude(api, run, values, patience)
    return interruption.count > 0 ? EXIT.interrupted : exitCodeOfStored(run, values.strict ?? false)
  } finally {
    progress.end()
    interruption.end()
  }
}

async function begin(api: ServerApi, values: Values): Promise<RunHead> {
  const plan = await findPlan(api, values.plan ?? '')
  const scenario = values.scenario ?? (await theOnlyScenario(api, plan))
  const { environment, 'version-under-test': versionUnderTest } = values
  const run = await api.post<RunHead>(`/plans/${plan}/runs`, { scenario, environment, versionUnderTest })
  const what = `${run.planName} · ${run.scenario.name} · ${run.environment.name}`
  process.stderr.write(`\n${what}\n  ${run.label}, revision ${run.revision}: ${pageOf(api, run)}\n\n`)
  return run
}

async function theOnlyScenario(api: ServerApi, plan: string): Promise<string> {
  const { draft } = await api.get<{ draft: { scenarios?: { key: string }[] } }>(`/plans/${plan}`)
  const [first, ...others] = (draft.scenarios ?? []).map(({ key }) => key)
  if (first !== undefined && others.length === 0) return first
  const known = [first, ...others].join(', ') || 'none'
  throw new AppError('invalid_input', `Name a scenario with --scenario; the plan has: ${known}`)
}

const pageOf = (api: ServerApi, { id }: RunHead): string => api.pageAt(`/runs/${id}`)

function lost(api: ServerApi, run: RunHead): number {
  process.stderr.write(`  The run goes on there by itself: ${pageOf(api, run)}\n`)
  return EXIT.internal
}

async function conclude(api: ServerApi, run: RunDetail, { out, junit, html }: Values, patience: Patience) {
  const read = (format: string) => patience.insist(() => api.read(`/runs/${run.id}/export?format=${format}`))
  const { text: json } = await read('json')
  const result: RunResult = JSON.parse(json)
  const { items } = await patience.insist(() => api.get<{ items: Analysis[] }>(`/runs/${run.id}/analyses`))
  process.stdout.write(formatSummary(result, null))
  process.stdout.write(formatAnalyses(items))
  await save(out, json)
  await save(junit, toJunit(result))
  await save(html, async () => (await read('html')).text)
}
