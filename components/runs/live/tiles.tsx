'use client'

import clsx from 'clsx'
import type { ReactElement } from 'react'
import { plannedAt } from '#components/charts/chart-rows.ts'
import { Gauge } from '#components/verdicts/gauge.tsx'
import { isHigherBetter } from '#components/verdicts/gauge-scale.ts'
import { VerdictBadge, type VerdictWord, verdictTone } from '#components/verdicts/verdict-badge.tsx'
import { type Shown, say, showCount, showIn, showLatency, showPercent, showRate } from '#lib/core/number-format.ts'
import type { ObjectiveView, RunView } from '#lib/runs/schema.ts'
import { marginOf, newestLatency, RECENT_SECONDS, recent, type TileKind, tightest } from '../follow/readings.ts'
import css from '../runs.module.css'
import live from './live.module.css'

/** Rate, p95, errors, users: what happens now, and how far it is from the tightest objective. */
export function Tiles({ view, elapsedSeconds }: { view: RunView; elapsedSeconds: number }): ReactElement {
  const now = recent(view.points)
  const latency = newestLatency(view.points)
  const span = `last ${RECENT_SECONDS} s`
  return (
    <section className={clsx(css.sheet, live.tiles)} aria-label="Now">
      <JudgedTile
        view={view}
        kind="rate"
        name="Rate"
        sub={span}
        value={now?.achieved ?? null}
        shown={showRate(now?.achieved)}
      />
      <JudgedTile
        view={view}
        kind="p95"
        name="p95"
        sub="newest second"
        value={latency?.p95Ms ?? null}
        shown={showLatency(latency?.p95Ms)}
      />
      <JudgedTile
        view={view}
        kind="errors"
        name="Errors"
        sub={span}
        value={now?.errorRate ?? null}
        shown={showPercent(now?.errorRate)}
      />
      <UsersTile view={view} elapsedSeconds={elapsedSeconds} />
    </section>
  )
}

interface TileProps {
  name: string
  sub: string
  shown: Shown
  verdict: VerdictWord
  word?: string
  note: string
  below: string
  gauge: ReactElement | null
}

function Tile({ name, sub, shown: [digits, unit], verdict, word, note, below, gauge }: TileProps): ReactElement {
  return (
    <section className={clsx(live.tile, verdictTone(verdict))} aria-label={name}>
      <header>
        <h2>{name}</h2>
        <span className={css.muted}>{sub}</span>
        <span className={css.grow} />
        <VerdictBadge verdict={verdict} word={word} />
      </header>
      <div className={live.tileMain}>
        <p className={live.bigNumber}>
          {digits}
          {unit ? <i>{unit}</i> : null}
        </p>
        <p className={live.tileNote}>
          <b>{note}</b>
          <span>{below}</span>
        </p>
      </div>
      {gauge ?? <span className={live.tileEmpty} />}
    </section>
  )
}

interface JudgedProps {
  view: RunView
  kind: TileKind
  name: string
  sub: string
  value: number | null
  shown: Shown
}

function JudgedTile({ view, kind, name, sub, value, shown }: JudgedProps): ReactElement {
  const objective = tightest(view.judgement?.verdict.objectives ?? [], kind, view.summary)
  const word = view.judgement ? 'No objective' : 'Not judged yet'
  if (!objective)
    return <Tile name={name} sub={sub} shown={shown} verdict="none" word={word} note="" below="" gauge={null} />
  // An objective of one operation is not measured by the value of all: then the tile shows what is judged.
  const isOverall = objective.selector === null
  const judged = isOverall ? value : (objective.actual ?? soFar(view, kind, objective.selector))
  const about = isOverall
    ? sub
    : `${view.summary.operations[objective.selector ?? '']?.name ?? objective.selector}, so far`
  const digits = isOverall ? shown : showIn(objective.unit, judged)
  if (judged === null)
    return (
      <Tile
        name={name}
        sub={about}
        shown={digits}
        verdict="inconclusive"
        word="No data yet"
        note=""
        below={`target ${say(showIn(objective.unit, objective.target))}`}
        gauge={null}
      />
    )
  const margin = marginOf(judged, objective)
  return (
    <Tile
      name={name}
      sub={about}
      shown={digits}
      verdict={margin.verdict}
      note={distance(margin.overTarget, isHigherBetter(objective.comparator), judged, objective)}
      below={headroomText(margin.headroom)}
      gauge={<TileGauge name={name} value={judged} objective={objective} verdict={margin.verdict} />}
    />
  )
}

