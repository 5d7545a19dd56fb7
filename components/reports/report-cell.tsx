import Link from 'next/link'
import type { ReactElement, ReactNode } from 'react'
import { Derives } from '#components/verdicts/derivation.tsx'
import { VerdictBadge } from '#components/verdicts/verdict-badge.tsx'
import type { Cell } from '#lib/reports/report-model.ts'

interface Props {
  cell: Cell
  /** What the number is, for the card that says where it came from. */
  name: string
  /** By keyboard, too; where a table has many numbers, one in a row is enough. */
  isReachable?: boolean
  /** Without links into the product: who reads has no account. */
  isPublic?: boolean
}

/** A word or number of a report: its verdict, the run it leads to, where it came from, or who typed it. */
export function ReportCell({ cell, name, isReachable = false, isPublic = false }: Props): ReactElement {
  const { text, tone, strong, href, derivation, typedBy } = cell
  const said: ReactNode = tone ? (
    <Judged tone={tone} text={text} />
  ) : strong ? (
    <b className="font-semibold">{text}</b>
  ) : (
    text
  )
  const linked =
    href && !isPublic && !derivation ? (
      <Link href={href} className="link">
        {said}
      </Link>
    ) : (
      said
    )
  return (
    <>
      {derivation ? (
        <Derives quiet={!isReachable} of={() => ({ ...derivation, name, value: text })}>
          {linked}
        </Derives>
      ) : (
        linked
      )}
      {typedBy ? <small className="ml-1 text-2xs text-ink-3">typed by {typedBy}</small> : null}
    </>
  )
}

/** A badge never breaks its line: more than a word stands beside it. */
function Judged({ tone, text }: { tone: NonNullable<Cell['tone']>; text: string }): ReactElement {
  if (text.length <= 24) return <VerdictBadge verdict={tone} word={text} look="plain" />
  return (
    <span className="inline-grid grid-cols-[auto_minmax(0,1fr)] gap-1">
      <VerdictBadge verdict={tone} word="" look="plain" />
      <span>{text}</span>
    </span>
  )
}
