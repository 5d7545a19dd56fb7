// How sure a decision on a cycle can be. Starts HIGH; each of these lowers it, and is told:
//   LOW     nothing was run; an invalid or suspect run; a run of LOW confidence; less than half of a run's planned time;
//           a high-priority requirement that nothing speaks for
//   MEDIUM  a run of MEDIUM confidence; a run cut short otherwise; gaps in coverage, waived ones too; a run older than seven days

import { formatDuration } from '#lib/core/duration.ts'
import { showCount } from '#lib/core/number-format.ts'
import type { Coverage } from '#lib/cycles/coverage-schema.ts'
import { type CycleFacts, countingRuns, isIncomplete, type RunFact } from '#lib/cycles/facts.ts'
import { plannedMs } from '#lib/cycles/suite.ts'
import { CONFIDENCE_LEVELS, type Confidence, type ConfidenceLevel } from '#lib/verdicts/confidence-schema.ts'

const DAY_MS = 86_400_000
const OLD_DAYS = 7

interface Lowering {
  level: ConfidenceLevel
  reason: string
  /** Of which run: the same doubt of several is told once. */
  run?: string
}

export function cycleConfidence(facts: CycleFacts, coverage: Coverage, now: Date): Confidence {
  const runs = countingRuns(facts)
  if (runs.length === 0) return { level: 'LOW', reasons: ['Nothing was run.'] }
  const lowering = [...runs.flatMap((run) => ofRun(facts, run, now)), ...ofCoverage(coverage)]
  if (lowering.length === 0) return { level: 'HIGH', reasons: support(runs) }
  const worst = Math.max(...lowering.map(({ level }) => CONFIDENCE_LEVELS.indexOf(level)))
  const ordered = lowering.toSorted((a, b) => CONFIDENCE_LEVELS.indexOf(b.level) - CONFIDENCE_LEVELS.indexOf(a.level))
  return { level: CONFIDENCE_LEVELS[worst] ?? 'LOW', reasons: toldOnce(ordered) }
}

/** "R-1 (Peak): The load was steady for 00:18. Likewise R-4 (Soak) and R-5 (Spike).": those that differ in their numbers alone. */
function toldOnce(lowering: readonly Lowering[]): string[] {
  const kind = ({ reason, run }: Lowering) => (run ? reason.replace(run, '').replace(/\d+/g, '#') : reason)
  return [...Map.groupBy(lowering, kind).values()].map(([first, ...others]) => {
    const names = others.flatMap(({ run }) => run ?? [])
    if (names.length === 0) return first?.reason ?? ''
    const listed = names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]
    return `${first?.reason} Likewise ${listed}.`
  })
}

function ofRun(facts: CycleFacts, run: RunFact, now: Date): Lowering[] {
  const name = `${run.label} (${facts.plan.scenarios.find(({ key }) => key === run.scenario)?.name || run.scenario})`
  const lowering = [...ofVerdict(run, name), ...ofLength(facts, run, name), ...ofAge(run, name, now)]
  return lowering.map((one) => ({ ...one, run: name }))
}

function ofVerdict({ verdict }: RunFact, name: string): Lowering[] {
  if (!verdict) return [{ level: 'LOW', reason: `${name} is not judged.` }]
  const { validity, confidence } = verdict
  if (validity.status !== 'valid')
    return [{ level: 'LOW', reason: `${name} is ${validity.status}. ${validity.reasons[0] ?? ''}`.trim() }]
  if (!confidence || confidence.level === 'HIGH') return []
  // The first of its reasons; the page of the run has them all.
  return [{ level: confidence.level, reason: `${name}: ${confidence.reasons[0] ?? 'its verdict is unsure.'}` }]
}

function ofLength({ plan }: CycleFacts, run: RunFact, name: string): Lowering[] {
  if (!isIncomplete(run)) return []
  const planned = plannedMs(plan, run.scenario)
  const lasted = run.startedAt && run.endedAt ? run.endedAt.getTime() - run.startedAt.getTime() : 0
  const seconds = (ms: number) => formatDuration(Math.round(ms / 1000) * 1000)
  const reason = `${name} lasted ${seconds(lasted)} of the ${seconds(planned)} planned.`
  return [{ level: lasted < planned / 2 ? 'LOW' : 'MEDIUM', reason }]
}

function ofAge({ endedAt }: RunFact, name: string, now: Date): Lowering[] {
  const days = endedAt ? Math.floor((now.getTime() - endedAt.getTime()) / DAY_MS) : 0
  return days > OLD_DAYS ? [{ level: 'MEDIUM', reason: `${name} is ${days} days old.` }] : []
}

function ofCoverage({ rows }: Coverage): Lowering[] {
  const open = rows.filter(({ priority, gaps }) => priority !== 'low' && gaps.length > 0)
  const untold = open.filter(({ priority, result }) => priority === 'high' && result === 'untested')
  if (open.length === 0) return []
  const what = (count: number) => (count === 1 ? '1 requirement is' : `${count} requirements are`)
  const partly = `${what(open.length)} not shown in every scenario that should.`
  const reason = untold.length > 0 ? `${what(untold.length)} of high priority and untested.` : partly
  return [{ level: untold.length > 0 ? 'LOW' : 'MEDIUM', reason }]
}

function support(runs: readonly RunFact[]): string[] {
  const samples = runs.reduce(
    (sum, { verdict }) => sum + Math.max(0, ...(verdict?.objectives ?? []).map((one) => one.samples)),
    0,
  )
  const all = runs.length === 1 ? 'The one run is valid.' : `All ${runs.length} runs are valid.`
  return [all, `${showCount(samples)[0]} attempts were judged.`, 'Every requirement is shown where it should be.']
}
