'use client'

import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import { Problem } from '#components/ui/problem.tsx'
import { apiProblem } from '#lib/api/client.ts'
import { DISMISSED_KEY, useCycle } from './cycle-context.tsx'

interface Props<Item> {
  /** What they are, e.g. `findings`. */
  what: string
  read: (cycleId: string) => Promise<{ items: Item[] }>
  say: (item: Item) => string
  onEdit: (item: Item) => void
}

/** What was dismissed, looked up when somebody asks for it: by its status it can be taken up again. */
export function Dismissed<Item extends { id: string }>({ what, read, say, onEdit }: Props<Item>): ReactElement {
  const { id } = useCycle()
  const [isOpen, setOpen] = useState(false)
  const { data, error } = useQuery({
    queryKey: [...DISMISSED_KEY, id, what],
    queryFn: () => read(id),
    enabled: isOpen,
    staleTime: 0,
  })
  return (
    <details
      className="border-t border-line px-4 py-1.5 text-xs"
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex min-h-6 cursor-pointer items-center text-ink-2">Dismissed {what}</summary>
      <Problem>{error && apiProblem(error).message}</Problem>
      {data?.items.length === 0 ? <p className="py-1 text-ink-3">None.</p> : null}
      <ul>
        {data?.items.map((one) => (
          <li key={one.id} className="flex items-center gap-2.5 py-0.5">
            <span className="min-w-0 flex-1 break-words text-ink-2">{say(one)}</span>
            <Button size="sm" kind="ghost" onClick={() => onEdit(one)} aria-label={`Edit ${say(one)}`}>
              Edit
            </Button>
          </li>
        ))}
      </ul>
    </details>
  )
}
