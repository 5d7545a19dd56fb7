'use client'

import type { ReactElement } from 'react'
import { Select } from '#components/ui/select.tsx'
import type { RunView } from '#lib/runs/schema.ts'

/** Which workers, service or payload class the numbers are of; null = all of them. */
export type ChosenPart = { location: string } | { service: string } | { payload: string } | null

interface Props {
  view: RunView
  part: ChosenPart
  onChoose: (part: ChosenPart) => void
}

/** Nothing to choose in a run of one place and one service. */
export function PartChoice({ view, part, onChoose }: Props): ReactElement | null {
  const parts = partsOf(view, part)
  if (parts.length === 0) return null
  const chosen = parts.findIndex(({ key }) => key === JSON.stringify(part))
  return (
    <Select
      aria-label="Part of the run"
      value={String(chosen)}
      options={[
        { value: '-1', label: 'All that took part' },
        ...parts.map(({ label }, index) => ({ value: String(index), label })),
      ]}
      onChange={(event) => onChoose(parts[Number(event.target.value)]?.part ?? null)}
    />
  )
}

function partsOf({ shards, services }: RunView, chosen: ChosenPart) {
  const locations = [...new Set(shards.flatMap((shard) => shard.location ?? []))]
  const named: { label: string; part: NonNullable<ChosenPart> }[] = [
    ...(locations.length > 1 ? locations.map((location) => ({ label: `From ${location}`, part: { location } })) : []),
    ...services.map((service) => ({ label: `Service ${service}`, part: { service } })),
    // Payload classes are chosen in their own table.
    ...(chosen !== null && 'payload' in chosen ? [{ label: `Payload ${chosen.payload}`, part: chosen }] : []),
  ]
  return named.map((one) => ({ ...one, key: JSON.stringify(one.part) }))
}

export function partText(part: ChosenPart): string | null {
  if (part === null) return null
  if ('payload' in part) return `payload ${part.payload}`
  return 'location' in part ? `from ${part.location}` : `service ${part.service}`
}
