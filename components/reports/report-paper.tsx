import clsx from 'clsx'
import type { ReactElement, ReactNode } from 'react'
import type { NarrativeBlock, ReportModel } from '#lib/reports/report-model.ts'
import css from './report.module.css'
import { ReportBlocks } from './report-blocks.tsx'
import { ReportCover } from './report-cover.tsx'

interface Props {
  model: ReportModel
  isPublic: boolean
  narrative: (block: NarrativeBlock) => ReactNode
}

/** First page, contents, document. */
export function ReportPaper({ model, isPublic, narrative }: Props): ReactElement {
  const { cover, blocks } = model
  const chapters = blocks.flatMap((block) => (block.kind === 'heading' && block.level === 2 ? [block] : []))
  return (
    <>
      <ReportCover cover={cover} sentences={narrative(cover.sentences)} />
      <nav
        aria-label="Contents of the full document"
        className="mx-auto mt-4 max-w-[860px] px-0.5 text-xs print:hidden"
      >
        <p className="mb-1.5 text-ink-3">Full document</p>
        <ul className="flex flex-wrap gap-x-4 gap-y-1">
          {chapters.map(({ key, text }) => (
            <li key={key}>
              <a href={`#${key}`} className="link inline-flex min-h-6 items-center">
                {text}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <article className={clsx(css.paper, css.document)} aria-label="Full document">
        <ReportBlocks blocks={blocks} isPublic={isPublic} narrative={narrative} />
      </article>
    </>
  )
}
