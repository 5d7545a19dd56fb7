// A name that is used and defined nowhere. An error where a run or a verdict depends on it, a warning where only people read it.

import { namesOfStages } from '#lib/load/stages-named.ts'
import { CompileLog } from '../compile/compile-log.ts'
import { compileLoad } from '../compile/load.ts'
import type { Selector } from '../criterion.ts'
import { parseCriterion, parseMetric } from '../criterion-parser.ts'
import type { PlanDraft, ScenarioDraft } from '../document/plan.ts'
import type { CriterionDraft } from '../document/scenario.ts'
import type { Finding } from '../finding.ts'
import { nearestWord } from '../nearest.ts'
import type { LintRule } from './rule.ts'

export const unknownReference: LintRule = {
  name: 'unknown-reference',
  check(draft) {
    const names = new Names(draft)
    checkOperations(draft, names)
    checkSlas(draft, names)
    for (const scenario of draft.scenarios ?? []) checkScenario(scenario, names)
    checkConduct(draft, names)
    return names.findings
  },
}

type Kind =
  | 'operation'
  | 'flow'
  | 'payload'
  | 'scenario'
  | 'environment'
  | 'service'
  | 'monitored value'
  | 'alert'
  | 'stage'
  | 'monitor'
  | 'dataset'
  | 'custom metric'

const SECTIONS: Record<Kind, string> = {
  operation: 'operations',
  flow: 'flows',
  payload: 'testData.payloads',
  scenario: 'scenarios',
  environment: 'environments',
  service: 'environments',
  'monitored value': 'monitors',
  alert: 'alerts',
  stage: 'scenarios',
  monitor: 'monitors',
  dataset: 'testData.datasets',
  'custom metric': 'operations',
}

const BUILT_IN_PHASE = /^(ramp-up|steady|ramp-down|drill|(after-)?spike(-\d+)?)$/

class Names {
  readonly findings: Finding[] = []
  readonly known: Record<Kind, string[]>

  constructor(draft: PlanDraft) {
    const keys = (list: readonly { key: string }[] | undefined) => (list ?? []).map((item) => item.key)
    this.known = {
      operation: keys(draft.operations),
      flow: [...keys(draft.flows), ...jobs(draft)],
      payload: keys(draft.testData?.payloads),
      scenario: keys(draft.scenarios),
      environment: keys(draft.environments),
      service: (draft.environments ?? []).flatMap((environment) => Object.keys(environment.services ?? {})),
      monitor: keys(draft.monitors),
      'monitored value': (draft.monitors ?? []).flatMap((monitor) =>
        keys(monitor.metrics).flatMap((key) => [key, `${monitor.key}.${key}`]),
      ),
      alert: keys(draft.alerts),
      dataset: keys(draft.testData?.datasets),
      'custom metric': (draft.operations ?? []).flatMap((operation) => keys(operation.metrics)),
      stage: (draft.scenarios ?? []).flatMap(stageKeys),
    }
  }

  use(
    kind: Kind,
    place: string,
    name: string | undefined,
    severity: Finding['severity'] = 'error',
    known = this.known[kind],
  ): void {
    const word = name?.trim() ?? ''
    if (word === '' || known.includes(word)) return
    const near = nearestWord(word, known)
    const list = known.length > 0 ? `known: ${known.join(', ')}` : `the plan defines no ${kind}`
    this.findings.push({
      rule: 'unknown-reference',
      severity,
      message: `The ${kind} "${word}" is not defined; ${near ? `did you mean "${near}"?` : list}`,
      places: [place, SECTIONS[kind]],
      fix: near ? `Write ${near}` : `Define ${word} under ${SECTIONS[kind]}, or name one that is`,
    })
  }

  /** Selector, phase and keyed metric of a criterion; a text that cannot be read is told elsewhere. */
  criterion(place: string, text: string | undefined, stages: string[]): void {
    const parsed = parseCriterion(text ?? '')
    if (!parsed.ok) return
    const { metric, selector, window } = parsed.criterion
    this.selector(place, selector)
    if ('key' in metric && metric.kind === 'alert') this.use('alert', place, metric.key, 'warning')
    else if ('key' in metric && metric.kind === 'missing') {
      this.use('monitored value', place, metric.key, 'warning', [
        ...this.known.monitor,
        ...this.known['monitored value'],
      ])
    } else if ('key' in metric && metric.kind === 'custom') this.use('custom metric', place, metric.key)
    else if ('key' in metric) this.use('monitored value', place, metric.key, 'warning')
    if (window?.kind === 'during' && !BUILT_IN_PHASE.test(window.phase))
      this.use('stage', place, window.phase, 'error', stages)
  }

  selector(place: string, selector: Selector | null): void {
    if (!selector || selector.kind === 'status') return
    const known =
      selector.kind === 'operation' ? [...this.known.operation, ...this.known.flow] : this.known[selector.kind]
    this.use(selector.kind, place, selector.key, 'error', known)
  }
}

/** The time of a polled job is judged beside the time of its request. */
function jobs(draft: PlanDraft): string[] {
  return (draft.operations ?? []).filter((operation) => operation.poll).map((operation) => `${operation.key}.job`)
}

/** What `during` may name in a scenario, beside the built-in phases. */
function stageKeys(scenario: ScenarioDraft): string[] {
  const { stages } = compileLoad(scenario, new CompileLog())
  const planned = stages.length > 0 ? namesOfStages(stages) : ['hold']
  // A stage that cannot be read yet has its key all the same.
  const written = [...(scenario.load?.stages ?? []), ...(scenario.phases ?? [])].map((stage) => stage.key)
  return [...planned, ...written]
}

