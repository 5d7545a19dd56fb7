// Each scenario that was executed: why, under which load, what came out, and what people make of it.

import { say, showCount, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { MatrixRow } from '#lib/cycles/matrix-schema.ts'
import type { ScenarioDraft } from '#lib/plans/document/plan.ts'
import { measured, runHref, sayDay, sayDuration, sayUnit, sayWindow } from '../report-format.ts'
import { type ReportInput, type ReportRun, wholeRun } from '../report-input.ts'
import { type Cell, fields, heading, narrative, type ReportBlock, words } from '../report-model.ts'
import { loadFields, loadTables, successCriteria } from './scenario-load.ts'
import { metricsTable, phaseTable, resultFields } from './scenario-results.ts'

export function scenarioBlocks(input: ReportInput): ReportBlock[] {
  return [
    heading(2, 'Test scenarios executed'),
    ...input.matrix.flatMap((row, index) => oneScenario(input, row, index + 1)),
  ]
}

function oneScenario(input: ReportInput, row: MatrixRow, number: number): ReportBlock[] {
  const draft = input.draft.scenarios?.find(({ key }) => key === row.scenario.key)
  const run = input.runs.find(({ head }) => head.id === row.run?.id)
  const name = row.scenario.name || row.scenario.key
  return [
    heading(3, `Test ${number}: ${name}`, `scenario-${row.scenario.key}`),
    ...(draft?.objective ? [{ kind: 'text' as const, text: `Objective: ${draft.objective}` }] : []),
    heading(4, 'Configuration', `configuration-${row.scenario.key}`),
    fields(configuration(row, draft, run)),
    ...(draft ? loadTables(draft, input.draft) : []),
    heading(4, 'Results', `results-${row.scenario.key}`),
    fields(resultFields(row, run)),
    ...(draft ? successCriteria(input, draft, run) : []),
    ...(run ? [metricsTable(run, row.scenario.key), phaseTable(run, draft)] : []),
    ...issues(input, row),
    narrative(`scenario/${row.scenario.key}`, 'Analysis', drafted(row, run), input.texts),
  ]
}

type Pair = readonly [name: string, cell: Cell | null]

function configuration(row: MatrixRow, draft: ScenarioDraft | undefined, run: ReportRun | undefined): Pair[] {
  const { target } = row.throughput
  return [
    ['Test type', words(row.scenario.type)],
    ['Test date', run?.head.startedAt ? words(sayDay(run.head.startedAt)) : null],
    ['Engineer', run?.head.startedBy ? words(run.head.startedBy) : null],
    ['Virtual users', run && row.peakUsers !== null ? usersOf(row, run) : null],
    ...loadFields(draft),
    ['Planned duration', words(sayDuration(row.plannedDurationMs))],
    ['Target rate', target === null ? null : words(sayUnit('perSecond', target))],
    ['Target in total', draft?.expect?.requests ? words(`${draft.expect.requests} requests`) : null],
    ['Target endpoints', run ? words(endpointsOf(run)) : null],
  ]
}

const usersOf = (row: MatrixRow, run: ReportRun): Cell =>
  measured('count', row.peakUsers, wholeRun(run, '*', 'most users at work at once', run.summary.totals.sent))

const endpointsOf = ({ summary }: ReportRun): string =>
  Object.values(summary.operations)
    .map(({ name, key, method, path }) => `${name || key} (${[method, path].filter(Boolean).join(' ')})`)
    .join(', ')

/** What was found in it, and what is recommended for that. */
function issues({ findings, recommendations }: ReportInput, { scenario }: MatrixRow): ReportBlock[] {
  const own = findings.filter(
    (one) => one.scenario === scenario.key && one.status !== 'suggested' && one.status !== 'dismissed',
  )
  if (own.length === 0) return []
  const advice = (id: string): string[] =>
    recommendations
      .filter(({ finding, status }) => finding?.id === id && status !== 'dismissed')
      .map(({ priority, text }) => `${priority}: ${text}`)
  return [
    heading(4, 'Issues found and recommendations', `issues-${scenario.key}`),
    {
      kind: 'list',
      isOrdered: false,
      items: own.map((one) => ({
        text: [
          `${one.label} (${one.severity}, ${one.status}${one.window ? `, ${sayWindow(one.window)}` : ''}): ${one.title}`,
          ...advice(one.id),
        ].join('; '),
        ...runHref(one.run),
      })),
    },
  ]
}

/** What the numbers say, for who has nothing to add. */
export function drafted(row: MatrixRow, run: ReportRun | undefined): string {
  const name = row.scenario.name || row.scenario.key
  if (!run)
    return row.waivedUntil
      ? `${name} was not run; it is waived until ${sayDay(row.waivedUntil)}.`
      : `${name} was not run.`
  const { totals } = run.summary
  const success = totals.ok + totals.failed > 0 ? totals.ok / (totals.ok + totals.failed) : null
  const sentences = [
    `${run.head.label} sent ${showCount(totals.sent)[0]} requests in ${sayDuration(row.durationMs)}, ${say(showPercent(success))} of them answered as expected, 95 % within ${say(showLatency(totals.responseTimeMs.shown.p95))}.`,
    row.sentence ?? '',
    ...run.analyses.filter(({ tone }) => tone === 'bad').map(({ sentence }) => sentence),
  ]
  return sentences.filter(Boolean).join(' ')
}
