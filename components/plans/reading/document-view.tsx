'use client'

import { Download, Printer } from 'lucide-react'
import { type ReactElement, useMemo } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Markdown } from '#components/ui/markdown.tsx'
import { useLightPrint } from '#components/ui/use-light-print.ts'
import type { Block } from '#lib/plans/reading/block.ts'
import { planBlocks } from '#lib/plans/reading/plan-blocks.ts'
import { useDraft } from '../draft/draft-context.tsx'

/** The plan as the document it replaces: to be read and printed, not edited. */
export function DocumentView({ planId }: { planId: string }): ReactElement {
  const draft = useDraft((one) => one)
  const blocks = useMemo(() => planBlocks(draft), [draft])
  useLightPrint()
  const chapters = blocks.flatMap((block, index) =>
    block.kind === 'heading' && block.level === 2 ? [{ id: idOf(index), text: block.text }] : [],
  )
  return (
    <div className="grid grid-cols-[188px_minmax(0,1fr)] items-start gap-7 pt-5 max-[860px]:grid-cols-1 print:block print:pt-0">
      <nav aria-label="Contents" className="sticky top-[92px] max-[860px]:static print:hidden">
        <ol className="grid gap-px">
          {chapters.map(({ id, text }) => (
            <li key={id}>
              <a href={`#${id}`} className="block truncate rounded-md px-2 py-1 text-ink-2 hover:bg-hover">
                {text}
              </a>
            </li>
          ))}
        </ol>
        <div className="mt-4 flex flex-wrap gap-2 border-t border-edge pt-4">
          <Button size="sm" onClick={() => window.print()}>
            <Printer aria-hidden />
            Print
          </Button>
          <Button size="sm" asChild>
            <a href={`/api/v1/plans/${planId}/document?format=md`} download>
              <Download aria-hidden />
              Markdown
            </a>
          </Button>
        </div>
      </nav>
      <article className="sheet max-w-[860px] px-10 py-9 text-sm leading-[21px] max-[720px]:px-4 max-[720px]:py-5 print:max-w-none print:border-0 print:p-0">
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place
          <Drawn key={index} block={block} id={idOf(index)} />
        ))}
      </article>
    </div>
  )
}

const idOf = (index: number): string => `part-${index}`

const HEADINGS = {
  1: 'mb-6 text-xl leading-8 font-semibold tracking-[-0.02em]',
  2: 'mt-9 mb-3 border-b border-edge pb-1.5 text-lg font-semibold tracking-[-0.017em] scroll-mt-28 break-after-avoid',
  3: 'mt-6 mb-2 text-md font-semibold break-after-avoid',
  4: 'mt-4 mb-1.5 text-sm font-semibold text-ink-2 break-after-avoid',
} as const

function Drawn({ block, id }: { block: Block; id: string }): ReactElement {
  switch (block.kind) {
    case 'heading': {
      // The page has its own heading of the first order.
      const Tag = (['h2', 'h2', 'h3', 'h4'] as const)[block.level - 1] ?? 'h4'
      return (
        <Tag id={id} className={HEADINGS[block.level]}>
          {block.text}
        </Tag>
      )
    }
    case 'text':
      return <p className="my-2 max-w-[74ch] whitespace-pre-line">{block.text}</p>
    case 'markdown':
      return <Markdown text={block.text} />
    case 'code':
      return (
        <pre className="my-2 overflow-x-auto rounded-md bg-sunken px-3 py-2 text-xs leading-[18px] print:whitespace-pre-wrap">
          {block.text}
        </pre>
      )
    case 'list':
      return (
        <ul className={block.boxes ? 'my-2 grid gap-1' : 'my-2 grid list-disc gap-0.5 pl-5'}>
          {block.items.map((item, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: items have no other name
            <li key={index} className={block.boxes ? 'flex items-start gap-2' : undefined}>
              {block.boxes ? (
                <span aria-hidden className="mt-1 size-3 shrink-0 rounded-[2px] border border-control" />
              ) : null}
              <span className="min-w-0 break-words">{item}</span>
            </li>
          ))}
        </ul>
      )
    case 'fields':
      return (
        <dl className="my-2 grid grid-cols-[max-content_minmax(0,1fr)] gap-x-5 gap-y-0.5 max-[560px]:grid-cols-1">
          {block.fields.map(([name, value]) => (
            <div key={name} className="contents max-[560px]:block">
              <dt className="text-ink-3 first-letter:uppercase">{name}</dt>
              <dd className="min-w-0 break-words whitespace-pre-line">{value}</dd>
            </div>
          ))}
        </dl>
      )
    case 'table':
      return <ReadTable head={block.head} rows={block.rows} />
  }
}

function ReadTable({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }): ReactElement {
  const cell = 'border-b border-line px-2 py-1.5 text-left align-top first:pl-0 last:pr-0'
  return (
    <div className="my-2 overflow-x-auto">
      <table className="w-full border-separate border-spacing-0 text-xs leading-[18px]">
        <thead>
          <tr>
            {head.map((text) => (
              <th key={text} scope="col" className={`${cell} font-medium text-ink-3`}>
                {text || <span className="sr-only">comparison</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
            <tr key={index} className="break-inside-avoid">
              {row.map((text, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name
                <td key={at} className={cell}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
