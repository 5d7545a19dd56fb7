import type { ReactElement } from 'react'
import { cn } from '#components/ui/class-names.ts'
import { Derives } from '#components/verdicts/derivation.tsx'
import type { Shown } from '#lib/core/number-format.ts'
import { say } from '#lib/core/number-format.ts'
import type { Derivation } from '#lib/runs/verdict-schema.ts'

interface Props {
  shown: Shown
  /** What the number is, for the card that says where it came from. */
  name: string
  derivation?: Derivation | null | undefined
  strong?: boolean
  className?: string
}

/** A number with its unit in a fixed slot; where it came from on click. */
export function NumberCell({ shown, name, derivation, strong, className }: Props): ReactElement {
  const number = (
    <span className={cn('num', strong && 'font-semibold', className)}>
      {shown[0]}
      {shown[1] ? (
        <span className="inline-block min-w-[2.5ch] pl-[0.45ch] text-left font-normal text-ink-3">{shown[1]}</span>
      ) : null}
    </span>
  )
  if (!derivation) return number
  return (
    <Derives quiet of={() => ({ ...derivation, name, value: say(shown) })}>
      {number}
    </Derives>
  )
}
