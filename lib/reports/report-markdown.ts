// The report as Markdown that any reader of it takes: readable as text, tables in pipes.

import { sayDay } from './report-format.ts'
import type { Cell, Cover, NarrativeBlock, ReportBlock, ReportModel, Tick } from './report-model.ts'
import { fenced, linked, oneLine, pipes, plainLines, plainText, typedMarkdown } from './safe-markdown.ts'

/** `origin`: of this Headroom, e.g. "https://headroom.example.com", so that links lead back from anywhere; "" leaves them out. */
export function reportMarkdown({ cover, blocks, generatedAt }: ReportModel, origin: string): string {
  const body = blocks.map((block) => written(block, origin)).filter(Boolean)
  const foot = `---\n\nDrawn ${generatedAt} by Headroom. ${cover.evidenceHash ? `Evidence: sha256 ${cover.evidenceHash}` : 'Nothing is decided yet.'}`
  return `${[...coverLines(cover), ...body, foot].join('\n\n')}\n`
}

const WORDS = { go: 'GO', conditional: 'CONDITIONAL GO', 'no-go': 'NO-GO' } as const

function coverLines(cover: Cover): string[] {
  return [
    `# ${words(cover.title)}: performance decision`,
    `${words(cover.subtitle)}. ${cover.date}.`,
    `**${cover.isProposal ? 'Proposed by the rules' : 'Decision'}: ${WORDS[cover.outcome]}** (${cover.readiness})`,
    cover.changedSince ? `Changed since it was decided: ${words(cover.changedSince)}` : '',
    list([
      ['Decided by', cover.decidedBy ? `${cover.decidedBy}, ${cover.decidedAt}` : 'nobody yet'],
      ['Confidence', `${cover.confidence.level}: ${cover.confidence.reasons.join('; ')}`],
      ['Revision', cover.revision],
      ['Runs', cover.runs],
      ['Environment', cover.environment],
    ]),
    `${narrated(cover.sentences)}${cover.sentences.typed ? `\n\n*${typedNote(cover.sentences.typed)}*` : ''}`,
    '## Critical metrics',
    table(
      ['Metric', 'Measured as', 'Target', 'Actual', 'Status'],
      cover.critical.map((one) =>
        [
          one.name,
          one.about,
          one.target.text,
          [one.actual.text, one.interval].filter(Boolean).join(' '),
          `${MARKS[one.tone]} ${one.status}`,
        ].map(plainText),
      ),
    ) || 'No metric of the plan is marked as critical.',
    '## What was tested',
    cover.scenarios.map(({ name, tone, word: say }) => `- ${MARKS[tone]} ${words(name)}: ${say}`).join('\n'),
    words(cover.tested),
    '## Conditions',
    cover.conditions.map(({ text, by }, index) => `${index + 1}. ${words(`${text} (${by})`)}`).join('\n') || 'None.',
    '## Signed by',
    cover.signatures
      .map(
        (one) => `- ${words(`${one.role}: ${one.name}, ${one.at}${one.isValid ? '' : ` (revoked: ${one.because})`}`)}`,
      )
      .join('\n') || 'Nobody yet.',
  ].flatMap((line) => line.trim() || [])
}

const MARKS = { pass: '✅', warn: '⚠️', fail: '❌', inconclusive: '❔', invalid: '🚫', none: '⬜' } as const

function written(block: ReportBlock, origin: string): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${words(block.text)}`
    case 'text':
      return plainLines(block.text)
    case 'markdown':
      return typedMarkdown(block.text)
    case 'fields':
      return block.fields.map(({ name, cell }) => field(name, said(cell, origin))).join('\n')
    case 'list':
      return block.items
        .map((item, index) => `${block.isOrdered ? `${index + 1}.` : '-'} ${oneLine(said(item, origin))}`)
        .join('\n')
    case 'ticks':
      return block.items.map(ticked).join('\n') || block.empty
    case 'code':
      return fenced(block.text)
    case 'narrative':
      return `**${words(block.label)}**${block.typed ? ` (${typedNote(block.typed)})` : ''}\n\n${narrated(block)}`
    case 'table': {
      const rows = block.rows.map((row) => row.map((cell) => said(cell, origin)))
      const head = block.columns.map(({ label }) => plainText(label))
      const aligned = block.columns.map(({ align }) => (align ? '---:' : '---'))
      return [`**${words(block.title)}**`, table(head, rows, aligned) || block.empty, block.note]
        .filter(Boolean)
        .join('\n\n')
    }
  }
}

/** What people typed is Markdown; what was drafted from the numbers names what they typed elsewhere. */
const narrated = ({ typed, drafted }: NarrativeBlock): string =>
  typed ? typedMarkdown(typed.text) : plainLines(drafted)

const typedNote = ({ by, at, isStale }: { by: string; at: string; isStale: boolean }): string =>
  `typed by ${words(by)}, ${sayDay(at)}${isStale ? '; stale: the numbers have changed since' : ''}`

function said({ text, tone, href, typedBy }: Cell, origin: string): string {
  const marked = plainText(tone && tone !== 'none' ? `${MARKS[tone]} ${text}` : text)
  const shown = href && origin ? linked(marked, `${origin}${href}`) : marked
  return typedBy ? `${shown} *(typed by ${words(typedBy)})*` : shown
}

function ticked({ text, state, by, at, note, file }: Tick): string {
  const about = [
    state === 'overridden' ? 'overridden' : state === 'not-applicable' ? 'not applicable' : '',
    by ? [by, at].filter(Boolean).join(', ') : '',
    note,
    file ? `file ${file.name}` : '',
  ].filter(Boolean)
  return `- [${state === 'open' ? ' ' : 'x'}] ${words(about.length > 0 ? `${text} (${about.join('; ')})` : text)}`
}

const words = (text: string): string => oneLine(plainText(text))
const field = (name: string, value: string): string => `- **${words(name)}:** ${oneLine(value)}`
const list = (pairs: readonly (readonly [string, string])[]): string =>
  pairs.map(([name, value]) => field(name, words(value))).join('\n')

/** Nothing without rows. */
function table(head: readonly string[], rows: readonly (readonly string[])[], dashes = head.map(() => '---')): string {
  return rows.length === 0 ? '' : [head, dashes, ...rows].map(pipes).join('\n')
}
