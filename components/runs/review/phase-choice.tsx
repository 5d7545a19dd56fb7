'use client'

import type { ReactElement } from 'react'
import type { TimeSpan } from '#components/charts/chart-rows.ts'
import { Select } from '#components/ui/select.tsx'
import { showClock } from '#lib/core/number-format.ts'
import type { RunView } from '#lib/runs/schema.ts'
import { phaseName } from '../timeline/phases.ts'

interface Props {
  view: RunView
  whole: TimeSpan
  shown: TimeSpan
  isWhole: boolean
  onSelect: (span: TimeSpan) => void
  onWhole: () => void
}

/** Any phase of the schedule, with the load it held, from anywhere on the page. */
export function PhaseChoice({ view, whole, shown, isWhole, onSelect, onWhole }: Props): ReactElement | null {
  const phases = phasesOf(view, whole)
  if (phases.length === 0) return null
  const at = phases.findIndex(({ span }) => Math.abs(span.from - shown.from) < 1 && Math.abs(span.to - shown.to) < 1)
  const isOther = !isWhole && at === -1
  return (
    <Select
      aria-label="Window"
      className="max-w-64"
      value={isWhole ? 'whole' : isOther ? 'other' : String(at)}
      options={[
        { value: 'whole', label: 'Whole run' },
        ...(isOther ? [{ value: 'other', label: `Selected ${showClock(shown.to - shown.from)}` }] : []),
        ...phases.map(({ label }, index) => ({ value: String(index), label })),
      ]}
      onChange={(event) => {
        const chosen = phases[Number(event.target.value)]
        if (chosen) onSelect(chosen.span)
        else onWhole()
      }}
    />
  )
}

function phasesOf({ stages, model }: RunView, whole: TimeSpan): { label: string; span: TimeSpan }[] {
  return stages
    .map((stage) => ({
      stage,
      span: { from: stage.startMs / 1000, to: Math.min(whole.to, (stage.startMs + stage.durationMs) / 1000) },
    }))
    .filter(({ span }) => span.to > span.from)
    .map(({ stage, span }) => {
      const unit = model === 'rate' ? '/s' : ' users'
      const level = stage.from === stage.to ? ` ${Math.round(stage.to * 10) / 10}${unit}` : ''
      return { label: `${phaseName(stage)}${level}, ${showClock(span.from)}–${showClock(span.to)}`, span }
    })
}
