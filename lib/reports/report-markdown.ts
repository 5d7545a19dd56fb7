// The report as Markdown that any reader of it takes: readable as text, tables in pipes.

import { sayDay } from './report-format.ts'
import { type Cell, type Cover, type ReportBlock, type ReportModel, spoken, type Tick } from './report-model.ts'

/** `origin`: of this Headroom, e.g. "https://headroom.example.com", so that links lead back from anywhere; "" leaves them out. */
export function reportMarkdown({ cover, blocks, generatedAt }: ReportModel, origin: string): string {
  const body = blocks.map((block) => written(block, origin)).filter(Boolean)
  const foot = `---\n\nDrawn ${generatedAt} by Headroom. ${cover.evidenceHash ? `Evidence: sha256 ${cover.evidenceHash}` : 'Nothing is decided yet.'}`
  return `${[...coverLines(cover), ...body, foot].join('\n\n')}\n`
}

const WORDS = { go: 'GO', conditional: 'CONDITIONAL GO', 'no-go': 'NO-GO' } as const

function coverLines(cover: Cover): string[] {
  return [
    `# ${oneLine(cover.title)}: performance decision`,
    `${oneLine(cover.subtitle)}. ${cover.date}.`,
    `**${cover.isProposal ? 'Proposed by the rules' : 'Decision'}: ${WORDS[cover.outcome]}** (${cover.readiness})`,
    cover.changedSince ? `Changed since it was decided: ${oneLine(cover.changedSince)}` : '',
    list([
      ['Decided by', cover.decidedBy ? `${cover.decidedBy}, ${cover.decidedAt}` : 'nobody yet'],
      ['Confidence', `${cover.confidence.level}: ${cover.confidence.reasons.join('; ')}`],
      ['Revision', cover.revision],
      ['Runs', cover.runs],
      ['Environment', cover.environment],
    ]),
    labelled(cover.sentences),
    '## Critical metrics',
    pipes(
      ['Metric', 'Measured as', 'Target', 'Actual', 'Status'],
      cover.critical.map((one) => [
        one.name,
        one.about,
        one.target.text,
        [one.actual.text, one.interval].filter(Boolean).join(' '),
        `${MARKS[one.tone]} ${one.status}`,
      ]),
    ) || 'No metric of the plan is marked as critical.',
    '## What was tested',
    cover.scenarios.map(({ name, tone, word: say }) => `- ${MARKS[tone]} ${name}: ${say}`).join('\n'),
    cover.tested,
    '## Conditions',
    cover.conditions.map(({ text, by }, index) => `${index + 1}. ${oneLine(text)} (${by})`).join('\n') || 'None.',
    '## Signed by',
    cover.signatures
      .map((one) => `- ${one.role}: ${one.name}, ${one.at}${one.isValid ? '' : ` (revoked: ${one.because})`}`)
      .join('\n') || 'Nobody yet.',
  ].flatMap((line) => line.trim() || [])
}

const MARKS = { pass: '✅', warn: '⚠️', fail: '❌', inconclusive: '❔', invalid: '🚫', none: '⬜' } as const

function written(block: ReportBlock, origin: string): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${oneLine(block.text)}`
    case 'text':
    case 'markdown':
      return withoutHtml(block.text.trim())
    case 'fields':
      return list(block.fields.map(({ name, cell }) => [name, said(cell, origin)]))
    case 'list':
      return block.items
        .map((item, index) => `${block.isOrdered ? `${index + 1}.` : '-'} ${oneLine(said(item, origin))}`)
        .join('\n')
    case 'ticks':
      return block.items.map(ticked).join('\n') || block.empty
    case 'code':
      return fenced(block.text)
    case 'narrative':
      return `**${block.label}**${block.typed ? ` (${typedNote(block.typed)})` : ''}\n\n${withoutHtml(spoken(block).trim())}`
    case 'table': {
      const rows = block.rows.map((row) => row.map((cell) => said(cell, origin)))
      const head = block.columns.map(({ label }) => label)
      const aligned = block.columns.map(({ align }) => (align ? '---:' : '---'))
      return [`**${block.title}**`, rows.length > 0 ? pipes(head, rows, aligned) : block.empty, block.note]
        .filter(Boolean)
        .join('\n\n')
    }
  }
}

function labelled(block: Cover['sentences']): string {
  return `${withoutHtml(spoken(block).trim())}${block.typed ? `\n\n*${typedNote(block.typed)}*` : ''}`
}

const typedNote = ({ by, at, isStale }: { by: string; at: string; isStale: boolean }): string =>
  `typed by ${by}, ${sayDay(at)}${isStale ? '; stale: the numbers have changed since' : ''}`

function said({ text, tone, href, typedBy }: Cell, origin: string): string {
  const marked = tone && tone !== 'none' ? `${MARKS[tone]} ${text}` : text
  const linked = href && origin ? `[${marked.replaceAll(']', '\\]')}](${origin}${href})` : marked
  return typedBy ? `${linked} *(typed by ${typedBy})*` : linked
}

function ticked({ text, state, by, at, note, file }: Tick): string {
  const about = [
    state === 'overridden' ? 'overridden' : state === 'not-applicable' ? 'not applicable' : '',
    by ? `${by}, ${at}` : '',
    note,
    file ? `file ${file.name}` : '',
  ].filter(Boolean)
  return `- [${state === 'open' ? ' ' : 'x'}] ${oneLine(text)}${about.length > 0 ? ` (${oneLine(about.join('; '))})` : ''}`
}

const list = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => `- **${name}:** ${oneLine(value)}`).join('\n')

function pipes(head: readonly string[], rows: readonly (readonly string[])[], dashes = head.map(() => '---')): string {
  if (rows.length === 0) return ''
  return [row(head), row(dashes), ...rows.map(row)].join('\n')
}

const row = (cells: readonly string[]): string => `| ${cells.map(inCell).join(' | ')} |`
const inCell = (text: string): string =>
  withoutHtml(text)
    .replaceAll('|', '\\|')
    .replace(/\s*\n\s*/g, '<br>')
const oneLine = (text: string): string => withoutHtml(text).replace(/\s*\n\s*/g, ' ')

/** What people typed is text: no reader of the file shall take it for HTML. */
const withoutHtml = (text: string): string => text.replace(/<(?=[a-z/!?])/gi, '&lt;')

/** The fence is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
