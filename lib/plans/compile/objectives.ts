// Everything judged as one list: SLA rows, resource limits, acceptance criteria, scenario criteria.

import { parseDuration } from '#lib/core/duration.ts'
import type { CompiledObjective } from '../compiled.ts'
import {
  COMPARATORS,
  type Comparator,
  type Criterion,
  type CriterionWindow,
  PRIORITIES,
  type Selector,
} from '../criterion.ts'
import { parseMetric } from '../criterion-parser.ts'
import { formatEntry } from '../criterion-text.ts'
import { lowerIsBetter, readValue, takesSelector, unitsOf } from '../criterion-unit.ts'
import type { PlanDraft, SlaDraft } from '../document/plan.ts'
import { SCENARIO_TYPES } from '../scenario-type.ts'
import { type CompileLog, isBlank } from './compile-log.ts'
import { readEntry } from './criteria.ts'

type Resource = NonNullable<PlanDraft['resources']>[number]
type ReadMetric = Extract<ReturnType<typeof parseMetric>, { ok: true }>

export function compileObjectives(draft: PlanDraft, log: CompileLog): CompiledObjective[] {
  return [
    ...(draft.slas ?? []).flatMap((sla) => slaObjective(sla, log) ?? []),
    ...(draft.resources ?? []).flatMap((resource, index) => resourceObjectives(resource, index, log)),
    ...acceptanceObjectives(draft, log),
    ...criterionObjectives(draft, log),
  ]
}

function slaObjective(sla: SlaDraft, log: CompileLog): CompiledObjective | null {
  const place = `slas.${sla.key}`
  const head = metricAt(
    `${place}.metric`,
    log.required(`${place}.metric`, sla.metric, 'The metric', 'p95 or error_rate'),
    log,
  )
  if (!head) return null
  const thresholds = slaThresholds(sla, place, head, log)
  const comparator = comparatorOf(place, sla.comparator, head, log)
  if (!thresholds) return null
  const criterion: Criterion = {
    metric: head.metric,
    service: head.service,
    selector: slaSelector(sla, place, head, log),
    comparator,
    value: thresholds.target,
    unit: thresholds.unit,
    forMs: null,
    window: slaWindow(sla, place, log),
  }
  const entry = { kind: 'criterion' as const, criterion, target: thresholds.target, limit: thresholds.limit }
  return {
    key: sla.key,
    source: 'sla',
    judge: formatEntry(entry),
    entry,
    priority: log.choice(`${place}.priority`, sla.priority, PRIORITIES, 'high'),
    scenario: sla.scenario || null,
    scenarioTypes: conditionTypes(`${place}.when`, sla.when ?? [], log),
    sustainedMs: log.duration(`${place}.sustained`, sla.sustained),
  }
}

function metricAt(place: string, text: string, log: CompileLog): ReadMetric | null {
  if (text === '') return null
  const parsed = parseMetric(text)
  if (parsed.ok) return parsed
  log.syntax(place, parsed.problem)
  return null
}

function comparatorOf(place: string, text: string | undefined, head: ReadMetric, log: CompileLog): Comparator {
  const lower = lowerIsBetter(head.metric)
  if (isBlank(text) && lower === null) {
    log.error(
      'missing',
      `${place}.comparator`,
      'For a monitored or own value the plan must say which way is good',
      'Write comparator: "<=" where less is better, or ">=" where more is',
    )
  }
  return log.choice(`${place}.comparator`, text, COMPARATORS, lower === false ? '>=' : '<')
}

/** One of target and limit may be left out: then they are the same. Both, and `peak`, are in one unit. */
function slaThresholds(sla: SlaDraft, place: string, head: ReadMetric, log: CompileLog) {
  const first = isBlank(sla.target) ? 'limit' : 'target'
  const units = unitsOf(head.metric)
  const text = log.required(`${place}.${first}`, sla[first], 'The target', 'target: 100ms, limit: 200ms')
  if (text === '') return null
  const read = readValue(text, units)
  if (!read.ok) {
    log.error('unit', `${place}.${first}`, read.message)
    return null
  }
  for (const other of ['limit', 'peak'] as const) {
    if (isBlank(sla[other])) continue
    const again = readValue(sla[other] ?? '', [read.unit])
    if (!again.ok) log.error('unit', `${place}.${other}`, again.message)
    else if (other === 'limit') return { unit: read.unit, target: read.value, limit: again.value }
  }
  return { unit: read.unit, target: read.value, limit: read.value }
}

