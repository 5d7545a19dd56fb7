// Apdex: how many were served as they wished, as one number per operation. Never a headline: it hides which half of the users suffers.
//   Apdex(T) = (satisfied + tolerating / 2) ÷ all; satisfied ≤ T, tolerating ≤ 4·T, frustrated beyond and all that was not answered well
// T is the tightest target of a percentile of the operation or of all, else 500 ms. Milliseconds. Source: Apdex Alliance, Technical
// Specification 1.1 (2007).

import { say, showLatency } from '#lib/core/number-format.ts'
import type { CompiledObjective } from '#lib/plans/compiled.ts'
import { judgedAttempts, type MergedWindow } from '#lib/runs/window.ts'
import type { Analysis } from './analysis.ts'
import { analysis } from './figure.ts'
import type { RunData } from './run-data.ts'

const DEFAULT_MS = 500

export interface Apdex {
  value: number
  satisfied: number
  tolerating: number
  frustrated: number
}

/** null without attempts. Times are exact to the histogram's 0.1 %. */
export function apdexOf(window: MergedWindow, thresholdMs: number): Apdex | null {
  const all = judgedAttempts(window.counts)
  if (all === 0) return null
  const slower = window.okResponse.countAbove(thresholdMs * 1000)
  const satisfied = window.okResponse.count - slower
  const tolerating = slower - window.okResponse.countAbove(thresholdMs * 4000)
  return { value: (satisfied + tolerating / 2) / all, satisfied, tolerating, frustrated: all - satisfied - tolerating }
}

export function analyseApdex({ series, objectives }: RunData): Analysis | null {
  const rows = series.flatMap(({ series: one, name, window }) => {
    const threshold = thresholdOf(one.key, objectives)
    const apdex = one.kind === 'operation' ? apdexOf(window, threshold) : null
    return apdex ? [{ name, threshold, ...apdex }] : []
  })
  const worst = rows.toSorted((a, b) => a.value - b.value)[0]
  if (!worst) return null
  return analysis(
    {
      key: 'apdex',
      title: 'Apdex',
      howToRead:
        'Requests up to the threshold count in full, those up to four times as slow by half, slower and failed ones not at all. From 0.94 on it is called excellent, below 0.70 poor.',
    },
    {
      tone: 'note',
      sentence: `The lowest Apdex was ${worst.value.toFixed(2)}, of ${worst.name} at a threshold of ${say(showLatency(worst.threshold))}.`,
      table: {
        columns: [
          { key: 'name', label: 'Operation', unit: 'text' },
          { key: 'threshold', label: 'Threshold', unit: 'ms' },
          { key: 'apdex', label: 'Apdex', unit: 'text' },
          { key: 'satisfied', label: 'Satisfied', unit: 'count' },
          { key: 'tolerating', label: 'Tolerating', unit: 'count' },
          { key: 'frustrated', label: 'Frustrated', unit: 'count' },
        ],
        rows: rows.map(({ value, ...row }) => ({ ...row, apdex: value.toFixed(2) })),
      },
    },
  )
}

function thresholdOf(operation: string, objectives: readonly CompiledObjective[]): number {
  const targets = objectives.flatMap(({ entry }) => {
    if (entry.kind === 'any' || entry.criterion.metric.kind !== 'percentile') return []
    const { selector } = entry.criterion
    return selector === null || (selector.kind === 'operation' && selector.key === operation) ? [entry.target] : []
  })
  return targets.length > 0 ? Math.min(...targets) : DEFAULT_MS
}
