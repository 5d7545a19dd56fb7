// The key figures of a cycle, each from one of its runs: response time, throughput, reliability, scalability. What nothing measured has
// no value and says so.

import type { Figure } from '#lib/analysis/analysis.ts'
import type { Derivation } from '#lib/verdicts/confidence-schema.ts'
import type { Coverage } from './coverage-schema.ts'
import { type CycleFacts, countingRuns, isInvalid, type RunFact, runRef } from './facts.ts'
import type { Analyses, Figures } from './matrix.ts'
import { type RunFigures, targetRate } from './run-figures.ts'
import type { CycleFigure } from './schema.ts'

interface Measured {
  run: RunFact
  type: string
  name: string
  figures: RunFigures
  target: number | null
}

interface Sources {
  facts: CycleFacts
  figures: Figures
  analyses: Analyses
}

type Bare = Pick<CycleFigure, 'key' | 'group' | 'label' | 'unit'>

export function kpisOf(facts: CycleFacts, figures: Figures, coverage: Coverage, analyses: Analyses): CycleFigure[] {
  const measured = countingRuns(facts).flatMap((run): Measured[] => {
    const scenario = facts.plan.scenarios.find(({ key }) => key === run.scenario)
    const own = figures.get(run.id)
    if (!scenario || !own) return []
    return [{ run, type: scenario.type, name: scenario.name, figures: own, target: targetRate(facts.plan, scenario) }]
  })
  const sources = { facts, figures, analyses }
  const baseline = measured.find(({ type }) => type === 'baseline')
  const peak = measured.find(({ type }) => type === 'peak')
  const fastest = measured
    .filter(({ run }) => !isInvalid(run))
    .toSorted((a, b) => (b.figures.peakRatePerSecond ?? 0) - (a.figures.peakRatePerSecond ?? 0))[0]
  return [
    figure(BASELINE_P95, baseline, 'No baseline scenario was run.', ({ figures: own }) => own.latencyMs.p95),
    figure(PEAK_P95, peak, 'No peak scenario was run.', ({ figures: own }) => own.latencyMs.p95),
    compliance(coverage),
    analysed(SUSTAINED, 'sustainable_rate', sources) ?? sustained(measured),
    figure(
      PEAK_RATE,
      fastest,
      measured.length > 0 ? 'Every run is invalid.' : 'Nothing was run.',
      ({ figures: own }) => own.peakRatePerSecond,
    ),
    figure(EFFICIENCY, peak ?? baseline, 'No baseline or peak scenario was run.', efficiencyOf),
    figure(BASELINE_ERRORS, baseline, 'No baseline scenario was run.', ({ figures: own }) => own.errorRate),
    figure(PEAK_ERRORS, peak, 'No peak scenario was run.', ({ figures: own }) => own.errorRate),
    availability(sources, coverage),
    analysed(BREAKING_POINT, 'breaking_point', sources) ?? none(BREAKING_POINT, 'No run searched for it.'),
    analysed(LINEAR_LIMIT, 'linear-limit', sources) ?? none(LINEAR_LIMIT, 'It takes at least six held levels of load.'),
  ]
}

const BASELINE_P95: Bare = { key: 'baseline-p95', group: 'response time', label: 'Baseline p95', unit: 'ms' }
const PEAK_P95: Bare = { key: 'peak-p95', group: 'response time', label: 'Peak p95', unit: 'ms' }
const COMPLIANCE: Bare = { key: 'sla-compliance', group: 'response time', label: 'SLA compliance', unit: 'fraction' }
const SUSTAINED: Bare = { key: 'sustained-rate', group: 'throughput', label: 'Sustained rate', unit: 'perSecond' }
const PEAK_RATE: Bare = { key: 'peak-rate', group: 'throughput', label: 'Peak rate', unit: 'perSecond' }
const EFFICIENCY: Bare = { key: 'efficiency', group: 'throughput', label: 'Throughput efficiency', unit: 'fraction' }
const BASELINE_ERRORS: Bare = {
  ...{ key: 'baseline-errors', group: 'reliability', label: 'Error rate, baseline', unit: 'fraction' },
}
const PEAK_ERRORS: Bare = { key: 'peak-errors', group: 'reliability', label: 'Error rate, peak', unit: 'fraction' }
const AVAILABILITY: Bare = { key: 'availability', group: 'reliability', label: 'Availability', unit: 'fraction' }
const BREAKING_POINT: Bare = { key: 'breaking-point', group: 'scalability', label: 'Breaking point', unit: 'perSecond' }
const LINEAR_LIMIT: Bare = { key: 'linear-limit', group: 'scalability', label: 'Linear limit', unit: 'users' }

