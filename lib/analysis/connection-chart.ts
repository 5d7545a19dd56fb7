// Connections of a run drawn and listed by minute.

import type { AnalysisChart, AnalysisTable } from './analysis.ts'
import { type ConnectionMinute, sumOf, type Unstable } from './connection-minutes.ts'
import { atClock } from './figure.ts'

const refusedIn = ({ byClass }: ConnectionMinute): number => byClass.refused + byClass.dns + byClass.tls
const resetIn = ({ byClass }: ConnectionMinute): number => byClass.reset + byClass.truncated

export function chartOf(minutes: readonly ConnectionMinute[]): AnalysisChart {
  const line = (key: string, label: string, kind: 'bars' | 'line', value: (minute: ConnectionMinute) => number) => ({
    ...{ key, label, kind, total: sumOf(minutes, value) },
    points: minutes.map((minute) => ({ x: minute.atMs, y: value(minute) })),
  })
  // What is less stands in front.
  const bars = [
    line('refused', 'Refused', 'bars', refusedIn),
    line('reset', 'Reset', 'bars', resetIn),
    line('timeout', 'Timed out', 'bars', ({ byClass }) => byClass.timeout),
  ].sort((a, b) => b.total - a.total)
  const lines = [
    line('opened', 'Opened', 'line', ({ opened }) => opened),
    line('dropped', 'Dropped in use', 'line', ({ dropped }) => dropped),
  ]
  return {
    x: { label: 'Time', unit: 'time' },
    y: { label: 'Connections a minute', unit: 'count' },
    lines: [...bars, ...lines].filter(({ total }) => total > 0).map(({ total: _, ...drawn }) => drawn),
    marks: [],
  }
}

const VERDICT: Record<Unstable, string> = { trouble: 'unstable', dropped: 'unstable: dropped', pool: 'pool dry' }

export function tableOf(minutes: readonly ConnectionMinute[]): AnalysisTable | null {
  if (minutes.length === 0) return null
  const hasPool = minutes.some(({ poolUse }) => poolUse !== null)
  const count = (key: string, label: string) => ({ key, label, unit: 'count' as const })
  return {
    columns: [
      { key: 'at', label: 'From', unit: 'text' },
      { key: 'verdict', label: 'Verdict', unit: 'text' },
      ...[
        count('opened', 'Opened'),
        count('reused', 'Used again'),
        count('refused', 'Refused'),
        count('reset', 'Reset'),
      ],
      ...[count('timeout', 'Timed out'), count('dropped', 'Dropped'), count('most', 'Open')],
      ...(hasPool ? [{ key: 'pool', label: 'Pool', unit: 'fraction' as const }, count('waited', 'Waited')] : []),
    ],
    rows: minutes.map((minute) => ({
      ...{ at: atClock(minute.atMs), opened: minute.opened, reused: minute.reused, refused: refusedIn(minute) },
      ...{ reset: resetIn(minute), timeout: minute.byClass.timeout, dropped: minute.dropped, most: minute.most },
      ...{ pool: minute.poolUse, waited: minute.waited },
      verdict: minute.unstable === null ? 'stable' : VERDICT[minute.unstable],
    })),
  }
}
