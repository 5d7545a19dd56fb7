// The three charts of a run: rate with its lane of failures, response time, users.

import type { BesideLine, Flag, Overlay, PlotSpec, RuleSpec } from '#components/charts/plot-spec.ts'
import { showCount, showLatency, showRate } from '#lib/core/number-format.ts'
import type { EndReason, ObjectiveView, RunEvent, RunView } from '#lib/runs/schema.ts'
import { tightest } from '../follow/readings.ts'

const plain = (value: number): string => Number(value.toPrecision(4)).toLocaleString('en-US')

function rulesOf(objective: ObjectiveView | null, name: string): RuleSpec[] {
  if (!objective) return []
  const limit: RuleSpec = {
    kind: 'limit',
    at: objective.limit,
    label: `limit ${plain(objective.limit)}`,
    name: `Limit ${name}`,
  }
  if (objective.target === objective.limit) return [limit]
  const target: RuleSpec = {
    kind: 'target',
    at: objective.target,
    label: `target ${plain(objective.target)}`,
    name: `Target ${name}`,
  }
  return [target, limit]
}

export interface PlotSource {
  model: RunView['model']
  objectives: readonly ObjectiveView[]
  /** Names of the operations by key. */
  operations: Readonly<Record<string, { name: string }>>
  /** p95 of another run. */
  beside?: BesideLine | null
  /** Resources, on the chart of users. */
  overlays?: readonly Overlay[]
}

export function runPlots(
  { model, objectives, operations, beside = null, overlays = [] }: PlotSource,
  operation: string | null,
): PlotSpec[] {
  const own = objectives.filter((o) => operation === null || o.selector === operation)
  const latency = tightest(own, 'p95')
  // The rate of one operation cannot be read off the line of all.
  const rate = tightest(
    own.filter((o) => o.selector === operation),
    'rate',
  )
  const nameOf = (key: string): string => operations[key]?.name ?? key
  const note = operation === null ? 'all operations' : nameOf(operation)
  const of = latency?.selector && operation === null ? nameOf(latency.selector) : null
  return [
    ratePlot(model === 'rate' && operation === null, rate, note),
    { ...latencyPlot(latency, note, of), beside },
    usersPlot(model, overlays),
  ]
}

function ratePlot(planned: boolean, objective: ObjectiveView | null, note: string): PlotSpec {
  return {
    id: 'rate',
    title: 'Rate',
    note,
    unit: '/s',
    height: 168,
    planned,
    showTick: plain,
    rules: rulesOf(objective, 'rate'),
    series: [
      { key: 'offered', name: 'Offered', color: 'series-planned', dashed: true, show: showRate, readoutOnly: planned },
      { key: 'achieved', name: 'Achieved', color: 'series-rate', strong: true, area: true, show: showRate },
      { key: 'failed', name: 'Failed', color: 'series-errors', lane: true, show: showRate },
      { key: 'dropped', name: 'Dropped', color: 'inconclusive-solid', lane: true, show: showRate },
    ],
  }
}

function latencyPlot(objective: ObjectiveView | null, note: string, of: string | null): PlotSpec {
  return {
    id: 'response-time',
    title: 'Response time',
    note,
    unit: 'ms',
    cutsStalls: true,
    height: 186,
    showTick: plain,
    rules: rulesOf(objective, of ? `p95, ${of}` : 'p95'),
    series: [
      { key: 'p99', name: 'p99', color: 'series-p99', show: showLatency },
      { key: 'p95', name: 'p95', color: 'series-p95', strong: true, show: showLatency },
      { key: 'p50', name: 'p50', color: 'series-p50', show: showLatency },
    ],
  }
}

/** Users of the closed model; arrivals of the open one have no users, only requests on their way. */
function usersPlot(model: RunView['model'], overlays: readonly Overlay[]): PlotSpec {
  const isClosed = model === 'users'
  const waiting = { key: 'inFlight', name: 'Waiting for a response', show: showCount } as const
  const users = {
    key: 'users',
    name: 'Users',
    color: 'series-users',
    strong: true,
    area: true,
    show: showCount,
  } as const
  return {
    id: 'users',
    title: `${isClosed ? 'Users' : 'In flight'}${overlays.length > 0 ? ' and resources' : ''}`,
    // Without users, requests on their way have the colour of connections.
    overlays: isClosed
      ? overlays
      : overlays.map((one) => (one.color === 'series-connections' ? { ...one, color: 'series-users' } : one)),
    note: overlays.length > 0 ? '' : isClosed ? 'active of planned' : 'requests',
    unit: isClosed ? 'users' : 'reqs',
    height: 124,
    planned: isClosed,
    // Nobody is half a user.
    showTick: (value) => (Number.isInteger(value) ? plain(value) : ''),
    rules: [],
    series: isClosed
      ? [users, { ...waiting, color: 'series-baseline' }]
      : [{ ...waiting, color: 'series-connections', strong: true }],
  }
}

/** Lines of the timeline that stand on the charts; notes are numbered, alerts have letters. */
const FLAGS: Record<string, Pick<Flag, 'kind' | 'mark'>> = {
  note: { kind: 'note', mark: '' },
  stop: { kind: 'stop', mark: 'S' },
  abort: { kind: 'stop', mark: 'S' },
  load: { kind: 'system', mark: 'L' },
  gap: { kind: 'system', mark: 'G' },
  worker: { kind: 'system', mark: 'W' },
  alert: { kind: 'alert', mark: '' },
  drill: { kind: 'drill', mark: 'D' },
}

/** Notes, interruptions and what made the load another than planned, as flags on the charts; what the schedule does anyway is no flag. */
export function toFlags(events: readonly RunEvent[], endReason: EndReason | null = null): Flag[] {
  const brokeOff = endReason === 'aborted' || endReason === 'failed' || endReason === 'lost'
  let notes = 0
  let alerts = 0
  return events.flatMap((event) => {
    const flag = FLAGS[brokeOff && event.kind === 'end' ? 'abort' : event.kind]
    // Before the start a line about workers tells of waiting, not of load.
    if (!flag || (event.kind === 'worker' && event.offsetMs === 0)) return []
    if (flag.kind === 'note') notes += 1
    if (flag.kind === 'alert') alerts += 1
    const mark = flag.kind === 'note' ? String(notes) : flag.kind === 'alert' ? letterOf(alerts) : flag.mark
    return [{ at: event.offsetMs / 1000, mark, kind: flag.kind, text: event.text }]
  })
}

/** A, B, … Z, and A again. */
const letterOf = (count: number): string => String.fromCharCode(65 + ((count - 1) % 26))
