// What a plan speaks of and nothing would show: operations that are never sent, percentiles that are not collected, critical metrics nobody
// judges, test types without a scenario, gaps nobody measures, growth nobody watches. Part of unmeasured-sla.

import type { CompiledPlan } from '../compiled.ts'
import { parseMetric } from '../criterion-parser.ts'
import { formatMetric } from '../criterion-text.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { SCENARIO_TYPES } from '../scenario-type.ts'
import { sentIn, singlesOf } from './judged-criteria.ts'
import { measures, monitoredValues } from './monitored.ts'
import { warning } from './rule.ts'

const NAME = 'unmeasured-sla'

export function untested(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return [
    ...unsent(draft, plan),
    ...uncollected(draft, plan),
    ...uncritical(draft, plan),
    ...unplayed(draft, plan),
    ...ungauged(draft),
    ...unwatched(draft),
  ]
}

function unsent(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const sent = new Set(plan.scenarios.flatMap((scenario) => [...sentIn(plan, scenario)]))
  for (const { operation } of [...plan.setup, ...plan.teardown]) sent.add(operation)
  const elsewhere = [
    plan.auth?.login,
    draft.availability?.probe,
    ...(draft.operations ?? []).map(({ write }) => write?.readBack),
    ...(draft.drills ?? []).flatMap(({ inject, revert }) => [inject?.operation, revert?.operation]),
  ]
  for (const key of elsewhere) if (key) sent.add(key.trim())
  return plan.operations
    .filter(({ key }) => !sent.has(key))
    .map(({ key }) =>
      warning(NAME, [`operations.${key}`, 'scenarios'], {
        message: `${key} is in the plan, but no scenario sends it`,
        arithmetic: `${plan.operations.length} operations, ${sent.size} sent`,
        fix: `Add { operation: ${key}, weight: 1 } to a mix, or remove it`,
      }),
    )
}

/** A plan that says which percentiles are collected leaves others out. */
function uncollected(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const collected = (draft.scenarios ?? []).flatMap(({ key, collect }) =>
    (collect ?? []).flatMap((text) => {
      const read = parseMetric(text)
      return read.ok && read.metric.kind === 'percentile' ? [{ key, percentile: read.metric.percentile }] : []
    }),
  )
  const [first] = collected
  const named = new Set(collected.map(({ percentile }) => percentile))
  if (!first) return []
  return plan.objectives.flatMap((objective) => {
    const [entry] = singlesOf(objective.entry)
    const metric = entry?.criterion.metric
    if (objective.source !== 'sla' || metric?.kind !== 'percentile' || named.has(metric.percentile)) return []
    return [
      warning(NAME, [placeOf(objective), `scenarios.${first.key}.collect`], {
        message: `${objective.judge} is asked for, but p${metric.percentile} is not among what is collected`,
        arithmetic: `collected: ${[...named]
          .toSorted((a, b) => a - b)
          .map((one) => `p${one}`)
          .join(', ')}`,
        fix: `Add p${metric.percentile} to collect`,
      }),
    ]
  })
}

function uncritical(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const judged = new Set(
    plan.objectives.flatMap(({ entry }) => singlesOf(entry).map(({ criterion }) => formatMetric(criterion.metric))),
  )
  return (draft.criticalMetrics ?? []).flatMap((text, index) => {
    const read = parseMetric(text)
    if (!read.ok || judged.has(formatMetric(read.metric))) return []
    return [
      warning(NAME, [`criticalMetrics.${index}`, 'acceptance'], {
        message: `${text} is a critical metric, but no objective judges it`,
        arithmetic: `judged: ${[...judged].join(', ') || 'nothing'}`,
        fix: `Add, for example, { key: accept-${formatMetric(read.metric).replace(/[^a-z0-9]+/g, '-')}, requirement: …, judge: "${text} < …" }`,
      }),
    ]
  })
}

function unplayed(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const types = new Set(plan.scenarios.map(({ type }) => type))
  return (draft.strategy ?? []).flatMap(({ type }, index) => {
    const name = type?.trim() ?? ''
    if (!(SCENARIO_TYPES as readonly string[]).includes(name) || types.has(name)) return []
    return [
      warning(NAME, [`strategy.${index}.type`, 'scenarios'], {
        message: `The strategy has a ${name} test, but no scenario is one`,
        arithmetic: `scenarios: ${[...types].join(', ')}`,
        fix: `Add a scenario of type ${name}, or take it out of the strategy`,
      }),
    ]
  })
}

/** A target in the table of gaps is shown by a run, a monitor or a person. */
function ungauged(draft: PlanDraft): Finding[] {
  const monitored = new Set(monitoredValues(draft).map(({ metric }) => metric.key))
  return (draft.metrics ?? []).flatMap(({ key, label, current, target, typed }) => {
    const source = parseMetric((current ?? '').split(/\s+of\s+/)[0] ?? '')
    const isBound = source.ok && (!('key' in source.metric) || monitored.has(source.metric.key))
    if (!target?.trim() || typed || isBound || /\d/.test(current ?? '')) return []
    return [
      warning(NAME, [`metrics.${key}`, 'monitors'], {
        message: `${label || key} has the target ${target}, but nothing measures it`,
        fix: 'Write where it comes from, for example current: p95 of baseline or monitor(page-load), or type its value',
      }),
    ]
  })
}

/** Scaling is to be shown, and no monitor sees the units. */
function unwatched(draft: PlanDraft): Finding[] {
  const { policy, expected } = draft.scaling ?? {}
  const unit = policy?.unit?.trim() ?? ''
  if (!policy && !expected?.length) return []
  const seen = monitoredValues(draft).some(
    ({ metric }) =>
      measures(draft, metric.key, 'units') || (unit !== '' && metric.unit?.trim().toLowerCase() === unit.toLowerCase()),
  )
  if (seen) return []
  return [
    warning(NAME, [policy ? 'scaling.policy' : 'scaling.expected', 'monitors'], {
      message: `The system is to scale, but no monitor shows how many ${unit || 'units'} it has`,
      arithmetic: `${monitoredValues(draft).length} monitored values, none of units`,
      fix: `Monitor it, for example { key: units, role: units, unit: ${unit || 'instances'}, take: … }`,
    }),
  ]
}
