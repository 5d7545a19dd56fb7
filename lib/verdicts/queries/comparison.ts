// Runs against a base run: their phases aligned, every metric compared, what moved first.

import type { Ctx } from '#lib/access/actor.ts'
import { spreadOfRuns } from '#lib/analysis/comparison.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Tx } from '#lib/db/client.ts'
import { perSecond, thinTogether } from '#lib/monitors/aggregate.ts'
import { listMonitorSeries } from '#lib/monitors/queries/series.ts'
import type { PlanDraft } from '#lib/plans/document/plan.ts'
import { toRunHead } from '#lib/runs/head.ts'
import { findRunFacts, type RunFacts } from '#lib/runs/queries/facts.ts'
import { findOutcome } from '#lib/runs/queries/head.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'
import { listPoints } from '#lib/runs/queries/series.ts'
import type { LivePoint } from '#lib/runs/schema.ts'
import { operationKeysOf } from '#lib/runs/series.ts'
import { alignStages } from '../align.ts'
import { flowScope } from '../compared-scopes.ts'
import { comparisonRows, comparisonSentence } from '../comparison-rows.ts'
import type { ComparedMonitor, ComparedRun, Comparison } from '../comparison-schema.ts'
import { duringPhase } from '../judged-window.ts'
import { type DifferingRun, differenceOf } from '../run-difference.ts'
import { findBaseline, findPreviousValid, listEarlierValid } from './baseline.ts'
import { estimatePhase, findPhase, type PhaseOfRun, readSteadyValues } from './compared-run.ts'

const POINTS = 600

export interface CompareInput {
  runs: string[]
  phase?: string | undefined
  operation?: string | undefined
}

interface Read extends DifferingRun {
  facts: RunFacts
  phase: PhaseOfRun
  confidence: ComparedRun['confidence']
  isBaseline: boolean
}

/** `runs`: ids, the base first. Throws `not_found` for one the actor may not see, `precondition_failed` for one without measurements. */
export async function compareRunsById(ctx: Ctx, { runs, phase, operation = '*' }: CompareInput): Promise<Comparison> {
  const read: Read[] = []
  for (const id of runs) read.push(await readRun(ctx, id, phase ?? null))
  const [base, ...others] = read as [Read, ...Read[]]
  const estimates = []
  for (const one of read) estimates.push(await estimatePhase(ctx.db, one.head.id, one.phase))
  const earlier = await readEarlier(ctx.db, read)
  const names = namesOf(read)
  const spreadOf = (key: string, metric: Parameters<typeof spreadOfRuns>[0]) =>
    spreadOfRuns(
      metric,
      earlier.flatMap((run) => run.find((scope) => scope.key === key)?.metrics[metric]?.value ?? []),
    )
  const rows = comparisonRows(estimates, spreadOf, names, base.phase.ranges[0]?.fromMs ?? 0)
  const labels = read.map(({ head }) => head.label)
  return {
    sentence:
      others.length === 0
        ? `Choose a run to hold against ${labels[0]}.`
        : comparisonSentence(rows, labels, earlier.length),
    runs: read.map(toComparedRun),
    differences: others.map((other) => differenceOf(base, other)),
    phase: phase ?? 'steady',
    phases: phasesOf(read),
    rows,
    operations: [...names.keys()]
      .filter((key) => !key.startsWith('flow:'))
      .map((key) => ({ key, name: names.nameOf(key) })),
    earlierRuns: earlier.length,
    operation,
    series: await readSeries(ctx, read, operation),
  }
}

/** With another run, or with the baseline of its scenario, or (for the baseline itself, or without one) the valid run before it. */
export async function compareWithBase(
  ctx: Ctx,
  input: { id: string; with?: string | undefined; phase?: string | undefined },
): Promise<{ comparison: Comparison | null; isBaseline: boolean }> {
  const { run } = await getReadableRun(ctx, input.id)
  const baseline = await findBaseline(ctx.db, run.planId, run.scenario)
  const isBaseline = baseline?.runId === run.id
  const baseId = input.with ?? (baseline && !isBaseline ? baseline.runId : await findPreviousValid(ctx.db, run))
  if (baseId === null) return { comparison: null, isBaseline }
  return { comparison: await compareRunsById(ctx, { runs: [baseId, input.id], phase: input.phase }), isBaseline }
}

