import type { ReactElement } from 'react'
import { Button } from './button.tsx'

interface Props {
  /** How many are not shown while it is folded. */
  count: number
  /** What they are, e.g. `findings`. */
  what: string
  isWhole: boolean
  onChange: (isWhole: boolean) => void
}

/** The foot of a long list: shows the rest, and folds it again. */
export function MoreRows({ count, what, isWhole, onChange }: Props): ReactElement {
  return (
    <div className="border-t border-line px-3 py-1.5">
      <Button size="sm" kind="ghost" aria-expanded={isWhole} onClick={() => onChange(!isWhole)}>
        {isWhole ? 'Show fewer' : `Show ${count} more ${what}`}
      </Button>
    </div>
  )
}