function slaSelector(sla: SlaDraft, place: string, head: ReadMetric, log: CompileLog): Selector | null {
  const named = (['operation', 'flow', 'payload'] as const).filter(
    (kind) => !isBlank(sla[kind]) && sla[kind]?.trim() !== '*',
  )
  if (named.length + (head.selector ? 1 : 0) > 1) {
    log.error(
      'sla',
      place,
      'An SLA row measures one thing: an operation, a flow or a payload class',
      `Keep ${named[0]}`,
    )
  }
  const kind = named[0]
  if (!kind) return head.selector
  if (!takesSelector(head)) {
    log.error('sla', `${place}.${kind}`, `${sla.metric} is not measured per ${kind}`, `Remove ${kind}`)
    return null
  }
  return { kind, key: sla[kind]?.trim() ?? '' }
}

function slaWindow(sla: SlaDraft, place: string, log: CompileLog): CriterionWindow | null {
  if (!isBlank(sla.at)) {
    const read = parseDuration(sla.at ?? '')
    if (read.ok) return { kind: 'at', atMs: read.value }
    log.error('unit', `${place}.at`, read.message)
  }
  return isBlank(sla.during) ? null : { kind: 'during', phase: sla.during?.trim() ?? '' }
}

/** `type:stress` → stress. */
function conditionTypes(place: string, conditions: string[], log: CompileLog): string[] {
  return conditions.flatMap((condition, index) => {
    if (isBlank(condition)) return []
    const match = /^\s*type\s*:\s*([a-z-]+)\s*$/.exec(condition)
    if (!match?.[1]) {
      log.error('sla', `${place}.${index}`, `"${condition}" is no condition`, 'Write, for example, type:stress')
      return []
    }
    return [log.choice(`${place}.${index}`, match[1], SCENARIO_TYPES, 'custom')]
  })
}

const PEAK_TYPES: readonly string[] = ['peak', 'stress', 'spike']

/** `normal` judges most scenarios, `peak` those of type peak, stress and spike; the limit is the critical level, else the alert. */
function resourceObjectives(resource: Resource, index: number, log: CompileLog): CompiledObjective[] {
  const place = `resources.${resource.key ?? index}`
  const head = metricAt(
    `${place}.metric`,
    log.required(`${place}.metric`, resource.metric, 'The metric', 'monitor(cpu)'),
    log,
  )
  if (!head) return []
  const read = (name: 'normal' | 'peak' | 'alert' | 'critical') => {
    if (isBlank(resource[name])) return null
    const value = readValue(resource[name] ?? '', unitsOf(head.metric))
    if (!value.ok) log.error('unit', `${place}.${name}`, value.message)
    return value.ok ? value : null
  }
  const [normal, peak, alert, critical] = [read('normal'), read('peak'), read('alert'), read('critical')]
  const name = resource.key ?? ('key' in head.metric ? head.metric.key : `resource-${index + 1}`)
  return (['normal', 'peak'] as const).flatMap((level): CompiledObjective[] => {
    const target = level === 'normal' ? normal : peak
    if (!target) return []
    const comparator: Comparator = lowerIsBetter(head.metric) === false ? '>=' : '<='
    const { metric, service, selector } = head
    const base = {
      metric,
      service,
      selector,
      comparator,
      value: target.value,
      unit: target.unit,
      forMs: null,
      window: null,
    }
    const entry = {
      kind: 'criterion' as const,
      criterion: base,
      target: target.value,
      limit: (critical ?? alert ?? target).value,
    }
    return [
      {
        key: `${name}-${level}`,
        source: 'resource',
        judge: formatEntry(entry),
        entry,
        priority: 'medium',
        scenario: null,
        scenarioTypes: SCENARIO_TYPES.filter((type) => PEAK_TYPES.includes(type) === (level === 'peak')),
        sustainedMs: null,
      },
    ]
  })
}

function acceptanceObjectives(draft: PlanDraft, log: CompileLog): CompiledObjective[] {
  return (draft.acceptance ?? []).flatMap(({ key, judge, limit, priority, scenario }) => {
    const read = readEntry(`acceptance.${key}`, { judge, limit, priority }, log)
    if (!read) return []
    return [objective(key, 'acceptance', read, scenario || null)]
  })
}

function criterionObjectives(draft: PlanDraft, log: CompileLog): CompiledObjective[] {
  return (draft.scenarios ?? []).flatMap((scenario) =>
    (scenario.criteria ?? []).flatMap((criterion, index) => {
      const read = readEntry(`scenarios.${scenario.key}.criteria.${index}`, criterion, log)
      return read ? [objective(`${scenario.key}-criterion-${index + 1}`, 'criterion', read, scenario.key)] : []
    }),
  )
}

function objective(
  key: string,
  source: CompiledObjective['source'],
  read: NonNullable<ReturnType<typeof readEntry>>,
  scenario: string | null,
): CompiledObjective {
  return { key, source, judge: formatEntry(read.entry), ...read, scenario, scenarioTypes: [], sustainedMs: null }
}
