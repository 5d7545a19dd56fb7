import type { ReactElement } from 'react'
import { cn } from './class-names.ts'

/** Stands in the exact geometry of what it stands for. */
export function Skeleton({ className }: { className?: string }): ReactElement {
  return <span aria-hidden className={cn('skeleton block h-3.5', className)} />
}
