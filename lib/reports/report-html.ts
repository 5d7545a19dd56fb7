// The report as one file that needs nothing else: no script, no picture, no address it would fetch from. What prints as PDF, too.

import { gaugeScale } from '#lib/verdicts/gauge-scale.ts'
import { escaped, markdownHtml } from './markdown-html.ts'
import { pageStyle, REPORT_STYLE } from './report-html-style.ts'
import {
  type Cell,
  type Cover,
  type CriticalMetric,
  isLongField,
  type NarrativeBlock,
  type ReportBlock,
  type ReportModel,
  rowOrigin,
  SHORT_TABLE,
  sayDerivation,
  spoken,
  type TableBlock,
  type Tick,
} from './report-model.ts'

/** `fontFaces`: rules with the fonts in them; the ones of the reader's machine stand in for what is not there. */
export function reportHtml({ cover, blocks, generatedAt }: ReportModel, fontFaces = ''): string {
  const title = escaped(`${cover.title}: performance decision`)
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; font-src data:">
<title>${title}</title><style>${fontFaces}${REPORT_STYLE}${pageStyle(cover.title, cover.date)}</style></head>
<body><article class="paper cover${isDense(cover) ? ' dense' : ''}">${coverHtml(cover)}</article>
<article class="paper document"><h1>Full document</h1>${contents(blocks)}${blocks.map(blockHtml).join('\n')}
<footer>Drawn ${escaped(generatedAt)} by Headroom.</footer></article></body></html>
`
}

const OUTCOMES = { go: 'Go', conditional: 'Conditional go', 'no-go': 'No-go' } as const
const MARKS = { pass: '✓', warn: '!', fail: '✕', inconclusive: '?', invalid: '⊘', none: '–' } as const

const LEGEND = '<i class="mark target"></i>target <i class="mark limit"></i>limit. '

/** The brand: a limit, and what stands below it. */
const MARK =
  '<svg viewBox="0 0 22 22" width="20" height="20" fill="none" stroke-linecap="round" aria-hidden="true"><path d="M2.5 4.5h17" stroke="#c53030" stroke-width="2"/><path d="M4.5 18.5v-5M9 18.5v-8M13.5 18.5v-6.5M18 18.5v-3.5" stroke="#20242c" stroke-width="2.4"/></svg>'

/** More than stands on a sheet of paper at its size. */
const isDense = ({ critical, scenarios, conditions, signatures }: Cover): boolean =>
  2 * critical.length + Math.max(scenarios.length / 2, 2 * conditions.length) + signatures.length > 20

function coverHtml(cover: Cover): string {
  const { confidence } = cover
  return `<header>${MARK}<b>Headroom</b><span>Performance decision</span><span>${escaped(cover.date)}</span></header>
<h1>${escaped(cover.title)}</h1><p class="sub">${escaped(cover.subtitle)}</p>
<section class="stamp ${cover.outcome}"><div><small>${cover.isProposal ? 'Proposed by the rules' : 'Decision'}</small><b>${OUTCOMES[cover.outcome]}</b></div>
<dl>${pair('Decided by', cover.decidedBy ?? 'nobody yet')}${cover.decidedAt ? pair('On', cover.decidedAt) : ''}${pair('Confidence', confidence.level)}${pair('Status', cover.readiness)}</dl></section>
${cover.changedSince ? `<p class="changed">Changed since it was decided: ${escaped(cover.changedSince)}</p>` : ''}
<section class="three">${markdownHtml(spoken(cover.sentences))}${typedNote(cover.sentences)}</section>
<section><h2>Critical metrics</h2><table class="critical"><thead><tr><th>Metric</th><th class="r">Target</th><th class="r">Actual</th><th></th><th>Status</th></tr></thead><tbody>
${cover.critical.map(criticalHtml).join('') || '<tr><td colspan="5">The plan marks no metric as critical.</td></tr>'}</tbody></table>
<p class="note">${cover.critical.some(({ gauge }) => gauge) ? LEGEND : ''}± is half the 95 % confidence interval, (≤ …) the far end of one that goes one way; a metric without one is a single observation.</p></section>
<div class="cols"><section><h2>What was tested</h2><ul class="scenarios">${cover.scenarios.map(({ name, tone, word }) => `<li>${badge(tone, '')}${escaped(name)}<small>${escaped(word)}</small></li>`).join('')}</ul><p class="note">${escaped(cover.tested)}</p></section>
<section><h2>Conditions</h2>${cover.conditions.length > 0 ? `<ol>${cover.conditions.map(({ text, by }) => `<li>${escaped(text)}<small>${escaped(by)}</small></li>`).join('')}</ol>` : '<p class="note">None.</p>'}</section></div>
<section><h2>Signed by</h2>${cover.signatures.length > 0 ? `<ul class="signatures">${cover.signatures.map((one) => `<li class="${one.isValid ? '' : 'revoked'}"><b>${escaped(one.role)}</b><span>${escaped(one.name)}</span><small>${escaped(one.at)}${one.isValid ? '' : `, revoked: ${escaped(one.because ?? '')}`}</small></li>`).join('')}</ul>` : '<p class="note">Nobody yet.</p>'}</section>
<footer><span>${escaped([cover.revision, cover.runs, cover.environment].join(', '))}</span><code>${cover.evidenceHash ? escaped(`sha256 ${cover.evidenceHash}`) : ''}</code></footer>`
}

function criticalHtml(one: CriticalMetric): string {
  return `<tr><td><b>${escaped(one.name)}</b><small>${escaped(one.about)}</small></td><td class="r">${cellHtml(one.target)}</td><td class="r">${cellHtml(one.actual)} <small class="i">${escaped(one.interval)}</small></td><td>${gaugeHtml(one)}</td><td>${badge(one.tone, one.status)}</td></tr>`
}

function gaugeHtml({ gauge, tone }: CriticalMetric): string {
  if (!gauge) return ''
  const at = gaugeScale(gauge)
  const isUp = gauge.higherIsBetter
  const [first, second] = isUp ? [at.limit, at.target] : [at.target, at.limit]
  const colors = isUp ? ['#f0b4ac', '#e8cfa2', '#dcdcd8'] : ['#dcdcd8', '#e8cfa2', '#f0b4ac']
  const width = (from: number, to: number) => Math.max(0, to - from).toFixed(2)
  return `<svg class="gauge ${tone}" viewBox="0 0 100 12" preserveAspectRatio="none" width="150" height="12" aria-hidden="true"><rect x="0" y="5" width="${first.toFixed(2)}" height="2.6" fill="${colors[0]}"/><rect x="${first.toFixed(2)}" y="5" width="${width(first, second)}" height="2.6" fill="${colors[1]}"/><rect x="${second.toFixed(2)}" y="5" width="${width(second, 100)}" height="2.6" fill="${colors[2]}"/><rect x="${at.target.toFixed(2)}" y="1.5" width=".8" height="9" fill="#b7791f"/><rect x="${at.limit.toFixed(2)}" y="1.5" width=".8" height="9" fill="#c53030"/><rect class="needle" x="${(at.value - 0.9).toFixed(2)}" y="0" width="1.8" height="12"/></svg>`
}

function contents(blocks: readonly ReportBlock[]): string {
  const chapters = blocks.filter((block) => block.kind === 'heading').filter(({ level }) => level === 2)
  return `<nav><ol>${chapters.map(({ key, text }) => `<li><a href="#${escaped(key)}">${escaped(text)}</a></li>`).join('')}</ol></nav>`
}

function blockHtml(block: ReportBlock): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level} id="${escaped(block.key)}">${escaped(block.text)}</h${block.level}>`
    case 'text':
      return `<p>${escaped(block.text)}</p>`
    case 'markdown':
      return markdownHtml(block.text)
    case 'fields':
      return `<dl class="fields">${block.fields.map(fieldHtml).join('')}</dl>`
    case 'list': {
      const tag = block.isOrdered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => `<li>${cellHtml(item)}</li>`).join('')}</${tag}>`
    }
    case 'ticks':
      return block.items.length > 0
        ? `<ul class="ticks">${block.items.map(tickHtml).join('')}</ul>`
        : `<p class="note">${escaped(block.empty)}</p>`
    case 'code':
      return `<pre>${escaped(block.text)}</pre>`
    case 'narrative':
      return `<section class="narrative"><h4>${escaped(block.label)}</h4>${markdownHtml(spoken(block))}${typedNote(block)}</section>`
    case 'table':
      return tableHtml(block)
  }
}

function fieldHtml({ name, cell }: { name: string; cell: Cell }): string {
  const long = isLongField(cell) ? ' class="long"' : ''
  return `<dt${long}>${escaped(name)}</dt><dd${long}>${cellHtml(cell)}</dd>`
}

/** Of a cell that keeps to one line. */
const SHORT_CELL = 16

function tableHtml(block: TableBlock): string {
  const { key, title, columns, rows, note, empty, origin } = block
  const hint = (text: string | null | undefined) => (text ? ` title="${escaped(text)}"` : '')
  const isWide = columns.length > 9
  const side = (index: number, text = '') => {
    const names = [columns[index]?.align === 'right' ? 'r' : '', !isWide && text.length <= SHORT_CELL ? 's' : '']
    return names.some(Boolean) ? ` class="${names.filter(Boolean).join(' ')}"` : ''
  }
  const body =
    rows.length > 0
      ? `<table${isWide ? ' class="wide"' : ''}><thead><tr>${columns.map(({ label }, index) => `<th${side(index, ' '.repeat(SHORT_CELL + 1))}${hint(origin?.methods[index])}>${escaped(label)}</th>`).join('')}</tr></thead><tbody>${rows.map((row, at) => `<tr${origin ? hint(rowOrigin(origin, at)) : ''}>${row.map((cell, index) => `<td${side(index, cell.text)}>${cellHtml(cell)}</td>`).join('')}</tr>`).join('')}</tbody></table>`
      : `<p class="note">${escaped(empty)}</p>`
  return `<figure id="table-${escaped(key)}"${rows.length <= SHORT_TABLE ? ' class="short"' : ''}><figcaption>${escaped(title)}</figcaption>${body}${note ? `<p class="note">${escaped(note)}</p>` : ''}</figure>`
}

function cellHtml({ text, tone, strong, derivation, typedBy }: Cell): string {
  const said = tone ? badge(tone, text) : strong ? `<b>${escaped(text)}</b>` : escaped(text)
  const typed = typedBy ? ` <small>typed by ${escaped(typedBy)}</small>` : ''
  return derivation ? `<span title="${escaped(sayDerivation(derivation))}">${said}</span>${typed}` : `${said}${typed}`
}

function tickHtml({ text, state, by, at, note, file }: Tick): string {
  const about = [
    by && at ? `${by}, ${at}` : by,
    state === 'overridden' ? 'overridden' : '',
    state === 'not-applicable' ? 'not applicable' : '',
    note,
    file ? `file ${file.name}` : '',
  ]
  return `<li class="${state}"><span>${state === 'open' ? '☐' : '☑'}</span>${escaped(text)}<small>${escaped(about.filter(Boolean).join('; '))}</small></li>`
}

const badge = (tone: keyof typeof MARKS, text: string): string =>
  `<span class="badge ${tone}"><i>${MARKS[tone]}</i>${escaped(text)}</span>`

const pair = (name: string, value: string): string => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`

const typedNote = ({ typed }: NarrativeBlock): string =>
  typed
    ? `<p class="typed">Typed by ${escaped(typed.by)}, ${escaped(typed.at.slice(0, 10))}${typed.isStale ? '. Stale: the numbers have changed since.' : ''}</p>`
    : ''
