// Coverage: requirement × scenario × valid run. Untested, stale and too short are results, and are named.
// The result of a requirement is the worst over the scenarios that tell: fail > inconclusive > warn > pass.

import type { CompiledObjective, CompiledPlan, CompiledScenario } from '#lib/plans/compiled.ts'
import type { CriterionEntry } from '#lib/plans/criterion.ts'
import { formatMetric, formatSelector } from '#lib/plans/criterion-text.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { phaseObjectives } from '#lib/plans/phase-objectives.ts'
import { judgedObjectives } from '#lib/verdicts/judged-objectives.ts'
import type { ObjectiveVerdict } from '#lib/verdicts/verdict.ts'
import type { Coverage, CoverageCell, CoverageRow } from './coverage-schema.ts'
import { type CycleFacts, countingRun, isIncomplete, type RunFact, runRef, scenarioRef, staleBecause } from './facts.ts'
import type { ChecklistItem } from './schema.ts'
import { type Waived, waivedUntil } from './waived.ts'

type CellStatus = CoverageCell['status']
type Told = Pick<CoverageCell, 'actual' | 'interval' | 'headroom' | 'samples' | 'derivation'>

const NOTHING: Told = { actual: null, interval: null, headroom: null, samples: 0, derivation: null }

/** `success` are the criteria a person confirms; `waivers` those that hold. */
export function coverageOf(facts: CycleFacts, success: readonly ChecklistItem[], waivers: readonly Waived[]): Coverage {
  const asked = new Map(
    facts.plan.scenarios.map((one) => [one.key, new Set(judgedObjectives(facts.plan, one).map(identity))]),
  )
  const measured = askedObjectives(facts.plan).map((objective) => {
    const isAsked = (scenario: CompiledScenario) => asked.get(scenario.key)?.has(identity(objective)) === true
    const cells = facts.plan.scenarios.map((scenario) =>
      isAsked(scenario) ? cellOf(facts, scenario, objective) : notAsked(scenario.key),
    )
    return finish(facts, waivers, { ...describe(facts.draft, objective), cells })
  })
  const confirmed = success.map((item) => finish(facts, waivers, confirmedRow(facts, item)))
  const rows = [...measured, ...confirmed]
  return {
    scenarios: facts.plan.scenarios.map(scenarioRef),
    rows,
    met: rows.filter(({ result }) => result === 'pass').length,
    total: rows.length,
  }
}

const identity = ({ key, judge }: Pick<CompiledObjective, 'key' | 'judge'>): string => `${key} ${judge}`

/** What the plan asks of all or some scenarios, and of their phases. */
export function askedObjectives(plan: CompiledPlan): CompiledObjective[] {
  return [...plan.objectives, ...plan.scenarios.flatMap(phaseObjectives)]
}

function cellOf(facts: CycleFacts, scenario: CompiledScenario, objective: CompiledObjective): CoverageCell {
  const run = countingRun(facts, scenario.key)
  if (!run) return unmeasured(facts, scenario.key)
  const found = run.verdict?.objectives.find(({ key, judge }) => key === objective.key && judge === objective.judge)
  if (!run.verdict) return cell(scenario.key, 'untested', run, `${run.label} is not judged yet.`)
  if (!found) return cell(scenario.key, 'untested', run, `${run.label} was not judged by it.`)
  return { ...cell(scenario.key, statusOf(run, found), run, found.reason), ...told(found) }
}

function statusOf(run: RunFact, { verdict }: ObjectiveVerdict): CellStatus {
  if (run.verdict?.validity.status === 'invalid') return 'invalid'
  return verdict === 'inconclusive' && isIncomplete(run) ? 'too-short' : verdict
}

function told(verdict: ObjectiveVerdict): Told {
  const { actual, interval, headroom, samples } = verdict
  const derivation = 'derivation' in verdict ? (verdict.derivation as Told['derivation']) : null
  return { actual, interval, headroom, samples, derivation: derivation ?? null }
}

/** Why no run counts: one goes on, only stale ones are there, or none is. */
function unmeasured(facts: CycleFacts, scenario: string): CoverageCell {
  const own = facts.runs.filter((run) => run.scenario === scenario)
  const active = own.find((run) => !run.excluded && run.state !== 'ended')
  if (active) return cell(scenario, 'untested', active, `${active.label} goes on.`)
  const stale = own.findLast((run) => !run.excluded && staleBecause(run, facts) !== null)
  if (stale) return cell(scenario, 'stale', stale, `${stale.label} is stale. ${staleBecause(stale, facts)}`)
  const last = own.at(-1)
  return last
    ? cell(scenario, 'untested', null, `${last.label} is excluded: ${closed(last.excluded?.because ?? '')}`)
    : cell(scenario, 'untested', null, 'Not run.')
}

