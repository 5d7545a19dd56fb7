// The part of Markdown that notes use: headings, lists, tables, code, bold, italics, links. Text stays text: nothing in it is
// taken for HTML.

import { Fragment, type ReactElement, type ReactNode } from 'react'
import { type Block, readMarkdown } from '#lib/core/markdown-blocks.ts'

export function Markdown({ text }: { text: string }): ReactElement {
  return (
    <div className="grid max-w-[74ch] gap-2 text-sm leading-[21px] break-words">
      {readMarkdown(text).map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other name
        <Fragment key={index}>{drawn(block)}</Fragment>
      ))}
    </div>
  )
}

function drawn(block: Block): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <p className="mt-1 font-semibold">{inline(block.text)}</p>
    case 'list': {
      const items = block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name
        <li key={index}>{inline(item)}</li>
      ))
      const look = 'grid gap-0.5 pl-5'
      return block.ordered ? (
        <ol className={`list-decimal ${look}`}>{items}</ol>
      ) : (
        <ul className={`list-disc ${look}`}>{items}</ul>
      )
    }
    case 'code':
      return <pre className="overflow-x-auto rounded-md bg-sunken px-3 py-2 text-xs leading-[18px]">{block.text}</pre>
    case 'table':
      return <MarkdownTable rows={block.rows} />
    case 'text':
      return <p className="whitespace-pre-line">{inline(block.text)}</p>
  }
}

function MarkdownTable({ rows }: { rows: string[][] }): ReactElement {
  const [head = [], ...body] = rows
  const cell = 'border border-line px-2 py-1 text-left'
  return (
    <div className="overflow-x-auto">
      <table className="text-xs">
        <thead>
          <tr>
            {head.map((text, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name
              <th key={index} scope="col" className={`${cell} bg-sunken font-medium`}>
                {inline(text)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <tr key={index}>
              {row.map((text, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                <td key={at} className={cell}>
                  {inline(text)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const INLINE = /(`[^`]+`|\*\*[^*]+\*\*|\*[^*\s][^*]*\*|\[[^\]]+\]\(https?:\/\/[^)\s]+\))/

function inline(text: string): ReactNode {
  return text.split(INLINE).map((part, index) => {
    const key = `${index}-${part}`
    if (/^`.+`$/.test(part)) return <code key={key}>{part.slice(1, -1)}</code>
    if (/^\*\*.+\*\*$/.test(part)) return <strong key={key}>{part.slice(2, -2)}</strong>
    if (/^\*.+\*$/.test(part)) return <em key={key}>{part.slice(1, -1)}</em>
    const link = /^\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)$/.exec(part)
    if (!link) return part
    return (
      <a key={key} href={link[2]} target="_blank" rel="noreferrer" className="link">
        {link[1]}
      </a>
    )
  })
}
