/** A paragraph, heading, list, table or piece of code of a Markdown text. */
export type Block =
  | { kind: 'heading'; text: string; level: number }
  | { kind: 'list'; ordered: boolean; items: string[] }
  | { kind: 'code'; text: string }
  | { kind: 'table'; rows: string[][] }
  | { kind: 'text'; text: string }

const ITEM = /^\s*(?:[-*+]|(\d+)[.)])\s+(.*)$/
const FENCE = /^\s*```/
const DIVIDER = /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/

export function readMarkdown(source: string): Block[] {
  const lines = source.replace(/\r/g, '').split('\n')
  const blocks: Block[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? ''
    const heading = /^(#{1,6})\s+(.*)$/.exec(line)
    const end = heading || line.trim() === '' ? at + 1 : endOf(lines, at)
    const own = lines.slice(at, end)
    if (heading) blocks.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' })
    else if (FENCE.test(line))
      blocks.push({
        kind: 'code',
        text: own
          .slice(1)
          .filter((one) => !FENCE.test(one))
          .join('\n'),
      })
    else if (ITEM.test(line)) blocks.push(listOf(own))
    else if (line.trim().startsWith('|'))
      blocks.push({ kind: 'table', rows: own.filter((one) => !DIVIDER.test(one)).map(cellsOf) })
    else if (line.trim() !== '') blocks.push({ kind: 'text', text: own.join('\n') })
    at = end
  }
  return blocks
}

/** The line behind the block that begins at `from`. */
function endOf(lines: readonly string[], from: number): number {
  const first = lines[from] ?? ''
  if (FENCE.test(first)) {
    const close = lines.findIndex((line, index) => index > from && FENCE.test(line))
    return close < 0 ? lines.length : close + 1
  }
  const kind = kindOf(first)
  let end = from + 1
  while (end < lines.length && (lines[end] ?? '').trim() !== '' && kindOf(lines[end] ?? '') === kind) end++
  return end
}

function kindOf(line: string): string {
  if (ITEM.test(line)) return 'list'
  if (FENCE.test(line) || /^#{1,6}\s/.test(line)) return 'other'
  return line.trim().startsWith('|') ? 'table' : 'text'
}

function listOf(lines: readonly string[]): Block {
  const items = lines.map((line) => ITEM.exec(line)?.[2] ?? line)
  return { kind: 'list', ordered: /^\s*\d/.test(lines[0] ?? ''), items }
}

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim())
