'use client'

import clsx from 'clsx'
import type { ReactElement } from 'react'
import type { TimeSpan } from './chart-rows.ts'
import css from './charts.module.css'
import { frameOf, type Phase } from './plot-spec.ts'
import { linearScale } from './scale.ts'

interface Props {
  phases: Phase[]
  whole: TimeSpan
  shown: TimeSpan
  width: number
  onSelect: (span: TimeSpan) => void
}

export const PHASE_HEAD_HEIGHT = 26

/** The phases by name above the charts: pressing one selects it, pressing it again shows the whole run. */
export function PhaseHead({ phases, whole, shown, width, onSelect }: Props): ReactElement {
  const frame = frameOf(width, true)
  const x = linearScale([shown.from, shown.to], [frame.left, width - frame.right])
  return (
    <div className={css.phaseHead}>
      {phases
        .filter((p) => p.to > shown.from && p.from < Math.min(shown.to, whole.to))
        .map((phase) => {
          const span = { from: phase.from, to: Math.min(phase.to, whole.to) }
          const left = x(Math.max(phase.from, shown.from))
          const wide = x(Math.min(phase.to, shown.to)) - left
          const isShown = Math.abs(shown.from - span.from) < 1 && Math.abs(shown.to - span.to) < 1
          return (
            <button
              key={phase.from}
              type="button"
              className={clsx(phase.kind !== 'steady' && css.ramp)}
              style={{ left, width: Math.max(0, wide) }}
              aria-label={phase.name}
              aria-pressed={isShown}
              onClick={() => onSelect(isShown ? whole : span)}
            >
              {wide > phase.name.length * 6.5 ? phase.name : ''}
            </button>
          )
        })}
    </div>
  )
}
