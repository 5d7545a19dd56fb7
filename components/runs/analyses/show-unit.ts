// Numbers of analyses as people read them. Units as in lib/analysis/analysis.ts.

import type { AnalysisUnit } from '#lib/analysis/analysis.ts'
import { type Shown, showBytes, showCount, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'

const MISSING: Shown = ['–', '']
const digits = (value: number): string => Number(value.toPrecision(3)).toLocaleString('en-US')

function showDuration(seconds: number): Shown {
  if (Math.abs(seconds) < 120) return [digits(seconds), 's']
  return Math.abs(seconds) < 7200 ? [digits(seconds / 60), 'min'] : [digits(seconds / 3600), 'h']
}

function perHour(value: number, [text, unit]: Shown): Shown {
  return [value > 0 ? `+${text}` : text, `${unit}/h`]
}

const COUNTED = (value: number): Shown =>
  Number.isInteger(value) || Math.abs(value) >= 1000 ? showCount(value) : [digits(value), '']

const SHOW: Record<AnalysisUnit, (value: number) => Shown> = {
  ms: showLatency,
  s: showDuration,
  perSecond: showRate,
  fraction: (value) => showPercent(value),
  bytes: showBytes,
  bytesPerHour: (value) => perHour(value, showBytes(value)),
  count: COUNTED,
  users: COUNTED,
  perHour: (value) => perHour(value, [digits(value), '']),
}

export const showUnit = (unit: AnalysisUnit, value: number | null): Shown =>
  value === null ? MISSING : SHOW[unit](value)

const AXIS: Record<AnalysisUnit, string> = {
  ms: 'ms',
  s: 's',
  perSecond: '/s',
  fraction: '%',
  bytes: 'bytes',
  bytesPerHour: 'bytes/h',
  count: '',
  users: 'users',
  perHour: '/h',
}

export const axisUnit = (unit: AnalysisUnit): string => AXIS[unit]
