// `headroom cycle`: opens a cycle on a server, runs its suite there, waits, and ends with what the rules propose: one exit code for all.

import { writeFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { AppError } from '#lib/core/errors.ts'
import type { CycleHead, SuiteView } from '#lib/cycles/schema.ts'
import type { CycleView } from '#lib/reports/cycle-view-schema.ts'
import { formatCycle, formatStep } from './cycle-summary.ts'
import { EXIT, exitCodeOfProposal } from './exit-code.ts'
import { connect, findPlan, type ServerApi } from './server-api.ts'

const text = { type: 'string' } as const
const many = { type: 'string', multiple: true } as const
const OPTIONS = {
  ...{ plan: text, server: text, token: text, cycle: text, name: text, environment: text, out: text, override: text },
  'version-under-test': text,
  ...{ scenario: many, confirm: many },
  'stop-on-fail': { type: 'boolean' },
  strict: { type: 'boolean' },
} as const

export const CYCLE_USAGE = `headroom cycle --plan NAME --server URL --token hr_…
  --cycle ID            one that is open already, in place of a new one
  --name NAME           of the new cycle; default: the plan and its version
  --version-under-test  of the system, e.g. 2.4.1
  --environment KEY     default: the first of the plan
  --scenario KEY        only these, in this order; may be repeated
  --stop-on-fail        end at the first failed check; default: go on
  --confirm ITEM        tick an item of the checklist before the start; may be repeated
  --override REASON     start in spite of open items; takes the role lead
  --out cycle.json      the whole cycle, for machines
  --strict              exit 97 for a conditional go
  exits 0 go or conditional, 99 no-go for a failed objective, 98 no-go otherwise (invalid, untested), 105 interrupted`

const EVERY_MS = 2_000

type Values = ReturnType<typeof readValues>

const readValues = (args: string[]) => parseArgs({ args, options: OPTIONS }).values

export async function cycleCommand(args: string[]): Promise<number> {
  const values = readValues(args)
  const api = connect(values.server, values.token)
  const id = values.cycle ?? (await open(api, values))
  for (const item of values.confirm ?? []) {
    const mark = { list: 'before', item, state: 'done', note: 'Confirmed on the command line' }
    await api.post(`/cycles/${id}/checklist`, mark)
  }
  const only = values.cycle && values.scenario ? { scenarios: values.scenario } : {}
  await api.post(`/cycles/${id}/start`, { ...only, ...(values.override ? { override: values.override } : {}) })
  if (await isInterrupted(api, id)) return EXIT.interrupted
  const cycle = await api.get<CycleView>(`/cycles/${id}`)
  if (values.out) await writeFile(values.out, `${JSON.stringify(cycle, null, 2)}\n`)
  process.stdout.write(`${formatCycle(cycle)}\n`)
  return exitCodeOfProposal(cycle.proposal, values.strict ?? false)
}

async function open(api: ServerApi, values: Values): Promise<string> {
  if (!values.plan)
    throw new AppError('invalid_input', 'Name the plan, e.g. --plan "Orders API", or a --cycle that is open')
  const onFail = values['stop-on-fail'] ? 'stop' : 'continue'
  const suite = values.scenario?.map((scenario) => ({ scenario, onFail }))
  const plan = await findPlan(api, values.plan)
  const given = {
    ...{ name: values.name, versionUnderTest: values['version-under-test'], environment: values.environment },
    suite: suite ?? (values['stop-on-fail'] ? await allStopping(api, plan) : undefined),
  }
  const cycle = await api.post<CycleHead>(`/plans/${plan}/cycles`, given)
  process.stderr.write(
    `  ${cycle.name}, cycle ${cycle.number} on revision ${cycle.revision.number} (--cycle ${cycle.id})\n`,
  )
  return cycle.id
}

async function allStopping(api: ServerApi, plan: string) {
  const { draft } = await api.get<{ draft: { scenarios?: { key: string }[] } }>(`/plans/${plan}`)
  return (draft.scenarios ?? []).map(({ key }) => ({ scenario: key, onFail: 'stop' }))
}

/** Follows the suite to its end. Ctrl-C stops it, and the run under way with it; a second one leaves at once. */
async function isInterrupted(api: ServerApi, id: string): Promise<boolean> {
  let interruptions = 0
  const onSignal = () => {
    interruptions++
    if (interruptions > 1) process.exit(EXIT.interrupted)
    process.stderr.write('\n  stopping the suite\n')
    const body = { reason: 'Interrupted from the terminal.', stopRun: true }
    api.post(`/cycles/${id}/stop`, body).catch((error) => process.stderr.write(`  ${String(error)}\n`))
  }
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal)
  try {
    await follow(api, id)
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
  }
  return interruptions > 0
}

async function follow(api: ServerApi, id: string): Promise<void> {
  const told = new Map<number, string>()
  let because: string | null = null
  for (;;) {
    const suite = await api.get<SuiteView>(`/cycles/${id}/suite`)
    for (const step of suite.steps) {
      if ((told.get(step.index) ?? 'waiting') === step.state) continue
      told.set(step.index, step.state)
      process.stderr.write(`  ${formatStep(step)}\n`)
    }
    if (suite.because !== because && suite.because) process.stderr.write(`  ${suite.because}\n`)
    because = suite.because
    const isOver = suite.state === 'done' || suite.state === 'stopped'
    if (isOver && suite.steps.every(({ state }) => state !== 'running')) return
    await sleep(EVERY_MS)
  }
}
