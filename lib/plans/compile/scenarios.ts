import { formatPercent, parsePercent } from '#lib/core/units.ts'
import type { CompiledScenario } from '../compiled.ts'
import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'
import { SCENARIO_TYPES } from '../scenario-type.ts'
import { type CompileLog, isBlank } from './compile-log.ts'
import { readCriteria } from './criteria.ts'
import { compileLoad } from './load.ts'
import { readPhases } from './phases.ts'
import { readStatuses } from './statuses.ts'

export function compileScenarios(draft: PlanDraft, log: CompileLog): CompiledScenario[] {
  return (draft.scenarios ?? []).map((scenario) => compileScenario(scenario, log))
}

function compileScenario(scenario: ScenarioDraft, log: CompileLog): CompiledScenario {
  const place = `scenarios.${scenario.key}`
  const load = compileLoad(scenario, log)
  return {
    key: scenario.key,
    type: log.choice(`${place}.type`, scenario.type, SCENARIO_TYPES, 'custom'),
    name: scenario.name || scenario.key,
    load,
    mix: compileMix(scenario, place, log),
    expectFailures: (scenario.expectFailures ?? []).flatMap((expected, index) => {
      if (isBlank(expected.operation)) return []
      const at = `${place}.expectFailures.${index}.status`
      return [
        {
          operation: expected.operation ?? '',
          status: readStatuses(at, expected.status ?? [], 'status: [400, 404]', log),
        },
      ]
    }),
    environment: scenario.environment || null,
    workers: readWorkers(scenario, place, log),
    locations: readLocations(scenario, `${place}.locations`, log),
    stopWhen: readCriteria(`${place}.stopWhen`, scenario.stopWhen, log),
    phases: readPhases(scenario, place, load.stages, log),
    untilFailure: scenario.load?.continue !== undefined || scenario.load?.search !== undefined,
  }
}

type Mix = CompiledScenario['mix']

function compileMix(scenario: ScenarioDraft, place: string, log: CompileLog): Mix {
  const mix = (scenario.mix ?? []).flatMap((item, index): Mix => {
    const at = `${place}.mix.${index}`
    const kinds = (['operation', 'flow'] as const).filter((kind) => !isBlank(item[kind]))
    const kind = kinds[0]
    if (kinds.length !== 1 || !kind) {
      log.error(
        'mix',
        at,
        'A part of the mix names one operation or one flow',
        'Write, for example, { operation: create-order, weight: 40 }',
      )
      return []
    }
    return [{ kind, key: item[kind]?.trim() ?? '', weight: weightOf(`${at}.weight`, item.weight, log) }]
  })
  if (!mix.some((item) => item.weight > 0)) {
    log.error(
      'mix',
      `${place}.mix`,
      `The scenario ${scenario.key} sends nothing: its mix has no operation or flow with a weight above 0`,
      'Write, for example, mix: [{ operation: create-order, weight: 1 }]',
    )
  }
  return mix
}

/** `40` or `40%`; blank is 1. */
function weightOf(place: string, text: string | undefined, log: CompileLog): number {
  if (text?.includes('%')) return (log.quantity(place, text, parsePercent) ?? 0) * 100
  return log.count(place, text) ?? 1
}

/** A label each, with equal parts unless parts are written. */
function readLocations(scenario: ScenarioDraft, place: string, log: CompileLog): CompiledScenario['locations'] {
  const written = scenario.locations ?? []
  const locations = written.map((location, index) => {
    const { label, share } = typeof location === 'string' ? { label: location, share: undefined } : location
    const at = `${place}.${index}`
    return {
      label: log.required(typeof location === 'string' ? at : `${at}.label`, label, 'The label', 'label: eu-west'),
      share: log.quantity(`${at}.share`, share, parsePercent),
    }
  })
  const shares = locations.map(({ share }) => share).filter((share) => share !== null)
  if (shares.length === 0) return locations.map(({ label }) => ({ label, share: 1 / locations.length }))
  const sum = shares.reduce((total, share) => total + share, 0)
  if (shares.length < locations.length || Math.abs(sum - 1) > 1e-6) {
    const arithmetic = `${locations.map(({ share }) => (share === null ? 'none' : formatPercent(share))).join(' + ')} = ${formatPercent(sum)}`
    const fix = 'Write, for example, locations: [{ label: eu-west, share: 70% }, { label: us-east, share: 30% }]'
    const message = `The parts of the locations make ${formatPercent(sum)} of the load, not all of it`
    log.findings.push({ rule: 'locations', severity: 'error', message, places: [place], arithmetic, fix })
  }
  return locations.map(({ label, share }) => ({ label, share: share ?? 0 }))
}

/** One for each location. */
function readWorkers(scenario: ScenarioDraft, place: string, log: CompileLog): number {
  const count = scenario.locations?.length ?? 0
  const workers = log.whole(`${place}.workers`, scenario.workers, 1)
  if (workers !== null && count > 0 && workers !== count) {
    log.findings.push({
      rule: 'locations',
      severity: 'error',
      message: `${count} locations need ${count} workers, one each, not ${workers}`,
      places: [`${place}.workers`, `${place}.locations`],
      fix: 'Remove workers; a label may be written several times',
    })
  }
  return count || (workers ?? 1)
}
