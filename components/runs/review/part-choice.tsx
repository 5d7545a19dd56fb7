'use client'

import type { ReactElement } from 'react'
import { Select } from '#components/ui/select.tsx'
import type { RunView } from '#lib/runs/schema.ts'

/** Which workers or which service the numbers are of; null = all of them. */
export type ChosenPart = { location: string } | { service: string } | null

interface Props {
  view: RunView
  part: ChosenPart
  onChoose: (part: ChosenPart) => void
}

/** Nothing to choose in a run of one place and one service. */
export function PartChoice({ view, part, onChoose }: Props): ReactElement | null {
  const parts = partsOf(view)
  if (parts.length === 0) return null
  const chosen = parts.findIndex(({ key }) => key === JSON.stringify(part))
  return (
    <Select
      aria-label="Part of the run"
      value={String(chosen)}
      options={[
        { value: '-1', label: 'Whole run' },
        ...parts.map(({ label }, index) => ({ value: String(index), label })),
      ]}
      onChange={(event) => onChoose(parts[Number(event.target.value)]?.part ?? null)}
    />
  )
}

function partsOf({ shards, services }: RunView): { key: string; label: string; part: ChosenPart }[] {
  const locations = [...new Set(shards.flatMap((shard) => shard.location ?? []))]
  const named = [
    ...(locations.length > 1 ? locations.map((location) => ({ label: `From ${location}`, part: { location } })) : []),
    ...services.map((service) => ({ label: `Service ${service}`, part: { service } })),
  ]
  return named.map((one) => ({ ...one, key: JSON.stringify(one.part) }))
}

export const partText = (part: ChosenPart): string | null =>
  part === null ? null : 'location' in part ? `from ${part.location}` : `service ${part.service}`
