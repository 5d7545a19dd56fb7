// What analyses of the whole run found for the metrics that have but one value: judged by criteria such as `recovery_time < 2m`.
// Units: those of the criterion language (ms, per second or users, fractions, counts).

import type { PlainMetric } from '#lib/plans/criterion.ts'
import { knowsDuplicates } from '#lib/runs/write-ledger.ts'
import { measureUptime } from './availability.ts'
import { findBreakingPoint } from './breaking-point.ts'
import { measureDrift, steadyLatency } from './drift.ts'
import { ledgerOf } from './integrity.ts'
import { memoryGrowthOf } from './memory.ts'
import { findDisturbances, measureRecovery } from './recovery.ts'
import { attemptsOf, type RunData } from './run-data.ts'

/** `value` is Infinity where what was waited for never came. */
/** `inBytes`: of growth, whose `value` is a share. */
export type SingleValue =
  | { ok: true; value: number; samples: number; inBytes?: number }
  | { ok: false; reason: string; samples: number }
export type SingleValues = Partial<Record<PlainMetric, SingleValue>>

const FROM: Partial<Record<PlainMetric, (data: RunData) => SingleValue | null>> = {
  recovery_time: recoveryTime,
  breaking_point: (data) => levelOf(data, 'broke'),
  sustainable_rate: (data) => levelOf(data, 'sustainable'),
  drift: driftOf,
  memory_growth: memoryGrowth,
  availability: availabilityOf,
  lost_writes: (data) => writesOf(data, 'lost'),
  duplicate_writes: (data) => writesOf(data, 'duplicated'),
}

/** Metrics that need an analysis of the whole run. */
export const ANALYSED_METRICS = Object.keys(FROM) as PlainMetric[]

/** Of those asked for; what the run cannot tell is left out. */
export function singleValuesOf(data: RunData, metrics: readonly PlainMetric[]): SingleValues {
  const found = metrics.map((name) => [name, FROM[name]?.(data) ?? null] as const)
  return Object.fromEntries(found.filter(([, value]) => value !== null)) as SingleValues
}

const known = (value: number, samples: number): SingleValue => ({ ok: true, value, samples })
const notKnown = (reason: string, samples = 0): SingleValue => ({ ok: false, reason, samples })

function recoveryTime(data: RunData): SingleValue | null {
  const found = findDisturbances(data).map((one) => measureRecovery(data.points, one))
  if (found.length === 0) return notKnown('the run has no disturbance to recover from')
  const samples = data.points.reduce((sum, point) => sum + attemptsOf(point), 0)
  const open = found.find(({ recoveryMs }) => recoveryMs === null)
  if (!open) return known(Math.max(...found.map(({ recoveryMs }) => recoveryMs ?? 0)), samples)
  if (open.beforeMs === null) return notKnown('nothing was answered well before the first disturbance', samples)
  if (open.stayedMs > 0)
    return notKnown('it was back to what it was before, but not seen to stay so for a minute', samples)
  return known(Number.POSITIVE_INFINITY, samples)
}

/** What never broke is at least as good as the highest level that was tried. */
function levelOf(data: RunData, which: 'broke' | 'sustainable'): SingleValue | null {
  const found = findBreakingPoint(data)
  if (!found || found.levels.length === 0) return null
  const samples = data.total.counts.ok + data.total.counts.failed
  if (which === 'sustainable') return known(found.sustainable ?? 0, samples)
  return known(found.broke?.level ?? Math.max(...found.levels.map(({ level }) => level)), samples)
}

/** A change that chance explains is none. */
function driftOf(data: RunData): SingleValue | null {
  const samples = steadyLatency(data)
  const drift = measureDrift(samples)
  if (!drift) return notKnown('the load was not held for long enough to tell a drift', samples.length)
  return known(drift.isSignificant ? drift.share : 0, drift.trend.n)
}

function memoryGrowth(data: RunData): SingleValue {
  const found = memoryGrowthOf(data)
  if (!found) return notKnown('no monitor measured memory in bytes in this run')
  if ('tooFew' in found)
    return notKnown('the load was not held for twenty readings of memory, which a growth takes', found.tooFew)
  return { ok: true, value: found.share, samples: found.samples, inBytes: found.bytes }
}

function availabilityOf(data: RunData): SingleValue | null {
  const { share, measuredMs } = measureUptime(data.points)
  return share === null ? null : known(share, measuredMs / 1000)
}

function writesOf(data: RunData, which: 'lost' | 'duplicated'): SingleValue | null {
  const ledger = ledgerOf(data)
  if (!ledger) return null
  if (ledger.read === 0) return notKnown('no acknowledged write could be read back')
  if (which === 'duplicated' && !knowsDuplicates(ledger))
    return notKnown('writes were read back one by one: only an operation that answers with a list shows one twice')
  return known(ledger[which], ledger.read)
}