async function readRun(ctx: Ctx, id: string, phaseKey: string | null): Promise<Read> {
  const facts = await getReadableRun(ctx, id)
  const { run } = facts
  const [outcome, extra, stored, baseline, phase] = await Promise.all([
    findOutcome(ctx.db, id, run.revisionId),
    ctx.db.run.findUniqueOrThrow({
      where: { id },
      select: { versionUnderTest: true, revision: { select: { draft: true } }, _count: { select: { shards: true } } },
    }),
    ctx.db.runVerdict.findFirst({
      where: { runId: id, revisionId: run.revisionId },
      orderBy: { rulesVersion: 'desc' },
      select: { confidence: true },
    }),
    findBaseline(ctx.db, run.planId, run.scenario),
    findPhase(ctx.db, facts, phaseKey),
  ])
  const head = toRunHead(run, outcome, ctx.now)
  if (run.state !== 'ended')
    throw new AppError('precondition_failed', `${head.label} goes on; it can be compared once it ended.`)
  return {
    ...{ facts, head, phase },
    versionUnderTest: extra.versionUnderTest || facts.plan.version,
    draft: extra.revision.draft as unknown as PlanDraft,
    workers: extra._count.shards,
    confidence: (stored?.confidence ?? null) as ComparedRun['confidence'],
    isBaseline: baseline?.runId === id,
  }
}

function toComparedRun({ head, versionUnderTest, confidence, isBaseline, phase }: Read): ComparedRun {
  const [first, last] = [phase.ranges[0], phase.ranges.at(-1)]
  const window = first && last ? { fromMs: first.fromMs, toMs: last.toMs } : null
  return { run: head, versionUnderTest, confidence, isBaseline, window }
}

/** Values of the runs this plan had before the newest of those compared, oldest first; the base may be among them. */
async function readEarlier(tx: Tx, read: readonly Read[]) {
  const newest = read.reduce((found, one) => (one.facts.run.createdAt > found.facts.run.createdAt ? one : found))
  const compared = read.slice(1).map(({ head }) => head.id)
  const ids = await listEarlierValid(tx, newest.facts.run, compared)
  const values = []
  for (const id of ids) {
    const facts = await findRunFacts(tx, id)
    if (facts) values.push(await readSteadyValues(tx, facts))
  }
  return values
}

interface Names {
  nameOf(key: string): string
  keys(): string[]
}

function namesOf(read: readonly Read[]): Names {
  const names = new Map<string, string>([['*', 'All operations']])
  for (const { facts, head } of read) {
    const { plan } = facts
    for (const key of operationKeysOf(plan, head.scenario.key))
      names.set(key, plan.operations.find((one) => one.key === key)?.name ?? key)
    for (const { key, name } of plan.flows) names.set(flowScope(key), name)
  }
  return { nameOf: (key) => names.get(key) ?? key.replace(/^flow:/, ''), keys: () => [...names.keys()] }
}

/** The steady load, and every stage and phase that all of them reached. */
function phasesOf(read: readonly Read[]): Comparison['phases'] {
  const [base, ...others] = read
  if (!base) return []
  const { load, phases } = base.phase.schedule
  const keys = [...new Set(['steady', ...load.stages.map(({ key }) => key), ...phases.map(({ key }) => key)])]
  return keys.flatMap((key) => {
    const reached = duringPhase(key, base.phase.schedule)?.reached ?? []
    const [first, last] = [reached[0], reached.at(-1)]
    const isShared = others.every((other) => (duringPhase(key, other.phase.schedule)?.reached.length ?? 0) > 0)
    return first && last && isShared ? [{ key, fromMs: first.fromMs, toMs: last.toMs }] : []
  })
}

async function readSeries(ctx: Ctx, read: readonly Read[], operation: string): Promise<Comparison['series']> {
  const base = read[0]!.phase.schedule.load.stages
  const series: Comparison['series'] = []
  for (const { facts, phase, head } of read) {
    const window = { fromSecond: 0, toSecond: phase.measuredSeconds, points: POINTS }
    const { points } = await listPoints(ctx.db, facts.run, {
      ...window,
      operation: operation === '*' ? undefined : operation,
    })
    const align = alignStages(base, phase.schedule.load.stages)
    series.push({
      runId: head.id,
      points: points.flatMap((point) => onBaseClock(point, align)),
      monitors: await readMonitors(ctx, head.id, align),
    })
  }
  return series
}

type Align = ReturnType<typeof alignStages>

async function readMonitors(ctx: Ctx, runId: string, align: Align): Promise<ComparedMonitor[]> {
  const told = await listMonitorSeries(ctx.db, runId)
  return told.map(({ monitor, key, label, unit, kind, points }) => {
    const [thin = []] = thinTogether([kind === 'counter' ? perSecond(points) : points], POINTS)
    const onClock = thin.flatMap(({ offsetMs, value }) => {
      const atMs = offsetMs < 0 ? null : align(offsetMs)
      return atMs === null ? [] : [{ second: Math.round(atMs / 1000), value }]
    })
    return { ...{ monitor, key, label, unit, kind }, points: onClock }
  })
}

function onBaseClock(point: LivePoint, align: (atMs: number) => number | null): LivePoint[] {
  const atMs = align(point.second * 1000)
  return atMs === null ? [] : [{ ...point, second: Math.round(atMs / 1000) }]
}