/** What people typed, as a sentence that others may follow. */
const closed = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

const notAsked = (scenario: string) => cell(scenario, 'not-asked', null, 'The plan does not ask it of this scenario.')

function cell(scenario: string, status: CellStatus, run: RunFact | null, reason: string): CoverageCell {
  return { scenario, status, run: run && runRef(run), reason, ...NOTHING }
}

type RowHead = Omit<CoverageRow, 'result' | 'gaps' | 'waivedUntil'>

function describe(draft: PlanDraft, objective: CompiledObjective): Omit<RowHead, 'cells'> {
  const { key, source, judge, priority } = objective
  const first = firstCriterion(objective.entry)
  return {
    ...{ key, source, judge, priority },
    label: labelOf(draft, objective),
    metric: first ? metricOf(first) : '',
    comparator: first?.criterion.comparator ?? '',
    unit: first?.criterion.unit ?? 'count',
    target: first?.target ?? null,
    limit: first?.limit ?? null,
  }
}

/** How people call it; else the sentence judged. */
export function labelOf(draft: PlanDraft, { key, source, judge, phase }: CompiledObjective): string {
  const written =
    source === 'acceptance'
      ? draft.acceptance?.find((one) => one.key === key)?.requirement
      : draft.slas?.find((one) => source === 'sla' && one.key === key)?.label
  return written?.trim() || (phase ? `${phase.name}: ${judge}` : judge)
}

type Single = Extract<CriterionEntry, { kind: 'criterion' }>

/** Of alternatives the first stands for all. */
export function firstCriterion(entry: CriterionEntry): Single | null {
  if (entry.kind === 'criterion') return entry
  return entry.entries.reduce<Single | null>((found, one) => found ?? firstCriterion(one), null)
}

/** As criteria write it: `p95(create-order)`. */
export function metricOf({ criterion: { metric, service, selector } }: Single): string {
  return `${formatMetric(metric, service)}${selector ? `(${formatSelector(selector)})` : ''}`
}

function confirmedRow({ plan }: CycleFacts, { key, text, scenario, mark }: ChecklistItem): RowHead {
  const status: CellStatus =
    mark?.state === 'done' ? 'pass' : mark?.state === 'not-applicable' ? 'not-asked' : 'unconfirmed'
  const reason =
    mark && !isOpenMark(mark.state) ? `${mark.by}: ${mark.note || mark.state}` : 'To be confirmed by a person.'
  return {
    ...{ key, source: 'evidence', label: text, judge: text, priority: 'medium', metric: '', comparator: '' },
    ...{ unit: 'count', target: null, limit: null },
    // What belongs to no scenario is asked of all.
    cells: plan.scenarios.map((one) =>
      scenario === null || one.key === scenario ? cell(one.key, status, null, reason) : notAsked(one.key),
    ),
  }
}

const isOpenMark = (state: string) => state === 'open'

const RANK: Partial<Record<CellStatus, number>> = {
  fail: 3,
  inconclusive: 2,
  invalid: 2,
  'too-short': 2,
  warn: 1,
  pass: 0,
}
const RESULT = ['pass', 'warn', 'inconclusive', 'fail'] as const

function finish(facts: CycleFacts, waivers: readonly Waived[], row: RowHead): CoverageRow {
  const ranks = row.cells.flatMap(({ status }) => RANK[status] ?? [])
  const result = ranks.length === 0 ? 'untested' : (RESULT[Math.max(...ranks)] ?? 'untested')
  const isAsked = row.cells.some(({ status }) => status !== 'not-asked')
  const until = waivedUntil(waivers, row.key)
  return {
    ...row,
    // What no scenario is asked for is untested all the same: nobody can rely on it.
    result: isAsked || row.source !== 'evidence' ? result : 'pass',
    gaps: row.cells.flatMap((one) => (isGap(one.status) ? [{ scenario: one.scenario, why: whyOf(facts, one) }] : [])),
    waivedUntil: until?.toISOString() ?? null,
  }
}

/** Asked, and it does not tell. */
export const isGap = (status: CellStatus): boolean => !['pass', 'warn', 'fail', 'not-asked'].includes(status)

function whyOf({ plan }: CycleFacts, { scenario, status, reason, run }: CoverageCell): string {
  const name = plan.scenarios.find(({ key }) => key === scenario)?.name || scenario
  if (status === 'invalid') return `${name}: ${run?.label} is invalid.`
  return `${name}: ${status === 'too-short' ? `too short. ${reason}` : reason}`
}
