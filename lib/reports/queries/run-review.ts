// Everything a run is written out from, read once.

import type { Ctx } from '#lib/access/actor.ts'
import { getAnalyses } from '#lib/analysis/queries/analyses.ts'
import type { PartFilter } from '#lib/runs/part.ts'
import { getErrors } from '#lib/runs/queries/errors.ts'
import { listRunEvents } from '#lib/runs/queries/events.ts'
import { listIntervals } from '#lib/runs/queries/intervals.ts'
import { getLatency } from '#lib/runs/queries/latency.ts'
import { getSeries } from '#lib/runs/queries/live-series.ts'
import { findPart } from '#lib/runs/queries/part.ts'
import { getReadableRun } from '#lib/runs/queries/readable.ts'
import { findWindow } from '#lib/runs/queries/run-window.ts'
import { getSummary } from '#lib/runs/queries/summary.ts'
import { isAllOperations } from '#lib/runs/series.ts'
import { getRunView } from '#lib/verdicts/queries/run-view.ts'
import type { LoggedInterval } from '../run/histogram-log.ts'
import type { RunConfiguration, RunReview } from '../run/run-review.ts'

export interface ReviewInput extends PartFilter {
  id: string
  /** Milliseconds since the start of the run; default: all of it. */
  from?: number | undefined
  to?: number | undefined
}

export async function getRunReview(ctx: Ctx, input: ReviewInput): Promise<RunReview> {
  const { id } = input
  const facts = await getReadableRun(ctx, id)
  const [view, summary, latency, errors, series, analyses, events, improvement, configuration] = await Promise.all([
    getRunView(ctx, id),
    getSummary(ctx, input),
    getLatency(ctx, input),
    getErrors(ctx, input),
    getSeries(ctx, { ...input, points: 300 }),
    getAnalyses(ctx, id),
    listRunEvents(ctx.db, id),
    listImprovement(ctx, id),
    readConfiguration(ctx, facts),
  ])
  const { from, to, id: _, ...part } = input
  return {
    run: view.run,
    configuration: { ...configuration, model: view.model, stages: view.stages },
    isWhole: [from, to, ...Object.values(part)].every((one) => one === undefined),
    ...{ summary, latency, errors, events },
    points: series.points,
    planned: view.planned,
    judgement: view.judgement,
    analyses: analyses.items,
    ...improvement,
    generatedAt: ctx.now.toISOString(),
  }
}

type Facts = Awaited<ReturnType<typeof getReadableRun>>

async function readConfiguration(
  { db }: Ctx,
  { run, plan }: Facts,
): Promise<Omit<RunConfiguration, 'model' | 'stages'>> {
  const stored = await db.run.findUniqueOrThrow({
    where: { id: run.id },
    select: { versionUnderTest: true, trigger: true, seed: true, shards: { select: { index: true } } },
  })
  const scenario = plan.scenarios.find((one) => one.key === run.scenario)
  const mix = scenario?.mix ?? []
  const weights = mix.reduce((sum, one) => sum + one.weight, 0)
  const byKey = Map.groupBy(mix, ({ kind, key }) => `${kind}/${key}`)
  return {
    baseUrl: withoutCredentials(plan.environments.find((one) => one.key === run.environment)?.baseUrl ?? ''),
    versionUnderTest: stored.versionUnderTest,
    trigger: stored.trigger,
    workers: stored.shards.length,
    seed: stored.seed,
    mix: [...byKey.values()].map((own) => {
      const [{ kind, key }] = own as [(typeof own)[0]]
      return { kind, key, share: own.reduce((sum, one) => sum + one.weight, 0) / weights }
    }),
  }
}

/** An address may carry a name and a password, which stay here. */
const withoutCredentials = (url: string) => url.replace(/\/\/[^/@]*@/, '//')

async function listImprovement({ db }: Ctx, runId: string): Promise<Pick<RunReview, 'findings' | 'recommendations'>> {
  const rows = await db.finding.findMany({
    where: { runId, status: { not: 'dismissed' } },
    orderBy: { number: 'asc' },
    include: { recommendations: { where: { status: { not: 'dismissed' } }, orderBy: { priority: 'asc' } } },
  })
  return {
    findings: rows.map(({ number, title, severity, impact, status }) => ({
      ...{ label: `PERF-${String(number).padStart(3, '0')}`, title, severity, impact, status },
    })),
    recommendations: rows.flatMap((row) =>
      row.recommendations.map(({ text, priority, horizon }) => ({ text, priority, horizon })),
    ),
  }
}

/** Response and service times of a run, and those of failed attempts, as a histogram log tells them. */
export async function listLoggedIntervals(ctx: Ctx, input: ReviewInput) {
  const facts = await getReadableRun(ctx, input.id)
  const part = await findPart(ctx.db, facts, input)
  const { window } = await findWindow(ctx.db, facts.run, input)
  const intervals = await listIntervals(ctx.db, facts.run.id, window, part)
  const logged = intervals.flatMap(({ series, column, merged }): LoggedInterval[] => {
    const tag = isAllOperations(series) ? null : series.key
    const named = (suffix: string) => (tag === null ? suffix : `${tag}.${suffix}`)
    return [
      { ...column, tag, histogram: merged.okResponse },
      { ...column, tag: named('service'), histogram: merged.okService },
      { ...column, tag: named('failed'), histogram: merged.failedResponse },
    ]
  })
  return { run: facts.run, logged }
}
