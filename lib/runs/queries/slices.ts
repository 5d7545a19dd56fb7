import type { Ctx } from '#lib/access/actor.ts'
import { applyChanges } from '#lib/load/change.ts'
import type { LoadProfile } from '#lib/load/profile.ts'
import type { CompiledPlan } from '#lib/plans/compiled.ts'
import type { SeriesId } from '../bucket.ts'
import { readChanges } from '../load-change.ts'
import type { PartFilter } from '../part.ts'
import { isAllOperations } from '../series.ts'
import type { Slice, SlicedBy, Slices } from '../slice-schema.ts'
import { loadStretchesOf, periodsOf, type Stretch, sliceNumbers } from '../slices.ts'
import { addRow, emptyWindow, type MergedWindow, releaseWindow, type WindowRow } from '../window.ts'
import { findFinestEdges } from './finest.ts'
import { findPart } from './part.ts'
import { getReadableRun } from './readable.ts'
import { findWindow } from './run-window.ts'
import { listWindowRows } from './window-rows.ts'

export interface SlicesInput extends PartFilter {
  id: string
  by: SlicedBy
  from?: number | undefined
  to?: number | undefined
}

/** A window of a run in slices whose counts add up to it. Milliseconds since the start, cut as `GET /runs/{id}/summary` cuts it. */
export async function getSlices(ctx: Ctx, input: SlicesInput): Promise<Slices> {
  const { run, plan } = await getReadableRun(ctx, input.id)
  const part = await findPart(ctx.db, { run, plan }, input)
  const { window, covers } = await findWindow(ctx.db, run, input)
  const load = loadOf(plan, run)
  const isOfTime = input.by === 'period' || input.by === 'load'
  const stretches = input.by === 'load' && load ? loadStretchesOf(load, window) : periodsOf(window)
  const edges = await findFinestEdges(ctx.db, run, isOfTime ? stretches.map((one) => one.from) : [])
  const cut = stretches.map((one) => ({ ...one, from: edges.before(one.from), to: edges.before(one.to) }))
  const has = (one: SeriesId) => {
    if (one.kind !== 'operation') return false
    return isOfTime && part.allOperations ? isAllOperations(one) : !isAllOperations(one) && part.has(one)
  }
  const cuts = isOfTime ? cut.map((one) => one.from) : []
  const rows = await listWindowRows(ctx.db, run.id, window, { cuts, part: { ...part, has } })
  const items = isOfTime ? byTime(rows, cut) : bySeries(rows, plan, input.by, covers)
  return { ...covers, by: input.by, model: load?.model ?? 'rate', items }
}

function loadOf(plan: CompiledPlan, run: { scenario: string; loadChanges: unknown }): LoadProfile | null {
  const scenario = plan.scenarios.find((one) => one.key === run.scenario)
  return scenario ? applyChanges(scenario.load, readChanges(run.loadChanges)) : null
}

function byTime(rows: readonly WindowRow[], stretches: readonly Stretch[]): Slice[] {
  const sorted = stretches.toSorted((a, b) => a.from - b.from)
  const ofRow = (row: WindowRow) => sorted.findLast((one) => one.from <= row.startSecond)?.key ?? ''
  const merged = mergeBy(rows, ofRow)
  return [...Map.groupBy(stretches, (one) => one.key)].map(([key, own]) => {
    const [first] = own as [Stretch]
    const seconds = own.reduce((sum, { from, to }) => sum + to - from, 0)
    const windows = own.map(({ from, to }) => ({ fromMs: from * 1000, toMs: to * 1000 }))
    return { key, label: first.label, windows, level: first.level, ...taken(merged.get(key), seconds) }
  })
}

function bySeries(
  rows: readonly WindowRow[],
  plan: CompiledPlan,
  by: SlicedBy,
  { from, to }: { from: number; to: number },
): Slice[] {
  const merged = mergeBy(rows, ({ series }) => (by === 'operation' ? series.key : series.payload))
  const nameOf = (key: string) => plan.operations.find((one) => one.key === key)?.name ?? key
  return [...merged].map(([key, window]) => ({
    ...{ key, label: by === 'operation' ? nameOf(key) : key || 'no payload class', level: null },
    windows: [{ fromMs: from, toMs: to }],
    ...taken(window, (to - from) / 1000),
  }))
}

function mergeBy(rows: readonly WindowRow[], keyOf: (row: WindowRow) => string): Map<string, MergedWindow> {
  const merged = new Map<string, MergedWindow>()
  for (const row of rows) {
    const key = keyOf(row)
    const window = merged.get(key) ?? emptyWindow()
    merged.set(key, window)
    addRow(window, row)
  }
  return merged
}

function taken(window = emptyWindow(), seconds: number) {
  const numbers = sliceNumbers(window, seconds)
  releaseWindow(window)
  return numbers
}
