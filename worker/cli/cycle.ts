// `headroom cycle`: opens a cycle on a server, runs its suite there, waits, and ends with what the rules propose: one exit code for all.

import { parseArgs } from 'node:util'
import { AppError, isAppError } from '#lib/core/errors.ts'
import type { CycleHead, SuiteView } from '#lib/cycles/schema.ts'
import type { CycleView } from '#lib/reports/cycle-view-schema.ts'
import { formatCycle } from './cycle-summary.ts'
import { EXIT, exitCodeOfProposal } from './exit-code.ts'
import { followSuite } from './follow-suite.ts'
import { findPlan } from './named.ts'
import { checkWritable, save } from './output-file.ts'
import { connect, SERVER_OPTIONS, SERVER_USAGE, type ServerApi } from './server-api.ts'
import { ServerInterruption } from './server-interruption.ts'
import { ServerProgress } from './server-progress.ts'

const text = { type: 'string' } as const
const many = { type: 'string', multiple: true } as const
const OPTIONS = {
  ...SERVER_OPTIONS,
  ...{ plan: text, cycle: text, name: text, environment: text, out: text, override: text },
  'version-under-test': text,
  ...{ scenario: many, confirm: many },
  'stop-on-fail': { type: 'boolean' },
  strict: { type: 'boolean' },
} as const

export const CYCLE_USAGE = `headroom cycle --plan NAME --server URL --token hr_…
${SERVER_USAGE}
  --cycle ID            one that is open already, in place of a new one; a suite that goes on is followed
  --name NAME           of the new cycle; default: the plan and its version
  --version-under-test  of the system, e.g. 2.4.1
  --environment KEY     default: the first of the plan
  --scenario KEY        only these, in this order; may be repeated
  --stop-on-fail        end at the first failed check; default: go on
  --confirm ITEM        tick an item of the checklist before the start; may be repeated
  --override REASON     start in spite of open items; takes the role lead
  --out cycle.json      the whole cycle, for machines
  --strict              exit 97 for a conditional go
  exits 0 go or conditional, 99 no-go for a failed objective, 98 no-go otherwise (invalid, untested), 105 interrupted,
  64 bad input, 70 when the server can no longer be reached`

type Values = ReturnType<typeof readValues>

const readValues = (args: string[]) => parseArgs({ args, options: OPTIONS }).values

export async function cycleCommand(args: string[]): Promise<number> {
  const values = readValues(args)
  refuseUnfitting(values)
  await checkWritable(values.out)
  const api = connect(values)
  const interruption = new ServerInterruption('the suite, and the run under way')
  const progress = new ServerProgress()
  try {
    const id = values.cycle ?? (await open(api, values))
    await confirm(api, id, values.confirm ?? [])
    if (interruption.count > 0) return EXIT.interrupted
    const before = await start(api, id, values)
    interruption.watch(() => api.post(`/cycles/${id}/stop`, STOP))
    if ((await followSuite(api, id, { progress, before })) === 'lost') return lost(id)
    return await conclude(api, id, values, interruption.count > 0)
  } finally {
    progress.end()
    interruption.end()
  }
}

const OF_NEW = ['plan', 'name', 'version-under-test', 'environment', 'stop-on-fail'] as const

function refuseUnfitting(values: Values): void {
  if (!values.cycle && !values.plan)
    throw new AppError('invalid_input', 'Name the plan, e.g. --plan "Orders API", or a --cycle that is open')
  const given = values.cycle ? OF_NEW.find((name) => values[name] !== undefined) : undefined
  if (given)
    throw new AppError(
      'invalid_input',
      `--${given} is of a new cycle; leave it out beside --cycle, which is open already`,
    )
}

const STOP = { reason: 'Interrupted from the terminal.', stopRun: true }

async function open(api: ServerApi, values: Values): Promise<string> {
  const onFail = values['stop-on-fail'] ? 'stop' : 'continue'
  const suite = values.scenario?.map((scenario) => ({ scenario, onFail }))
  const plan = await findPlan(api, values.plan ?? '')
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

async function confirm(api: ServerApi, id: string, items: readonly string[]): Promise<void> {
  for (const item of items) {
    const mark = { list: 'before', item, state: 'done', note: 'Confirmed on the command line' }
    await api.post(`/cycles/${id}/checklist`, mark)
  }
}

/** The suite as it was before; one that goes on is left to it. */
async function start(api: ServerApi, id: string, { cycle, scenario, override }: Values): Promise<SuiteView> {
  const before = await api.get<SuiteView>(`/cycles/${id}/suite`)
  if (before.state === 'running') {
    process.stderr.write('  The suite goes on already; following it.\n')
    return before
  }
  const only = cycle && scenario ? { scenarios: scenario } : {}
  try {
    await api.post(`/cycles/${id}/start`, { ...only, ...(override ? { override } : {}) })
  } catch (error) {
    throw withOpenItems(id, error)
  }
  return before
}

/** What is to be written to go on, where the checklist holds the start back. */
function withOpenItems(id: string, error: unknown): unknown {
  if (!isAppError(error)) return error
  const problems = (error.details?.problems ?? []) as { code?: string; item?: string }[]
  const items = problems.flatMap(({ code, item }) => (code === 'checklist-open' && item ? [`--confirm ${item}`] : []))
  if (items.length === 0) return error
  return new AppError(error.code, `${error.message}\nOn the command line: --cycle ${id} ${items.join(' ')}`)
}

function lost(id: string): number {
  process.stderr.write(`  The suite goes on there by itself. Follow it again with --cycle ${id}\n`)
  return EXIT.internal
}

async function conclude(
  api: ServerApi,
  id: string,
  { out, strict = false }: Values,
  isInterrupted: boolean,
): Promise<number> {
  const cycle = await api.get<CycleView>(`/cycles/${id}`)
  process.stdout.write(`${formatCycle(cycle)}\n`)
  await save(out, `${JSON.stringify(cycle, null, 2)}\n`)
  return isInterrupted ? EXIT.interrupted : exitCodeOfProposal(cycle.proposal, strict)
}