function checkOperations(draft: PlanDraft, names: Names): void {
  for (const operation of draft.operations ?? []) {
    names.use('service', `operations.${operation.key}.request.service`, operation.request?.service)
    names.use('payload', `operations.${operation.key}.payload`, operation.payload)
    names.use('operation', `operations.${operation.key}.write.readBack`, operation.write?.readBack)
    for (const [name, part] of Object.entries(operation.request?.body?.multipart ?? {})) {
      const place = `operations.${operation.key}.request.body.multipart.${name}.dataset`
      if (typeof part !== 'string') names.use('dataset', place, part.dataset)
    }
  }
  for (const flow of draft.flows ?? []) {
    for (const [index, step] of (flow.steps ?? []).entries()) {
      if (typeof step === 'string') names.use('operation', `flows.${flow.key}.steps.${index}`, step)
    }
  }
  for (const name of ['setup', 'teardown'] as const) {
    for (const [index, step] of (draft[name] ?? []).entries()) {
      if (typeof step === 'string') names.use('operation', `${name}.${index}`, step)
      else names.use('operation', `${name}.${index}.operation`, step.operation)
    }
  }
  names.use('operation', 'auth.login', draft.auth?.login)
}

function checkSlas(draft: PlanDraft, names: Names): void {
  for (const sla of draft.slas ?? []) {
    const place = `slas.${sla.key}`
    if (sla.operation?.trim() !== '*') names.use('operation', `${place}.operation`, sla.operation)
    names.use('flow', `${place}.flow`, sla.flow)
    names.use('payload', `${place}.payload`, sla.payload)
    names.use('scenario', `${place}.scenario`, sla.scenario)
    metricReference(`${place}.metric`, sla.metric, names)
    if (sla.during && !BUILT_IN_PHASE.test(sla.during)) names.use('stage', `${place}.during`, sla.during)
  }
  for (const [index, resource] of (draft.resources ?? []).entries()) {
    metricReference(`resources.${resource.key ?? index}.metric`, resource.metric, names)
  }
  for (const one of draft.acceptance ?? []) {
    names.use('scenario', `acceptance.${one.key}.scenario`, one.scenario)
    names.criterion(`acceptance.${one.key}.judge`, one.judge, names.known.stage)
  }
  names.use('operation', 'availability.probe', draft.availability?.probe, 'warning')
}

function metricReference(place: string, text: string | undefined, names: Names): void {
  const parsed = parseMetric(text ?? '')
  if (!parsed.ok) return
  names.selector(place, parsed.selector)
  if (parsed.metric.kind === 'monitor' || parsed.metric.kind === 'increase') {
    names.use('monitored value', place, parsed.metric.key, 'warning')
  }
}

function checkScenario(scenario: ScenarioDraft, names: Names): void {
  const place = `scenarios.${scenario.key}`
  const stages = stageKeys(scenario)
  names.use('environment', `${place}.environment`, scenario.environment)
  for (const [index, item] of (scenario.mix ?? []).entries()) {
    names.use('operation', `${place}.mix.${index}.operation`, item.operation)
    names.use('flow', `${place}.mix.${index}.flow`, item.flow)
  }
  for (const [index, expected] of (scenario.expectFailures ?? []).entries()) {
    names.use('operation', `${place}.expectFailures.${index}.operation`, expected.operation)
  }
  const shared = [...names.known.operation, ...names.known.flow]
  for (const key of Object.keys(scenario.expect?.shares ?? {}))
    names.use('operation', `${place}.expect.shares.${key}`, key, 'warning', shared)
  for (const [index, text] of (scenario.collect ?? []).entries())
    metricReference(`${place}.collect.${index}`, text, names)
  for (const [index, text] of (scenario.stopWhen ?? []).entries())
    names.criterion(`${place}.stopWhen.${index}`, text, stages)
  for (const [index, entry] of (scenario.criteria ?? []).entries())
    checkEntry(`${place}.criteria.${index}`, entry, stages, names)
  for (const phase of scenario.phases ?? []) {
    for (const [index, text] of (phase.success ?? []).entries())
      names.criterion(`${place}.phases.${phase.key}.success.${index}`, text, stages)
  }
}

function checkEntry(place: string, entry: CriterionDraft, stages: string[], names: Names): void {
  if (typeof entry === 'string') return names.criterion(place, entry, stages)
  names.criterion(`${place}.judge`, entry.judge, stages)
  for (const [index, one] of (entry.any ?? []).entries()) checkEntry(`${place}.any.${index}`, one, stages, names)
}

/** Named in what people read or what runs apart from the load: worth a warning, no reason not to start. */
function checkConduct(draft: PlanDraft, names: Names): void {
  for (const group of draft.modules ?? []) {
    for (const [index, key] of (group.operations ?? []).entries())
      names.use('operation', `modules.${group.key}.operations.${index}`, key, 'warning')
    for (const [index, key] of (group.monitors ?? []).entries())
      names.use('monitor', `modules.${group.key}.monitors.${index}`, key, 'warning')
  }
  for (const drill of draft.drills ?? []) {
    names.use('scenario', `drills.${drill.key}.scenario`, drill.scenario, 'warning')
    names.use('operation', `drills.${drill.key}.inject.operation`, drill.inject?.operation, 'warning')
    for (const [index, text] of (drill.expect ?? []).entries())
      names.criterion(`drills.${drill.key}.expect.${index}`, text, names.known.stage)
  }
  for (const alert of draft.alerts ?? []) {
    for (const [index, text] of (alert.when ?? []).entries())
      names.criterion(`alerts.${alert.key}.when.${index}`, text, names.known.stage)
  }
  for (const item of draft.schedule ?? []) {
    names.use('scenario', `schedule.${item.key}.scenario`, item.scenario, 'warning')
    names.use('environment', `schedule.${item.key}.environment`, item.environment, 'warning')
  }
}