/** An estimate waits for enough samples; what was measured is shown from the first one. */
function soFar(view: RunView, kind: TileKind, operation: string | null): number | null {
  const summary = view.summary.operations[operation ?? '']
  if (!summary) return null
  if (kind === 'p95') return summary.responseTimeMs.shown.p95
  return kind === 'errors' ? summary.errorRate : summary.ratePerSecond
}

function TileGauge(props: {
  name: string
  value: number
  objective: ObjectiveView
  verdict: VerdictWord
}): ReactElement {
  const { name, value, objective, verdict } = props
  const label = (v: number): string => {
    if (objective.unit === 'fraction') return Number((v * 100).toPrecision(3)).toLocaleString('en-US')
    return Number(v.toPrecision(4)).toLocaleString('en-US')
  }
  return (
    <Gauge
      big
      title={name}
      value={value}
      interval={objective.actual === null ? null : [value, objective.actual]}
      target={objective.target}
      limit={objective.limit}
      higherIsBetter={isHigherBetter(objective.comparator)}
      verdict={verdict}
      labels={[label(objective.target), label(objective.limit)]}
      show={(v) => say(showIn(objective.unit, v))}
    />
  )
}

/** `9 % over target`, or the target itself where a share of it says nothing. */
function distance(over: number | null, up: boolean, value: number, objective: ObjectiveView): string {
  if (over === null) return value === 0 ? 'on target' : `target ${say(showIn(objective.unit, objective.target))}`
  if (value === 0 && objective.unit === 'fraction') return 'none'
  const share = Math.abs(over)
  if (share < 0.0005) return 'on target'
  const percent = share >= 9.995 ? `${Math.round(share + 1)} ×` : `${say(showPercent(share, share < 0.1 ? 1 : 0))}`
  if (over > 0) return share >= 9.995 ? `${percent} the target` : `${percent} ${up ? 'under' : 'over'} target`
  return share >= 9.995 ? 'far from target' : `${percent} ${up ? 'over' : 'under'} target`
}

function headroomText(headroom: number | null): string {
  if (headroom === null) return ''
  return headroom < 0
    ? `past the limit by ${Math.round(-headroom * 100)}\u00a0%`
    : `${Math.round(headroom * 100)}\u00a0% headroom`
}

function UsersTile({ view, elapsedSeconds }: { view: RunView; elapsedSeconds: number }): ReactElement {
  const last = view.points.findLast((p) => p.users !== null || p.inFlight !== null) ?? null
  const users = last?.users ?? null
  const waiting = last?.inFlight ?? null
  if (view.model === 'rate')
    return (
      <Tile
        name="In flight"
        sub="waiting for a response"
        shown={showCount(waiting)}
        verdict="none"
        word="By rate"
        note={`highest ${showCount(Math.max(0, ...view.points.map((p) => p.inFlight ?? 0)))[0]}`}
        below="requests arrive on schedule"
        gauge={null}
      />
    )
  const below = waiting === null ? '' : `${showCount(waiting)[0]} waiting for a response`
  const planned = plannedAt(view.planned, last ? last.second + last.seconds : elapsedSeconds)
  const most = Math.max(1, ...view.planned.map((p) => p.value))
  const onPlan = users !== null && planned !== null && Math.abs(users - planned) <= Math.max(1, most * 0.05)
  return (
    <Tile
      name="Users"
      sub="active of planned"
      shown={showCount(users)}
      verdict={users === null || planned === null ? 'none' : onPlan ? 'pass' : 'warn'}
      word={users === null ? 'No data yet' : planned === null ? 'Schedule over' : onPlan ? 'On plan' : 'Off plan'}
      note={planned === null ? '' : `${showCount(planned)[0]} planned now`}
      below={below}
      gauge={
        users === null ? null : (
          <Gauge
            big
            title="Users"
            value={users}
            target={planned ?? most}
            limit={null}
            verdict={onPlan ? 'pass' : 'warn'}
            labels={[showCount(planned ?? most)[0]]}
            show={(v) => showCount(v)[0]}
          />
        )
      }
    />
  )
}
