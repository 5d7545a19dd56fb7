// Statements outside of the objectives that contradict one: a row of the table of gaps, the success of a test type, a rate called variable, a
// demand that names a scenario it is not bound to. Part of conflicting-slas.

import { formatPercent, parsePercent } from '#lib/core/units.ts'
import type { CompiledPlan } from '../compiled.ts'
import { parseMetric } from '../criterion-parser.ts'
import { formatMetric, formatValue } from '../criterion-text.ts'
import { readValue } from '../criterion-unit.ts'
import type { PlanDraft } from '../document/plan.ts'
import type { Finding } from '../finding.ts'
import { placeOf } from '../place-of.ts'
import { isPlain, type Single, singlesOf } from './judged-criteria.ts'
import { warning } from './rule.ts'
import { demandsOf, textsOfScenario } from './written-text.ts'

const NAME = 'conflicting-slas'

export function conflictingStatements(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return [
    ...gapRows(draft, plan),
    ...noneAtAll(draft, plan),
    ...variableRates(draft, plan),
    ...namedScenarios(draft, plan),
  ]
}

type GapRow = NonNullable<PlanDraft['metrics']>[number]

/** The metric a row speaks of: the one it is bound to, or the one its label names. */
function metricOfRow({ key, label, current }: GapRow): string | null {
  const bound = parseMetric((current ?? '').split(/\s+of\s+/)[0] ?? '')
  if (bound.ok) return formatMetric(bound.metric)
  const words = `${label ?? ''} ${key}`
  const percentile = /\bp(\d{2}(?:\.\d+)?)\b/i.exec(words)
  if (percentile) return `p${percentile[1]}`
  return /error[ _-]?rate/i.test(words) ? 'error_rate' : `monitor(${key})`
}

/** The same value asked for in the table of gaps and in the acceptance. */
function gapRows(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const accepted = plan.objectives.filter(({ source }) => source === 'acceptance')
  return (draft.metrics ?? []).flatMap((row) =>
    accepted.flatMap((objective) => {
      const [entry] = singlesOf(objective.entry)
      if (!entry || entry.criterion.selector || formatMetric(entry.criterion.metric) !== metricOfRow(row)) return []
      const target = /^\s*([<>≤≥]=?)?\s*(.+)$/.exec(row.target ?? '')
      const value = readValue(target?.[2] ?? '', [entry.criterion.unit])
      if (!value.ok || value.value === entry.target) return []
      const [stated, asked] = [value.value, entry.target].map((one) => formatValue(one, entry.criterion.unit))
      return [
        warning(NAME, [`metrics.${row.key}.target`, placeOf(objective)], {
          message: `${row.label || row.key} has the target ${row.target}, ${objective.key} asks for ${objective.judge}`,
          arithmetic: `${stated} against ${asked}`,
          fix: `Write ${asked} in both`,
        }),
      ]
    }),
  )
}

const NONE = /\b(?:no|zero|without)\s+errors?\b|\ball\b.*\boperations\s+must\s+succeed\b/i

/** "No errors" in words, beside an error rate that allows some. */
function noneAtAll(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  const tolerance = toleratedErrors(draft, plan)
  if (!tolerance) return []
  return demandsOf(draft)
    .filter(({ text }) => NONE.test(text))
    .map(({ place, text }) =>
      warning(NAME, [place, tolerance.place], {
        message: `"${text}" allows no error, ${tolerance.shown} of errors are tolerated elsewhere`,
        arithmetic: `0 against ${tolerance.shown}`,
        fix: `Write what is tolerated: ${tolerance.shown}`,
      }),
    )
}

function toleratedErrors(draft: PlanDraft, plan: CompiledPlan): { place: string; shown: string } | null {
  for (const objective of plan.objectives) {
    const entry = singlesOf(objective.entry).find((one) => isPlain(one, 'error_rate') && one.target > 0)
    if (objective.source === 'sla' && entry) {
      return { place: placeOf(objective), shown: formatValue(entry.target, 'fraction') }
    }
  }
  for (const row of draft.metrics ?? []) {
    const share = parsePercent((row.target ?? '').replace(/^[<>≤≥=\s]+/, ''))
    if (metricOfRow(row) === 'error_rate' && share.ok && share.value > 0) {
      return { place: `metrics.${row.key}.target`, shown: formatPercent(share.value) }
    }
  }
  return null
}

/** A rate left open, beside one that is asked for. */
function variableRates(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return (draft.scenarios ?? []).flatMap((scenario) => {
    const open = textsOfScenario(scenario).find(({ text }) => /\b(?:rate|load)\b[^.]*\bvariable\b/i.test(text))
    const asked = plan.objectives.find((one) => one.scenario === scenario.key && singlesOf(one.entry).some(isRate))
    const [entry] = asked ? singlesOf(asked.entry) : []
    if (!open || !asked || !entry) return []
    const length = plan.scenarios.find(({ key }) => key === scenario.key)?.load.stages ?? []
    const seconds = length.reduce((sum, stage) => sum + stage.durationMs, 0) / 1000
    return [
      warning(NAME, [open.place, placeOf(asked)], {
        message: `The rate of ${scenario.key} is left open ("${open.text}"), and ${asked.judge} is asked for`,
        arithmetic: `${formatValue(entry.target, 'perSecond')} × ${seconds} s = ${Math.round(entry.target * seconds)} requests, or any number`,
        fix: 'Offer the rate that is asked for, or drop the objective',
      }),
    ]
  })
}

function isRate(entry: Single): boolean {
  return isPlain(entry, 'rate', 'ok_rate') && entry.criterion.unit === 'perSecond'
}

/** "Under sustained load" is one scenario; without its name every scenario is judged. */
function namedScenarios(draft: PlanDraft, plan: CompiledPlan): Finding[] {
  return (draft.acceptance ?? []).flatMap(({ key, requirement, scenario }) => {
    const word = /\bunder\s+(?:the\s+)?([a-z-]+)\s+load\b/i.exec(requirement ?? '')?.[1]?.toLowerCase()
    if (!word || scenario?.trim() || plan.scenarios.length < 2) return []
    const meant = plan.scenarios.filter((one) => `${one.key} ${one.type} ${one.name}`.toLowerCase().includes(word))
    const [first] = meant
    if (!first || meant.length === plan.scenarios.length) return []
    return [
      warning(NAME, [`acceptance.${key}.requirement`, `acceptance.${key}.scenario`], {
        message: `"${requirement}" speaks of ${first.key}, but is judged in every scenario`,
        arithmetic: `${meant.length} of ${plan.scenarios.length} scenarios`,
        fix: `Write scenario: ${first.key}, or leave the load out of the requirement`,
      }),
    ]
  })
}
