'use client'

import { ChartSpline } from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { RunHead } from '#lib/runs/schema.ts'
import { MOST_COMPARED } from '#lib/verdicts/most-compared.ts'
import css from './compare.module.css'

/** What was ticked in a list of runs: the oldest becomes the base. */
export function CompareChoice({ runs, onNone }: { runs: readonly RunHead[]; onNone: () => void }): ReactElement | null {
  const router = useRouter()
  if (runs.length === 0) return null
  const inOrder = runs.toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
  const open = (): void => router.push(`/runs/compare?runs=${inOrder.map(({ id }) => id).join(',')}`)
  const [base, ...others] = inOrder.map(({ label }) => label)
  const words =
    runs.length === 1
      ? `${base} chosen; choose one to four more`
      : runs.length > MOST_COMPARED
        ? `${runs.length} chosen; at most ${MOST_COMPARED} can be compared`
        : `${others.join(', ')} against ${base}`
  return (
    <div className={css.choice} role="status">
      <span>{words}</span>
      <Button size="sm" kind="ghost" onClick={onNone}>
        Choose none
      </Button>
      <Button size="sm" kind="primary" disabled={runs.length < 2 || runs.length > MOST_COMPARED} onClick={open}>
        <ChartSpline aria-hidden />
        Compare
      </Button>
    </div>
  )
}
