import { parsePercent } from '#lib/core/units.ts'
import type { CompiledScenario } from '../compiled.ts'
import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'
import { SCENARIO_TYPES } from '../scenario-type.ts'
import { type CompileLog, isBlank } from './compile-log.ts'
import { readCriteria } from './criteria.ts'
import { compileLoad } from './load.ts'
import { cannotRun } from './operations.ts'

export function compileScenarios(draft: PlanDraft, log: CompileLog): CompiledScenario[] {
  return (draft.scenarios ?? []).map((scenario) => compileScenario(draft, scenario, log))
}

function compileScenario(draft: PlanDraft, scenario: ScenarioDraft, log: CompileLog): CompiledScenario {
  const place = `scenarios.${scenario.key}`
  const mix = compileMix(scenario, place, log)
  refuseWhatCannotRun(draft, mix, place, log)
  return {
    key: scenario.key,
    type: log.choice(`${place}.type`, scenario.type, SCENARIO_TYPES, 'custom'),
    name: scenario.name || scenario.key,
    load: compileLoad(scenario, log),
    mix,
    expectFailures: (scenario.expectFailures ?? []).flatMap((expected, index) => {
      if (isBlank(expected.operation)) return []
      return [
        {
          operation: expected.operation ?? '',
          status: statuses(`${place}.expectFailures.${index}`, expected.status, log),
        },
      ]
    }),
    environment: scenario.environment || null,
    workers: log.whole(`${place}.workers`, scenario.workers, 1) ?? Math.max(1, scenario.locations?.length ?? 0),
    locations: [],
    stopWhen: readCriteria(`${place}.stopWhen`, scenario.stopWhen, log),
    phases: readPhases(scenario, place, log),
    untilFailure: scenario.load?.continue !== undefined,
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

function statuses(place: string, texts: string[] | undefined, log: CompileLog): number[] {
  return (texts ?? []).flatMap((text) => {
    if (/^\s*[1-5]\d\d\s*$/.test(text)) return [Number(text)]
    log.error('unit', `${place}.status`, `"${text}" is no status code`, 'Write, for example, status: [400, 404]')
    return []
  })
}

function refuseWhatCannotRun(draft: PlanDraft, mix: Mix, place: string, log: CompileLog): void {
  for (const item of mix) {
    const flow = item.kind === 'flow' ? draft.flows?.find((one) => one.key === item.key) : undefined
    const keys = item.kind === 'operation' ? [item.key] : (flow?.steps ?? []).filter((step) => typeof step === 'string')
    for (const key of new Set(keys)) {
      const operation = draft.operations?.find((one) => one.key === key)
      const missing = operation && cannotRun(operation)
      if (!missing) continue
      log.findings.push({
        rule: 'not-executable',
        severity: 'error',
        message: `${key} needs ${missing}, which cannot be sent yet`,
        places: [`${place}.mix`, `operations.${key}`],
        fix: `Take ${key} out of this mix`,
      })
    }
  }
}

/** Phases follow one another from the start; one without a length ends nothing and is left out. */
function readPhases(scenario: ScenarioDraft, place: string, log: CompileLog): CompiledScenario['phases'] {
  for (const [index, level] of (scenario.levels ?? []).entries()) log.count(`${place}.levels.${index}`, level)
  let startMs = 0
  return (scenario.phases ?? []).flatMap((phase) => {
    const durationMs = log.duration(`${place}.phases.${phase.key}.for`, phase.for) ?? 0
    readCriteria(`${place}.phases.${phase.key}.success`, phase.success, log)
    const compiled = { key: phase.key, name: phase.name || phase.key, startMs, durationMs, gate: phase.gate ?? false }
    startMs += durationMs
    return durationMs > 0 ? [compiled] : []
  })
}
