// Draft → compiled plan: every string becomes a number in one unit, or a finding that names the field and shows a correct example.

import { CompileLog } from './compile/compile-log.ts'
import { readConduct } from './compile/conduct.ts'
import { compileDatasets } from './compile/datasets.ts'
import { compileClient, compileEnvironments, compilePayloads } from './compile/environments.ts'
import { compileMonitors } from './compile/monitors.ts'
import { compileObjectives } from './compile/objectives.ts'
import { compileAuth, compileOnce } from './compile/once.ts'
import { compileFlows, compileOperations } from './compile/operations.ts'
import { compileScenarios } from './compile/scenarios.ts'
import type { CompiledObjective, CompiledPlan } from './compiled.ts'
import type { CriterionEntry } from './criterion.ts'
import type { PlanDraft } from './document/plan.ts'
import type { Finding } from './finding.ts'
import { ALONE } from './lint/rule.ts'
import { unknownName } from './lint/unknown-name.ts'
import { unknownReference } from './lint/unknown-reference.ts'

export type Compiled = { ok: true; plan: CompiledPlan } | { ok: false; findings: Finding[] }

/** All that is wrong is told at once; a plan comes out only when nothing that runs or judges it is in doubt. */
export function compilePlan(draft: PlanDraft): Compiled {
  return compileAndTell(draft).compiled
}

/** With every name that is defined nowhere, also where only people read it. */
export function compileAndTell(draft: PlanDraft): { compiled: Compiled; unknown: Finding[] } {
  const log = new CompileLog()
  const plan: CompiledPlan = {
    name: log.required('name', draft.name, 'The name of the plan', 'name: Orders API'),
    version: draft.version ?? '',
    environments: compileEnvironments(draft, log),
    client: compileClient(draft, log),
    payloads: compilePayloads(draft, log),
    operations: compileOperations(draft, log),
    flows: compileFlows(draft, log),
    objectives: withFlows(draft, compileObjectives(draft, log)),
    scenarios: compileScenarios(draft, log),
    setup: compileOnce('setup', draft, log),
    teardown: compileOnce('teardown', draft, log),
    auth: compileAuth(draft, log),
    datasets: compileDatasets(draft, log),
    ...readConduct(draft, log),
    ...compileMonitors(draft, log),
  }
  const unknown = [...unknownReference.check(draft, null, ALONE), ...unknownName.check(draft, null, ALONE)]
  const findings = [...log.findings, ...unknown.filter((finding) => finding.severity === 'error')]
  return { compiled: findings.length > 0 ? { ok: false, findings } : { ok: true, plan }, unknown }
}

/** `p95(crud)`: the language does not tell operation from flow, the plan does. An operation of the same key goes first. */
function withFlows(draft: PlanDraft, objectives: CompiledObjective[]): CompiledObjective[] {
  const operations = new Set(draft.operations?.map((operation) => operation.key))
  const flows = new Set(draft.flows?.map((flow) => flow.key))
  const resolve = (entry: CriterionEntry): void => {
    if (entry.kind === 'any') return entry.entries.forEach(resolve)
    const { selector } = entry.criterion
    if (selector?.kind === 'operation' && !operations.has(selector.key) && flows.has(selector.key))
      selector.kind = 'flow'
  }
  for (const { entry } of objectives) resolve(entry)
  return objectives
}
