'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import type { RunView } from '#lib/runs/schema.ts'
import { lastSecond } from '../follow/apply-tick.ts'
import { fetchSummary } from '../follow/run-requests.ts'
import { runViewKey } from '../follow/use-run-live.ts'
import { ObjectivesTable } from '../tables/objectives-table.tsx'

const EVERY_MS = 5000
const RECENT_SECONDS = 60

/** The objectives, and what each reads on the last minute alone: exact percentiles, asked for while the table is on the screen. */
export function LiveObjectives({ view }: { view: RunView }): ReactElement {
  const place = useRef<HTMLDivElement>(null)
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const element = place.current
    if (!element) return
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  // Cut so that all who watch ask for the same window, whose answer the server then has ready.
  const toMs = Math.floor(((lastSecond(view.points) + 1) * 1000) / EVERY_MS) * EVERY_MS
  const { data } = useQuery({
    queryKey: [...runViewKey(view.run.id), 'recent'],
    queryFn: () => fetchSummary(view.run.id, { from: Math.max(0, toMs - RECENT_SECONDS * 1000), to: toMs }),
    enabled: isSeen && toMs > 0,
    placeholderData: keepPreviousData,
    refetchInterval: EVERY_MS,
    staleTime: 0,
  })
  return (
    <div ref={place}>
      <ObjectivesTable view={view} selected={data ?? null} selectedName={`Last ${RECENT_SECONDS} s`} />
    </div>
  )
}
