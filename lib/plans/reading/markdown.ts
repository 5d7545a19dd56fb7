// The document as Markdown that any reader of it takes.

import type { PlanDraft } from '../document/plan.ts'
import type { Block } from './block.ts'
import { planBlocks } from './plan-blocks.ts'

export function planMarkdown(draft: PlanDraft): string {
  return `${planBlocks(draft).map(written).join('\n\n')}\n`
}

function written(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${oneLine(block.text)}`
    case 'text':
    case 'markdown':
      return block.text.trim()
    case 'fields':
      return block.fields.map(([name, value]) => `- **${name}:** ${oneLine(value)}`).join('\n')
    case 'list':
      return block.items.map((item) => `- ${block.boxes ? '[ ] ' : ''}${oneLine(item)}`).join('\n')
    case 'code':
      return fenced(block.text)
    case 'table':
      return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)].join('\n')
  }
}

const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`

const cell = (text: string): string => text.replaceAll('|', '\\|').replace(/\s*\n\s*/g, '<br>')

const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ')

/** The fence is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
