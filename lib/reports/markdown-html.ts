// What people wrote in Markdown, as HTML for a file of its own.

import { type Block, readMarkdown } from '#lib/core/markdown-blocks.ts'

/** Text stays text: nothing in it is taken for HTML, and no address is followed but those of the web. */
export function markdownHtml(text: string): string {
  return readMarkdown(text).map(blockHtml).join('')
}

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h4>${inlineHtml(block.text)}</h4>`
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul'
      return `<${tag}>${block.items.map((item) => `<li>${inlineHtml(item)}</li>`).join('')}</${tag}>`
    }
    case 'code':
      return `<pre>${escaped(block.text)}</pre>`
    case 'table': {
      const [head = [], ...body] = block.rows
      const line = (cells: string[], tag: string) =>
        `<tr>${cells.map((cell) => `<${tag}>${inlineHtml(cell)}</${tag}>`).join('')}</tr>`
      return `<table><thead>${line(head, 'th')}</thead><tbody>${body.map((row) => line(row, 'td')).join('')}</tbody></table>`
    }
    case 'text':
      return `<p>${inlineHtml(block.text).replaceAll('\n', '<br>')}</p>`
  }
}

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\(https?:\/\/[^)\s]+\))/

function inlineHtml(text: string): string {
  return text
    .split(INLINE)
    .map((part) => {
      if (/^`.+`$/.test(part)) return `<code>${escaped(part.slice(1, -1))}</code>`
      if (/^\*\*.+\*\*$/.test(part)) return `<b>${escaped(part.slice(2, -2))}</b>`
      if (/^\*.+\*$/.test(part)) return `<em>${escaped(part.slice(1, -1))}</em>`
      const link = /^\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)$/.exec(part)
      return link ? `<a href="${escaped(link[2] ?? '')}" rel="noreferrer">${escaped(link[1] ?? '')}</a>` : escaped(part)
    })
    .join('')
}

const SPECIAL: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => SPECIAL[character] ?? character)
