import { ArrowRight } from 'lucide-react'
import type { ReactElement } from 'react'
import { changeWords } from '#lib/plans/change-words.ts'
import type { DiffView } from '#lib/plans/schema.ts'

const KINDS = { added: 'added', removed: 'removed', changed: 'changed', moved: 'new order' } as const

/** Changed fields in words, one a line. */
export function ChangeList({ changes }: { changes: DiffView['changes'] }): ReactElement {
  return (
    <ul className="text-xs leading-[18px]">
      {changes.map((change) => {
        const { place, kind, before, after } = changeWords(change)
        return (
          <li key={change.path} className="grid gap-0.5 border-t border-line px-3 py-1.5 first:border-t-0">
            <span className="flex flex-wrap gap-x-2">
              <span className="min-w-0 font-medium break-words">{place}</span>
              <span className="text-ink-3">{KINDS[kind]}</span>
            </span>
            <span className="flex flex-wrap items-baseline gap-x-1.5 text-ink-2">
              {before === null ? null : <del className="min-w-0 break-words text-ink-3">{before}</del>}
              {before !== null && after !== null ? (
                <ArrowRight aria-label="to" className="size-3 shrink-0 self-center text-ink-3" />
              ) : null}
              {after === null ? null : <ins className="min-w-0 break-words no-underline">{after}</ins>}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
