import { Plus } from 'lucide-react'
import type { ReactElement, ReactNode, RefObject } from 'react'
import { Button } from '#components/ui/button.tsx'

interface Props {
  label: string
  list: RefObject<HTMLOListElement | null>
  said: string
  isEmpty: boolean
  /** What an empty list says. */
  empty: ReactNode
  tools?: ReactNode
  children: ReactNode
}

export function StepList({ label, list, said, isEmpty, empty, tools, children }: Props): ReactElement {
  return (
    <div>
      {isEmpty ? (
        <p className="rounded-md border border-dashed border-edge px-3 py-2 text-xs text-ink-3">{empty}</p>
      ) : (
        <ol ref={list} aria-label={label} className="rounded-md border border-line bg-panel">
          {children}
        </ol>
      )}
      {tools ? <div className="mt-1 -ml-2 flex flex-wrap items-center gap-1">{tools}</div> : null}
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </div>
  )
}

export function AddStep({ onClick, children }: { onClick: () => void; children: ReactNode }): ReactElement {
  return (
    <Button kind="ghost" size="sm" onClick={onClick}>
      <Plus aria-hidden />
      {children}
    </Button>
  )
}

export function MoveHint(): ReactElement {
  return (
    <span className="ml-1 text-2xs text-ink-3 max-[560px]:hidden">
      <kbd>Alt</kbd> with <kbd>↑</kbd> or <kbd>↓</kbd> moves a step
    </span>
  )
}
