import clsx from 'clsx'
import { Check, CircleDashed, Paperclip } from 'lucide-react'
import { Fragment, type ReactElement, type ReactNode } from 'react'
import { Markdown } from '#components/ui/markdown.tsx'
import { isLongField, type NarrativeBlock, type ReportBlock, type Tick } from '#lib/reports/report-model.ts'
import css from './report.module.css'
import { ReportCell } from './report-cell.tsx'
import { ReportTable } from './report-table.tsx'

interface Props {
  blocks: readonly ReportBlock[]
  isPublic: boolean
  /** A part people may write themselves. */
  narrative: (block: NarrativeBlock) => ReactNode
}

/** The full document, block by block. */
export function ReportBlocks({ blocks, isPublic, narrative }: Props): ReactElement {
  return (
    <>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place
        <Fragment key={index}>{drawn(block, isPublic, narrative)}</Fragment>
      ))}
    </>
  )
}

function drawn(block: ReportBlock, isPublic: boolean, narrative: Props['narrative']): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Tag = `h${block.level}` as const
      return <Tag id={block.key}>{block.text}</Tag>
    }
    case 'text':
      return <p className="my-2 max-w-[74ch] text-pretty whitespace-pre-line">{block.text}</p>
    case 'markdown':
      return <Markdown text={block.text} />
    case 'code':
      return (
        <pre className="my-2 overflow-x-auto rounded-md bg-sunken px-3 py-2 text-xs leading-[18px] print:whitespace-pre-wrap">
          {block.text}
        </pre>
      )
    case 'narrative':
      return (
        <div className={css.narrative}>
          <p className={css.tableTitle}>{block.label}</p>
          {narrative(block)}
        </div>
      )
    case 'table':
      return <ReportTable block={block} isPublic={isPublic} />
    case 'ticks':
      return block.items.length > 0 ? (
        <Ticks items={block.items} isPublic={isPublic} />
      ) : (
        <p className={css.note}>{block.empty}</p>
      )
    case 'list': {
      const Tag = block.isOrdered ? 'ol' : 'ul'
      return (
        <Tag className={clsx('my-2 grid gap-0.5 pl-5', block.isOrdered ? 'list-decimal' : 'list-disc')}>
          {block.items.map((item) => (
            <li key={item.text}>
              <ReportCell cell={item} name={item.text} isPublic={isPublic} />
            </li>
          ))}
        </Tag>
      )
    }
    case 'fields':
      return (
        <dl className={css.fields}>
          {block.fields.map(({ name, cell }) => (
            <Fragment key={name}>
              <dt className={isLongField(cell) ? css.long : undefined}>{name}</dt>
              <dd className={isLongField(cell) ? css.long : undefined}>
                <ReportCell cell={cell} name={name} isReachable isPublic={isPublic} />
              </dd>
            </Fragment>
          ))}
        </dl>
      )
  }
}

function Ticks({ items, isPublic }: { items: readonly Tick[]; isPublic: boolean }): ReactElement {
  return (
    <ul className="my-2 grid gap-1.5">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an item is known by its place
        <li key={index} className="flex items-start gap-2">
          {item.state === 'open' ? (
            <CircleDashed role="img" aria-label="open" className="mt-[3px] size-3.5 shrink-0 text-ink-3" />
          ) : (
            <Check role="img" aria-label={item.state} className="mt-[3px] size-3.5 shrink-0 text-pass" />
          )}
          <div className="min-w-0">
            <p className="break-words">{item.text}</p>
            <p className="text-xs text-pretty text-ink-3">
              {[
                item.state === 'overridden' ? 'overridden' : item.state === 'not-applicable' ? 'not applicable' : '',
                item.by ? [item.by, item.at].filter(Boolean).join(', ') : '',
                item.note,
              ]
                .filter(Boolean)
                .join('; ')}
              {item.file ? (
                <span className="ml-1.5 inline-flex items-center gap-1">
                  <Paperclip aria-hidden className="size-3" />
                  {isPublic ? (
                    item.file.name
                  ) : (
                    <a href={item.file.href} className="link" download>
                      {item.file.name}
                    </a>
                  )}
                </span>
              ) : null}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}
