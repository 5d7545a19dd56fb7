// Unique rows are used once each: with fewer rows than iterations that take one, the rest of the load is not sent. The same for keys that
// are to be unique: drawn from too few values they repeat (birthday bound: one chance in two after 1.18 √N draws), and a fixed one always.

import { expectedRequests } from '#lib/load/forecast.ts'
import type { CompiledPlan, CompiledScenario } from '../compiled.ts'
import { type DatasetDraft, namesOfDataset } from '../dataset-columns.ts'
import type { PlanDraft } from '../document/plan.ts'
import { attemptsPerIteration, iterationOf } from '../expected-load.ts'
import type { Finding } from '../finding.ts'
import { bracesOf } from '../template-text.ts'
import { grouped } from './figures.ts'
import type { LintRule, LintSurroundings } from './rule.ts'
import { statedWork } from './stated-work.ts'
import { namesUsed } from './template-names.ts'

export const datasetTooSmall: LintRule = {
  name: 'dataset-too-small',
  check(draft, plan, { fileRows }) {
    if (!plan) return []
    return [...datasets(draft, plan, fileRows), ...keysOf(draft).flatMap((key) => repeatedKey(draft, plan, key))]
  },
}

function datasets(draft: PlanDraft, plan: CompiledPlan, fileRows: LintSurroundings['fileRows']): Finding[] {
  return (draft.testData?.datasets ?? []).flatMap((dataset) => {
    const compiled = plan.datasets.find((one) => one.key === dataset.key)
    if (compiled?.pick !== 'unique') return []
    const { source } = compiled
    const isFile = source.kind === 'file'
    const rows = isFile ? fileRows?.get(source.file) : source.rows
    if (rows === undefined) return []
    const unique = { key: dataset.key, rows, isFile, readers: readersOf(draft, dataset) }
    return plan.scenarios.flatMap((scenario) => finding(plan, scenario, unique) ?? [])
  })
}

interface UniqueKey {
  operation: string
  place: string
  name: string
  /** How many values it is drawn from; 1 for a fixed one. */
  values: number
}

const MEANT_UNIQUE = /^(id|key|idempotency[-_]?key)$/i

/** Keys of what is created: in a body, or in a header. */
function keysOf(draft: PlanDraft): UniqueKey[] {
  return (draft.operations ?? []).flatMap(({ key: operation, request }) => {
    if (request?.method?.trim().toUpperCase() !== 'POST') return []
    const json = request.body?.json
    const body = typeof json === 'object' && json !== null && !Array.isArray(json) ? json : (request.body?.form ?? {})
    const named: [string, string, unknown][] = [
      ...Object.entries(body).map(([name, text]): [string, string, unknown] => ['request.body', name, text]),
      ...Object.entries(request.headers ?? {}).map(([name, text]): [string, string, unknown] => [
        `request.headers.${name}`,
        name,
        text,
      ]),
    ]
    return named.flatMap(([at, name, text]) => {
      const values = MEANT_UNIQUE.test(name) && typeof text === 'string' ? drawnFrom(text) : null
      return values === null ? [] : [{ operation, place: `operations.${operation}.${at}`, name, values }]
    })
  })
}

/** null when something in it makes it new each time, or nobody knows. */
function drawnFrom(text: string): number | null {
  let values = 1
  for (const inside of bracesOf(text)) {
    const range = /^\s*randomInt\s*\(\s*(\d+)\s*,\s*(\d+)\s*\)\s*$/.exec(inside)
    if (!range) return null
    values *= Number(range[2]) - Number(range[1]) + 1
    if (values < 1) return null
  }
  return values
}

/** Draws after which a repetition is as likely as not. */
const BIRTHDAY = Math.sqrt(2 * Math.LN2)

function repeatedKey(draft: PlanDraft, plan: CompiledPlan, { operation, place, name, values }: UniqueKey): Finding[] {
  const enough = values === 1 ? 1 : Math.floor(BIRTHDAY * Math.sqrt(values))
  const sends = plan.scenarios
    .map((scenario) => ({ scenario, drawn: drawsOf(draft, plan, scenario, operation) }))
    .toSorted((left, right) => right.drawn.count - left.drawn.count)
  const [most] = sends
  if (!most || most.drawn.count <= enough) return []
  const drawn = Number.isFinite(most.drawn.count) ? grouped(Math.round(most.drawn.count)) : 'any number'
  return [
    {
      rule: 'dataset-too-small',
      severity: 'warning',
      message:
        values === 1
          ? `${operation} always sends the same ${name}: of ${drawn} requests of ${most.scenario.key} one creates, the others repeat it`
          : `${name} of ${operation} is drawn from ${grouped(values)} values, ${most.scenario.key} draws ${drawn}: some repeat`,
      places: [place, most.drawn.place],
      arithmetic:
        values === 1
          ? `1 creation, ${Number.isFinite(most.drawn.count) ? grouped(Math.round(most.drawn.count) - 1) : 'all others'} repetitions`
          : `1.18 × √${grouped(values)} = ${grouped(enough)} for a repetition as likely as not; ${drawn} are drawn`,
      fix: `Write ${name}: "{{ uuid }}"`,
    },
  ]
}

/** Stated transactions of a volume, else what the load is expected to send. */
function drawsOf(draft: PlanDraft, plan: CompiledPlan, scenario: CompiledScenario, operation: string) {
  const share = attemptsPerIteration(plan, scenario, { kind: 'operation', key: operation })
  const iteration = iterationOf(plan, scenario)
  const sent = expectedRequests(scenario.load, iteration) / (iteration.requestsPerIteration || 1)
  const written = draft.scenarios?.find(({ key }) => key === scenario.key)
  const stated = written && statedWork(written)
  if (share > 0 && stated) return { count: stated, place: `scenarios.${scenario.key}.volume.transactions` }
  return { count: share > 0 ? sent * share : 0, place: `scenarios.${scenario.key}.load` }
}

interface Unique {
  key: string
  rows: number
  isFile: boolean
  /** Operations that name a column of it. */
  readers: Set<string>
}

function readersOf(draft: PlanDraft, dataset: DatasetDraft): Set<string> {
  const names = new Set(namesOfDataset(dataset))
  const reads = (draft.operations ?? []).filter((operation) => namesUsed(operation).some(({ name }) => names.has(name)))
  return new Set(reads.map(({ key }) => key))
}

function finding(
  plan: CompiledPlan,
  scenario: CompiledScenario,
  { key, rows, isFile, readers }: Unique,
): Finding | null {
  const takes = scenario.mix.filter((item) => {
    if (item.kind === 'operation') return readers.has(item.key)
    const steps = plan.flows.find((flow) => flow.key === item.key)?.steps ?? []
    return steps.some((step) => 'operation' in step && readers.has(step.operation))
  })
  const weight = (items: typeof takes) => items.reduce((sum, item) => sum + item.weight, 0)
  const iteration = iterationOf(plan, scenario)
  const iterations = expectedRequests(scenario.load, iteration) / (iteration.requestsPerIteration || 1)
  const needed = Math.round((iterations * weight(takes)) / (weight(scenario.mix) || 1))
  if (needed <= rows) return null
  return {
    rule: 'dataset-too-small',
    severity: 'warning',
    message: `${key} has ${rows} rows to use once each, ${scenario.key} is expected to take about ${needed}: the rest of its iterations would find none`,
    places: [`testData.datasets.${key}`, `scenarios.${scenario.key}.load`],
    arithmetic: `${rows} < ${needed}`,
    fix: `${isFile ? 'Upload a file of' : 'Generate'} ${needed} rows or more, or write pick: sequential`,
  }
}
