// Text of people inside a Markdown document. Words stay words; what they wrote in Markdown keeps its lists, tables and links of the
// web, and can neither end the document it stands in, nor bring HTML, pictures or addresses of other kinds into it.

import { type Block, readMarkdown } from '#lib/core/markdown-blocks.ts'

/** Words that no reader of the file takes for HTML or for a link. */
export function plainText(text: string): string {
  const safe = withoutHtml(text)
  return safe.includes('](') ? withoutBrackets(safe) : safe
}

/** Words of several lines, none of which begins anything but text or a list. */
export const plainLines = (text: string): string =>
  text
    .trim()
    .split('\n')
    .map((one) => withoutBeginning(plainText(one.trim())))
    .join('\n')

export const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ')

/** `text` is plain text. */
export const linked = (text: string, address: string): string =>
  `[${evenly(withoutBrackets(text), /(\\*)($)/)}](${address})`

/** A row of a table; its cells are Markdown. */
export const pipes = (cells: readonly string[]): string =>
  `| ${cells.map((cell) => evenly(cell, /(\\*)(\|)/g, '\\').replace(/\s*\n\s*/g, '<br>')).join(' | ')} |`

/** The fence is longer than any in the text. */
export function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

/** What somebody typed in Markdown, to stand below a heading of level 4. */
export const typedMarkdown = (text: string): string => readMarkdown(text).map(written).join('\n\n')

function written(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(Math.min(6, block.level + 4))} ${inline(block.text)}`
    case 'list':
      return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '-'} ${listItem(item)}`).join('\n')
    case 'code':
      return fenced(block.text)
    case 'table': {
      const [head = [], ...body] = block.rows
      return [head.map(inline), head.map(() => '---'), ...body.map((cells) => cells.map(inline))].map(pipes).join('\n')
    }
    case 'text':
      return block.text.split('\n').map(line).join('\n')
  }
}

function listItem(text: string): string {
  const [, box = '', rest = text] = /^(\[[ xX]\] )?(.*)$/.exec(text) ?? []
  return `${box}${line(rest)}`
}

const line = (text: string): string => withoutBeginning(inline(text.trim()))

/** What would be a rule, a heading, the underline of one or a fence is a line. */
const withoutBeginning = (text: string): string =>
  text.replace(/^(?=(=+|-+|[*_]{3,}|#{1,6}(\s.*)?|(~{3,}|`{3,}).*)$)/, '\\')

/** Code between single backticks and links of the web, where every reader of Markdown sees the same. */
const KEPT = /((?<![`\\])`[^`]+`(?!`)|(?<![!\\])\[[^[\]\\]+\]\(https?:\/\/[^()\s<>\\]+\))/

const inline = (text: string): string =>
  withoutHtml(text)
    .split(KEPT)
    .map((part, index) => (index % 2 === 1 ? part : withoutBrackets(part)))
    .join('')

const withoutHtml = (text: string): string => text.replace(/<(?=[a-z/!?])/gi, '&lt;')

const withoutBrackets = (text: string): string => evenly(text, /(\\*)([[\]])/g, '\\')

/** After an even number of backslashes a sign counts: `more` makes it odd; without `more` an odd number becomes even. */
const evenly = (text: string, sign: RegExp, more = ''): string =>
  text.replace(sign, (_, before: string, one: string) =>
    before.length % 2 === 1 ? `${before}${more ? '' : '\\'}${one}` : `${before}${more}${one}`,
  )
