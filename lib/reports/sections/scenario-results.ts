// What came of a scenario: totals, the metrics that were judged, and its phases.

import { say, showCount, showLatency, showPercent } from '#lib/core/number-format.ts'
import type { MatrixRow } from '#lib/cycles/matrix-schema.ts'
import type { ScenarioDraft } from '#lib/plans/document/plan.ts'
import type { PhaseVerdict } from '#lib/runs/verdict-schema.ts'
import { judged, runHref, sayDuration, sayStatus, sayUnit, toneOf, wordOf } from '../report-format.ts'
import { type ReportRun, wholeRun } from '../report-input.ts'
import { type Cell, type TableBlock, table, words } from '../report-model.ts'
import { actualCell, nameOfObjective, statusOf, targetCell } from './objective-cells.ts'
import { or } from './requirements.ts'

type Pair = readonly [name: string, cell: Cell | null]

export function resultFields(row: MatrixRow, run: ReportRun | undefined): Pair[] {
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
    ['Requests due', of(showCount(totals.offered)[0], totals.offered, 'requests the load asked for', totals.offered)],
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
      row.memoryBytes
        ? of(sayUnit('bytes', row.memoryBytes.growth), row.memoryBytes.growth, 'last value less the first')
        : words('untested: no monitor told bytes of memory during the run'),
    ],
    ['Connection stability', words(sentenceOf(run, 'connections') ?? 'untested: the run was not analysed')],
    ['Conflicts detected', of(showCount(totals.conflicts)[0], totals.conflicts, 'answers with status 409')],
    ['Data loss', words(sentenceOf(run, 'integrity') ?? 'untested: the plan marks no write to be read back')],
    ['Scaling response', words(sentenceOf(run, 'scaling') ?? 'untested: no monitor read the number of instances')],
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

const sentenceOf = ({ analyses }: ReportRun, key: string): string | undefined =>
  analyses.find((one) => one.key === key)?.sentence

/** The metrics table of a result sheet. */
export const metricsTable = (run: ReportRun, key: string): TableBlock =>
  table(
    `metrics-${key}`,
    'Performance metrics',
    ['Metric', '>Target', '>Actual', 'Status'],
    (run.verdict?.objectives ?? []).map((one) => [
      words([nameOfObjective(one, run), one.phase?.name].filter(Boolean).join(', ')),
      targetCell(one),
      actualCell(one, run),
      statusOf(one),
    ]),
    { empty: 'The plan asks nothing of this scenario.' },
  )

/** Those the plan names, with what came of their success criteria. */
export function phaseTable(run: ReportRun, draft: ScenarioDraft | undefined): TableBlock {
  const { key } = run.head.scenario
  return table(
    `phases-${key}`,
    'Test phases',
    ['Phase', '>Duration', 'Objectives', 'Success criteria', 'Gate', 'Result'],
    (draft?.phases ?? []).map((one) => {
      const told = run.verdict?.phases?.find((phase) => phase.key === one.key)
      return [
        words(one.name || one.key),
        words(told && told.toMs > told.fromMs ? sayDuration(told.toMs - told.fromMs) : one.for || '–'),
        or(one.objectives?.join('; ')),
        or([...(one.success ?? []), ...(one.evidence ?? [])].join('; ')),
        words(one.gate ? 'yes' : 'no'),
        told ? phaseResult(told, run) : words(one.success?.length ? whyNotJudged(run) : 'no criteria'),
      ]
    }),
    { empty: 'The plan divides this scenario into no phases.' },
  )
}

/** What does not tell says why. */
function phaseResult({ verdict, objectives }: PhaseVerdict, { verdict: judgement }: ReportRun): Cell {
  const open = judgement?.objectives.find((one) => one.verdict === 'inconclusive' && objectives.includes(one.key))
  return verdict === 'inconclusive' && open ? judged(verdict, `${wordOf(verdict)}: ${open.reason}`) : judged(verdict)
}

/** Revisions that were frozen before phases took their time from the load. */
const whyNotJudged = ({ verdict }: ReportRun): string =>
  verdict
    ? 'not judged: this revision does not say when it is. Give it a length, e.g. for: 5m, or the key of a part of the load, and move the cycle to the new revision'
    : 'not judged yet'