const none = (bare: Bare, note: string): CycleFigure => ({
  ...bare,
  ...{ value: null, target: null, note, run: null, derivation: null },
})

function figure(
  bare: Bare,
  source: Measured | undefined,
  missing: string,
  read: (source: Measured) => number | null,
): CycleFigure {
  if (!source) return none(bare, missing)
  if (isInvalid(source.run)) return { ...none(bare, `${source.run.label} is invalid.`), run: runRef(source.run) }
  const value = read(source)
  const run = runRef(source.run)
  const note = value === null ? `${source.run.label} does not tell.` : null
  const target = bare.group === 'throughput' && bare.unit === 'perSecond' ? source.target : null
  return { ...bare, value, target, note, run, derivation: derivationOf(source, bare) }
}

function derivationOf({ run, name, figures }: Measured, { label }: Bare): Derivation {
  return {
    run: runRef(run),
    selector: 'all operations',
    window: { fromMs: 0, toMs: figures.durationMs, name: 'the whole run' },
    samples: figures.requests,
    method: `${label} of ${name}, from the merged rows of the run`,
    typedBy: null,
  }
}

const efficiencyOf = ({ figures, target }: Measured) =>
  target && figures.steadyRatePerSecond !== null ? figures.steadyRatePerSecond / target : null

/** Share of the SLA rows that were told and are met. */
function compliance({ rows }: Coverage): CycleFigure {
  const told = rows.filter(({ source, result }) => source === 'sla' && result !== 'untested')
  if (told.length === 0) return none(COMPLIANCE, 'No SLA was tested.')
  const met = told.filter(({ result }) => result === 'pass').length
  const note = `${met} of ${told.length} SLA rows met`
  const derivation = { run: null, selector: 'SLAs of the plan', window: null, samples: told.length, method: note }
  return { ...none(COMPLIANCE, note), value: met / told.length, derivation: { ...derivation, typedBy: null } }
}

/** The highest rate a scenario held over its steady stages without failing; a search for it says it better. */
function sustained(measured: readonly Measured[]): CycleFigure {
  const held = measured
    .filter(({ run }) => run.verdict?.verdict === 'pass' || run.verdict?.verdict === 'warn')
    .toSorted((a, b) => (b.figures.steadyRatePerSecond ?? 0) - (a.figures.steadyRatePerSecond ?? 0))[0]
  return figure(SUSTAINED, held, 'No run held its load.', ({ figures }) => figures.steadyRatePerSecond)
}

function availability(sources: Sources, { rows }: Coverage): CycleFigure {
  const found = analysed(AVAILABILITY, 'availability', sources, Math.min)
  const row = rows.find(({ metric }) => metric === 'availability')
  if (found) return { ...found, target: row?.target ?? null }
  return none(AVAILABILITY, 'It was not measured.')
}

const UNITS: Partial<Record<Figure['unit'], CycleFigure['unit']>> = {
  ...{ ms: 'ms', perSecond: 'perSecond', fraction: 'fraction', bytes: 'bytes', count: 'count', users: 'users' },
}

/** From the analyses of the runs that count: the figure of that key; of several the largest, or as `choose` says. */
function analysed(
  bare: Bare,
  key: string,
  { facts, figures, analyses }: Sources,
  choose: (...values: number[]) => number = Math.max,
): CycleFigure | null {
  const believed = countingRuns(facts).filter((run) => !isInvalid(run))
  const found = believed.flatMap((run) =>
    (analyses.get(run.id) ?? []).flatMap((analysis) =>
      analysis.figures.flatMap((one) =>
        one.key === key && one.value !== null ? [{ run, analysis, figure: one, value: one.value }] : [],
      ),
    ),
  )
  const best = choose(...found.map(({ value }) => value))
  const chosen = found.find(({ value }) => value === best)
  if (!chosen) return null
  const unit = UNITS[chosen.figure.unit] ?? bare.unit
  const { run, analysis, figure: one } = chosen
  const derivation: Derivation = {
    run: runRef(run),
    selector: analysis.key,
    window: analysis.window && { ...analysis.window, name: analysis.title },
    samples: figures.get(run.id)?.requests ?? 0,
    method: [`${one.label}, ${analysis.title}`, one.note].filter(Boolean).join(': '),
    typedBy: null,
  }
  return { ...none(bare, ''), unit, value: best, note: one.note ?? null, run: runRef(run), derivation }
}
