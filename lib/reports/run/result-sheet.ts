// The result sheet of one run, as Markdown: what was run, what came of it against what was wanted, what is to be done.

import { say, showCount, showIn, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { OperationSummary } from '#lib/runs/schema.ts'
import type { ObjectiveView } from '#lib/runs/verdict-schema.ts'
import { sayDuration, sayMoment } from '../report-format.ts'
import { endOf, type RunReview, withoutVerdict } from './run-review.ts'

export function resultSheet(review: RunReview): string {
  const sections = [
    heading(review),
    ...titled('Configuration', configuration(review)),
    ...titled('Totals', totals(review)),
    ...titled('Objectives', objectives(review)),
    ...titled('Operations', operations(review)),
    ...titled('Issues', issues(review)),
    ...titled('Recommendations', recommendations(review)),
    `---\n\nDrawn ${review.generatedAt} by Headroom.`,
  ]
  return `${sections.join('\n\n')}\n`
}

const titled = (title: string, body: string) => [`## ${title}`, body]

const VERDICTS = { pass: '✅ PASS', warn: '⚠️ WARN', fail: '❌ FAIL', inconclusive: '❔ INCONCLUSIVE' } as const

function heading({ run, judgement, isWhole, summary, configuration }: RunReview): string {
  const { verdict, final } = judgement ?? { verdict: null, final: false }
  const outcome = verdict ? `${VERDICTS[verdict.verdict]}${final ? '' : ' so far'}` : 'not judged'
  const seconds = (ms: number) => `${Math.round(ms / 1000)} s`
  return [
    `# Result sheet: ${oneLine(run.planName)}, ${oneLine(run.scenario.name)} (${run.label})`,
    `**${outcome}**${verdict ? `: ${oneLine(withoutVerdict(verdict.sentence))}` : ''}`,
    fields([
      ['Date', run.startedAt ? sayMoment(run.startedAt) : 'not started'],
      ['Type', run.scenario.type],
      ['Duration', `${sayDuration(run.elapsedMs)} (planned ${sayDuration(run.plannedDurationMs)}); ${endOf(run)}`],
      ['Engineer', run.startedBy ?? configuration.trigger],
      ['Validity', verdict ? [verdict.validity.status, ...verdict.validity.reasons].join('; ') : 'not judged'],
      ['Confidence', verdict?.confidence ? [verdict.confidence.level, ...verdict.confidence.reasons].join('; ') : '–'],
      ...(isWhole
        ? []
        : [['Part', `the totals and operations are of ${seconds(summary.from)} to ${seconds(summary.to)}`] as const]),
    ]),
  ].join('\n\n')
}

function configuration({ run, configuration: own }: RunReview): string {
  const level = (value: number) => (own.model === 'users' ? `${showCount(value)[0]} users` : say(showRate(value)))
  const stage = ({ key, from, to, durationMs }: (typeof own.stages)[number]) =>
    `${key}: ${from === to ? level(to) : `${level(from)} to ${level(to)}`} for ${sayDuration(durationMs)}`
  return fields([
    ['Plan', `${[oneLine(run.planName), run.planVersion].filter(Boolean).join(' ')}, revision ${run.revision}`],
    ['Environment', `${oneLine(run.environment.name)}, ${own.baseUrl}`],
    ['Version under test', own.versionUnderTest || run.planVersion || 'not stated'],
    ['Load', own.stages.map(stage).join('; ') || '–'],
    ['Mix', own.mix.map(({ key, share }) => `${key} ${say(showPercent(share, 0))}`).join(', ') || '–'],
    ['Workers', String(own.workers)],
    ['Seed', String(own.seed)],
  ])
}

function totals({ summary }: RunReview): string {
  const { totals: all } = summary
  const { shown } = all.responseTimeMs
  return table(
    ['Figure', 'Value'],
    [
      ['Offered', said(all.offered)],
      ['Sent', said(all.sent)],
      ['Ok', said(all.ok)],
      ['Failed', `${said(all.failed)} (${say(showPercent(all.errorRate))})`],
      ['Dropped by the target', said(all.dropped.target)],
      ['Dropped by the generator', said(all.dropped.generator)],
      ['Interrupted', said(all.interrupted)],
      ['Rate', say(showRate(all.ratePerSecond))],
      ['Response time p50 / p95 / p99 / max', [shown.p50, shown.p95, shown.p99, shown.max].map(ms).join(' / ')],
      [
        'Service time p50 / p95 / p99',
        [all.serviceTimeMs.p50, all.serviceTimeMs.p95, all.serviceTimeMs.p99].map(ms).join(' / '),
      ],
    ],
    1,
  )
}

function objectives({ judgement }: RunReview): string {
  const rows = judgement?.verdict.objectives ?? []
  if (rows.length === 0) return 'The plan states no objective for this scenario.'
  return table(
    ['Objective', 'Target', 'Limit', 'Actual', 'Status'],
    rows.map((one) => [one.judge, sides(one, one.target), sides(one, one.limit), actual(one), VERDICTS[one.verdict]]),
  )
}

const sides = ({ comparator, unit }: ObjectiveView, value: number) => `${comparator} ${say(showIn(unit, value))}`

function actual({ actual: value, unit, interval, reason }: ObjectiveView): string {
  if (value === null) return reason
  const range = interval ? ` (${interval.map((end) => say(showIn(unit, end))).join(' to ')})` : ''
  return `${say(showIn(unit, value))}${range}`
}

function operations({ summary }: RunReview): string {
  const row = (one: OperationSummary) => {
    const { p50, p95, p99, max } = one.responseTimeMs.shown
    const counts = [said(one.ok + one.failed), say(showRate(one.ratePerSecond)), say(showPercent(one.errorRate))]
    return [one.name, ...counts, ...[p50, p95, p99, max].map(ms)]
  }
  const rows = [...Object.values(summary.operations), ...Object.values(summary.flows)].map(row)
  return table(['Operation', 'Count', 'Rate', 'Errors', 'p50', 'p95', 'p99', 'Max'], rows, 1)
}

/** Recorded findings; what broke its limit; what the analyses found; what failed. */
function issues({ findings, judgement, analyses, errors }: RunReview): string {
  const broken = (judgement?.verdict.objectives ?? []).filter(({ verdict }) => verdict === 'fail')
  const failures = errors.items.slice(0, 10)
  const lines = [
    ...findings.map((one) => `**${one.label}** (${one.severity}, ${one.status}): ${one.title}. ${one.impact}`),
    ...broken.map((one) => `Objective missed: ${one.judge}. ${one.reason}`),
    ...analyses.filter(({ tone }) => tone === 'bad').map(({ title, sentence }) => `${title}: ${sentence}`),
    ...failures.map(({ operation, class: name, count }) => `${said(count)} × ${name} of ${operation}`),
  ]
  return bullets(lines) || 'None.'
}

function recommendations({ recommendations: recorded, analyses }: RunReview): string {
  const advised = analyses.flatMap(({ suggestion }) => suggestion ?? [])
  const lines = [
    ...recorded.map(({ priority, horizon, text }) => `**${priority}** (${horizon}): ${text}`),
    ...advised.map(({ severity, title, advice }) => `(${severity}) ${title}: ${advice}`),
  ]
  return bullets(lines) || 'None.'
}

const ms = (value: number | null) => say(showLatency(value))
const said = (value: number) => showCount(value)[0]
const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').replace(/<(?=[a-z/!?])/gi, '&lt;')
const bullets = (lines: string[]) => lines.map((line) => `- ${oneLine(line.trim())}`).join('\n')
const fields = (pairs: (readonly [string, string])[]) =>
  pairs.map(([name, value]) => `- **${name}:** ${oneLine(value)}`).join('\n')

/** Columns from `numbers` on stand right. */
function table(head: string[], rows: string[][], numbers = head.length): string {
  const line = (cells: string[]) => `| ${cells.map((cell) => oneLine(cell).replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map((_, index) => (index >= numbers ? '---:' : '---'))), ...rows.map(line)].join('\n')
}
