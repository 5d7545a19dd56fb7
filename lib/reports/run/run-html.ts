// The review of a run as one file that needs nothing else: no script, no picture, no address it would fetch from.

import { say, showClock, showCount, showIn, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { OperationSummary } from '#lib/runs/schema.ts'
import type { ObjectiveView } from '#lib/runs/verdict-schema.ts'
import { escaped } from '../markdown-html.ts'
import { sayDay, sayDuration, sayMoment } from '../report-format.ts'
import { pageStyle, REPORT_STYLE } from '../report-html-style.ts'
import { runCharts } from './run-charts.ts'
import { endOf, type RunReview, withoutVerdict } from './run-review.ts'

const STYLE = `${REPORT_STYLE}
.paper{max-width:1000px}.verdict{display:flex;gap:14px;align-items:baseline;border:1px solid var(--edge);border-left:5px solid var(--inc);border-radius:4px;padding:12px 18px;margin:14px 0;font-size:15px;line-height:23px}
.verdict b{white-space:nowrap;font-size:17px}.verdict.pass{border-left-color:#2b8a57}.verdict.warn{border-left-color:#b7791f}.verdict.fail{border-left-color:#c53030}
.scroll{overflow-x:auto}svg{width:100%;height:auto;display:block;font:11px Geist,ui-sans-serif,system-ui,sans-serif;fill:var(--ink3)}.grid{stroke:var(--line)}.axis{stroke:var(--edge)}.band{fill:#20242c;fill-opacity:.045}
.legend{display:flex;flex-wrap:wrap;gap:4px 16px;font-size:11.5px;color:var(--ink2);margin:2px 0}.legend i{display:inline-block;width:12px;height:3px;border-radius:2px;margin-right:6px;vertical-align:middle}
.tiles{display:grid;grid-template-columns:repeat(4,1fr);gap:12px;margin:14px 0}.tiles div{border:1px solid var(--line);border-radius:4px;padding:8px 12px}.tiles b{display:block;font-size:20px;line-height:28px;font-weight:600}
@media print{.cover{break-after:auto}.scroll{overflow:visible}.scroll td,.scroll th{padding-inline:3px;font-size:9.5px}.verdict,.tiles div,svg{break-inside:avoid}}
@media(max-width:720px){.tiles{grid-template-columns:1fr 1fr}.verdict{display:block}}
`

/** `fontFaces`: rules with the fonts in them; the ones of the reader's machine stand in for what is not there. */
export function runHtml(review: RunReview, fontFaces = ''): string {
  const { run } = review
  const title = escaped(`${run.scenario.name}, ${run.label}: ${run.planName}`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<title>${title}</title><style>${fontFaces}${STYLE}${pageStyle(`${run.scenario.name}, ${run.label}: ${run.planName}`, sayDay(review.generatedAt))}</style></head>
<body><article class="paper">${head(review)}${tiles(review)}${section('Objectives', objectives(review))}
${runCharts(review)
  .map(({ title: name, svg, note }) =>
    section(name, `${note ? `<p class="note">${escaped(note)}</p>` : ''}<div class="scroll">${svg}</div>`),
  )
  .join('\n')}
${section('Operations', operations(review))}${section('Failures', failures(review))}${section('What the numbers say', analyses(review))}${section('Timeline', timeline(review))}
<footer><span>${escaped([run.label, ...revisionOf(run), run.id].join(', '))}</span><span>Drawn ${escaped(review.generatedAt)} by Headroom</span></footer></article></body></html>
`
}

/** A run of the command line has none. */
const revisionOf = ({ revision }: RunReview['run']) => (revision > 0 ? [`revision ${revision}`] : [])

const section = (title: string, body: string) => (body ? `<section><h2>${escaped(title)}</h2>${body}</section>` : '')

const WORDS = { pass: 'Pass', warn: 'Warn', fail: 'Fail', inconclusive: 'Inconclusive' } as const
const MARKS = { pass: '✓', warn: '!', fail: '✕', inconclusive: '?' } as const

function badge(verdict: keyof typeof WORDS): string {
  return `<span class="badge ${verdict}"><i>${MARKS[verdict]}</i>${WORDS[verdict]}</span>`
}

function head({ run, configuration, judgement, isWhole, summary }: RunReview): string {
  const verdict = judgement?.verdict
  const window = `${showClock(summary.from / 1000)} to ${showClock(summary.to / 1000)}`
  const facts: [string, string][] = [
    ['Date', run.startedAt ? sayMoment(run.startedAt) : 'not started'],
    ['Type', run.scenario.type],
    ['Duration', `${sayDuration(run.elapsedMs)} of ${sayDuration(run.plannedDurationMs)}. ${endOf(run)}`],
    ['Environment', `${run.environment.name}, ${configuration.baseUrl}`],
    ['Version under test', configuration.versionUnderTest || run.planVersion || 'not stated'],
    ['Engineer', run.startedBy ?? configuration.trigger],
    ['Workers', String(configuration.workers)],
    ...(verdict
      ? [['Validity', [verdict.validity.status, ...verdict.validity.reasons].join('. ')] as [string, string]]
      : []),
    ...(isWhole ? [] : [['Part', `${window} of the run; the verdict is that of all of it`] as [string, string]]),
  ]
  const shown = verdict
    ? `<div class="verdict ${verdict.verdict}"><b>${MARKS[verdict.verdict]} ${WORDS[verdict.verdict]}${judgement.final ? '' : ' so far'}</b><span>${escaped(withoutVerdict(verdict.sentence))}</span></div>`
    : '<div class="verdict"><b>Not judged</b></div>'
  return `<header class="cover"><header><b>Headroom</b><span>Run review</span><span>${escaped(run.label)}</span></header></header>
<h1>${escaped(run.scenario.name)}</h1><p class="sub">${escaped([[run.planName, run.planVersion].filter(Boolean).join(' '), ...revisionOf(run)].join(', '))}</p>${shown}
<dl class="fields">${facts.map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`
}

function tiles({ summary: { totals } }: RunReview): string {
  const { p95, p99, max } = totals.responseTimeMs.shown
  const figures: [string, string, string][] = [
    ['Rate', say(showRate(totals.ratePerSecond)), `${said(totals.ok + totals.failed)} attempts`],
    ['p95', ms(p95), `p99 ${ms(p99)}, max ${ms(max)}`],
    ['Errors', say(showPercent(totals.errorRate)), `${said(totals.failed)} failed`],
    [
      'Not sent or not finished',
      said(totals.dropped.target + totals.dropped.generator + totals.interrupted),
      `${said(totals.dropped.generator)} by the generator`,
    ],
  ]
  return `<div class="tiles">${figures.map(([name, value, beside]) => `<div><small>${escaped(name)}</small><b>${escaped(value)}</b><small>${escaped(beside)}</small></div>`).join('')}</div>`
}

function objectives({ judgement }: RunReview): string {
  const rows = judgement?.verdict.objectives ?? []
  const cells = (one: ObjectiveView) => [
    `${escaped(one.judge)}${one.verdict === 'pass' ? '' : `<small>${escaped(one.reason)}</small>`}`,
    escaped(`${one.comparator} ${say(showIn(one.unit, one.target))}`),
    escaped(`${one.comparator} ${say(showIn(one.unit, one.limit))}`),
    escaped(say(showIn(one.unit, one.actual))),
    escaped(one.interval ? one.interval.map((end) => say(showIn(one.unit, end))).join(' to ') : '–'),
    badge(one.verdict),
  ]
  return table(['Objective', 'Target', 'Limit', 'Actual', '95 % interval', 'Status'], rows.map(cells), [1, 2, 3, 4])
}

function operations({ summary }: RunReview): string {
  const cells = (one: OperationSummary) => {
    const { mean, p50, p90, p95, p99, p999, max } = one.responseTimeMs.shown
    const counts = [said(one.ok + one.failed), say(showRate(one.ratePerSecond)), say(showPercent(one.errorRate))]
    const name = `${escaped(one.name)}<small>${escaped(`${one.method} ${one.path}`.trim())}</small>`
    return [name, ...[...counts, ...[mean, p50, p90, p95, p99, p999, max, one.serviceTimeMs.p95].map(ms)].map(escaped)]
  }
  const rows = [...Object.values(summary.operations), ...Object.values(summary.flows), summary.totals].map(cells)
  const columns = [
    'Operation',
    'Count',
    'Rate',
    'Errors',
    'Mean',
    'p50',
    'p90',
    'p95',
    'p99',
    'p99.9',
    'Max',
    'Service p95',
  ]
  return table(columns, rows, columns.map((_, index) => index).slice(1))
}

function failures({ errors }: RunReview): string {
  const moment = (value: number | null) => (value === null ? '–' : showClock(value / 1000))
  const rows = errors.items.map(({ operation, class: name, count, firstMs, lastMs, statuses }) =>
    [
      operation,
      name,
      said(count),
      moment(firstMs),
      moment(lastMs),
      statuses.map(({ status }) => status || 'none').join(', '),
    ].map(escaped),
  )
  return table(['Operation', 'Class', 'Count', 'First', 'Last', 'Status seen'], rows, [2, 3, 4])
}

function analyses({ analyses: found, findings, recommendations }: RunReview): string {
  const said = found.map(({ title, sentence }) => `<p><b>${escaped(title)}.</b> ${escaped(sentence)}</p>`)
  const recorded = findings.map(
    (one) => `<p><b>${escaped(one.label)}</b> (${escaped(one.severity)}): ${escaped(one.title)}</p>`,
  )
  const advised = recommendations.map((one) => `<p><b>${escaped(one.priority)}:</b> ${escaped(one.text)}</p>`)
  return [...said, ...recorded, ...advised].join('')
}

function timeline({ events }: RunReview): string {
  const rows = events.map(({ offsetMs, text, actor }) => [showClock(offsetMs / 1000), text, actor].map(escaped))
  return table(['At', 'What', 'Who'], rows, [])
}

function table(columns: string[], rows: string[][], right: number[]): string {
  if (rows.length === 0) return ''
  const cell = (tag: string) => (text: string, index: number) =>
    `<${tag}${right.includes(index) ? ' class="r"' : ''}>${text}</${tag}>`
  return `<div class="scroll"><table><thead><tr>${columns.map(cell('th')).join('')}</tr></thead><tbody>${rows.map((row) => `<tr>${row.map(cell('td')).join('')}</tr>`).join('')}</tbody></table></div>`
}

const ms = (value: number | null) => say(showLatency(value))
const said = (value: number) => showCount(value)[0]
