// Each scenario that was executed: why, under which load, what came out, and what people make of it.

import { say, showCount, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { MatrixRow } from '#lib/cycles/schema.ts'
import type { ScenarioDraft } from '#lib/plans/document/plan.ts'
import { judged, runHref, sayDay, sayDuration, sayStatus, sayUnit, toneOf, wordOf } from '../report-format.ts'
import { type ReportInput, type ReportRun, wholeRun } from '../report-input.ts'
import { type Cell, fields, heading, narrative, type ReportBlock, table, words } from '../report-model.ts'
import { actualCell, nameOfObjective, statusOf, targetCell } from './objective-cells.ts'

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
    fields([...configuration(row, draft, run), ...results(row, run)]),
    ...(run ? metrics(run, row.scenario.key) : []),
    ...(run ? phases(run, row.scenario.key) : []),
    narrative(`scenario/${row.scenario.key}`, 'Analysis', drafted(row, run), input.texts),
  ]
}

type Pair = readonly [name: string, cell: Cell | null]

function configuration(row: MatrixRow, draft: ScenarioDraft | undefined, run: ReportRun | undefined): Pair[] {
  const load = draft?.load
  const written = [load?.users && `${load.users} users`, load?.rate && `${load.rate}`].filter(Boolean).join(', ')
  return [
    ['Test type', words(row.scenario.type)],
    ['Test date', run?.head.startedAt ? words(sayDay(run.head.startedAt)) : null],
    ['Engineer', run?.head.startedBy ? words(run.head.startedBy) : null],
    ['Load as written', written ? words(written) : null],
    ['Planned duration', words(sayDuration(row.plannedDurationMs))],
    ['Target rate', row.throughput.target === null ? null : words(sayUnit('perSecond', row.throughput.target))],
    [
      'Target endpoints',
      run
        ? words(
            Object.values(run.summary.operations)
              .map((one) => one.name || one.key)
              .join(', '),
          )
        : null,
    ],
  ]
}

function results(row: MatrixRow, run: ReportRun | undefined): Pair[] {
  const tone = toneOf(row)
  const status: Cell = run ? judged(tone, wordOf(tone)) : judged('none', sayStatus(row))
  if (!run) return [['Status', status]]
  const { totals } = run.summary
  const of = (text: string, value: number | null, method: string, samples = totals.sent): Cell => ({
    text,
    value,
    derivation: wholeRun(run, '*', method, samples),
  })
  const tried = totals.ok + totals.failed
  const times = totals.responseTimeMs.shown
  const success = tried > 0 ? totals.ok / tried : null
  return [
    ['Status', status],
    ['Run', { text: run.head.label, ...runHref(run.head) }],
    ['Duration', of(sayDuration(row.durationMs), row.durationMs, 'from its start to its end')],
    ['Total requests', of(showCount(totals.sent)[0], totals.sent, 'requests sent')],
    ['Success rate', of(say(showPercent(success)), success, 'ok / (ok + failed)', tried)],
    ['Error rate', of(say(showPercent(totals.errorRate)), totals.errorRate, 'failed / (ok + failed)', tried)],
    [
      'Dropped requests',
      of(
        showCount(totals.dropped.target + totals.dropped.generator)[0],
        totals.dropped.target + totals.dropped.generator,
        'requests due that were not sent',
        totals.offered,
      ),
    ],
    [
      'Average latency',
      of(say(showLatency(times.mean)), times.mean, 'mean of response times of ok attempts', totals.ok),
    ],
    ['P95 latency', of(say(showLatency(times.p95)), times.p95, 'p95 of merged histograms', totals.ok)],
    ['P99 latency', of(say(showLatency(times.p99)), times.p99, 'p99 of merged histograms', totals.ok)],
    [
      'Requests per second',
      of(sayUnit('perSecond', totals.ratePerSecond), totals.ratePerSecond, 'answered requests by seconds'),
    ],
    [
      'Memory growth',
      row.memoryBytes ? words(sayUnit('bytes', row.memoryBytes.growth)) : words('untested: no monitor reads memory'),
    ],
    [
      'Instrument',
      judged(
        row.validity === 'valid'
          ? 'pass'
          : row.validity === 'suspect'
            ? 'warn'
            : row.validity === 'invalid'
              ? 'invalid'
              : 'none',
        [row.validity ?? 'not judged', ...row.validityReasons].join(': '),
      ),
    ],
  ]
}

/** The metrics table of a result sheet. */
function metrics(run: ReportRun, key: string): ReportBlock[] {
  return [
    table(
      `metrics-${key}`,
      'Performance metrics',
      ['Metric', '>Target', '>Actual', 'Status'],
      (run.verdict?.objectives ?? []).map((one) => [
        words(nameOfObjective(one, run)),
        targetCell(one),
        actualCell(one, run),
        statusOf(one),
      ]),
      { empty: 'The plan asks nothing of this scenario.' },
    ),
  ]
}

function phases(run: ReportRun, key: string): ReportBlock[] {
  const told = run.verdict?.phases ?? []
  if (told.length === 0) return []
  return [
    table(
      `phases-${key}`,
      'Phases',
      ['Phase', '>Duration', 'Gate', 'Result'],
      told.map((one) => [
        words(one.name),
        words(sayDuration(one.toMs - one.fromMs)),
        words(one.gate ? 'yes' : 'no'),
        judged(
          one.objectives.length > 0 ? one.verdict : 'none',
          one.objectives.length > 0 ? wordOf(one.verdict) : 'no criteria',
        ),
      ]),
      { empty: '' },
    ),
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
