// The plan as the generator carries it out: operations with everything compiled, and the mix as lists of steps.

import { AppError } from '#lib/core/errors.ts'
import type { ThinkTime } from '#lib/load/profile.ts'
import type { CompiledScenario } from '#lib/plans/compiled.ts'
import { seriesKey, seriesOf } from '#lib/runs/series.ts'
import type { Dataset, Datasets } from './data/datasets.ts'
import type { EngineInput } from './engine.ts'
import { type EngineOperation, OperationCompiler, unknownKey } from './engine-operation.ts'
import type { OnceSend } from './once.ts'

export type { EngineOperation } from './engine-operation.ts'

export type Step = { kind: 'send'; operation: EngineOperation } | { kind: 'think'; thinkTime: ThinkTime }

export interface MixEntry {
  key: string
  weight: number
  steps: Step[]
  /** Data sets of which each iteration is given a row. */
  datasets?: readonly Dataset[]
  /** Index of the flow's series; −1 when the entry is an operation. */
  flowSeries: number
}

export interface EnginePlan {
  scenario: CompiledScenario
  mix: MixEntry[]
  setup: OnceSend[]
  teardown: OnceSend[]
  /** Sent anew when an answer says that its token is not good any more; what it extracts lies in these slots. */
  login: { operation: EngineOperation; slots: number[] } | null
  datasets: Datasets
  /** Where each extracted value lies, by name. */
  slots: Map<string, number>
  /** Number of values extracted anywhere. */
  valueCount: number
  origins: URL[]
}

/** Throws `invalid_input` naming what cannot be compiled. */
export function compileEnginePlan(input: EngineInput): EnginePlan {
  const { plan } = input
  const scenario = plan.scenarios.find(({ key }) => key === input.scenario)
  if (!scenario) throw new AppError('invalid_input', unknownKey('scenario', input.scenario, plan.scenarios))
  const compiler = new OperationCompiler(input, scenario)
  const series = seriesOf(plan, scenario.key).map(seriesKey)
  const step = (key: string): Step => ({ kind: 'send', operation: compiler.compile(key) })
  const mix = scenario.mix.map((entry): MixEntry => {
    const { key, weight } = entry
    if (entry.kind === 'operation') return withDatasets({ key, weight, steps: [step(key)], flowSeries: -1 })
    const flow = plan.flows.find((candidate) => candidate.key === key)
    if (!flow) throw new AppError('invalid_input', unknownKey('flow', key, plan.flows))
    const steps = flow.steps.map(
      (part): Step => ('operation' in part ? step(part.operation) : { kind: 'think', thinkTime: part.thinkMs }),
    )
    const flowSeries = series.indexOf(seriesKey({ kind: 'flow', key, payload: '' }))
    return withDatasets({ key, weight, steps, flowSeries })
  })
  const { auth } = plan
  return {
    scenario,
    mix,
    setup: plan.setup.map((once) => ({ ...once, operation: compiler.compile(once.operation) })),
    teardown: plan.teardown.map((once) => ({ ...once, operation: compiler.compile(once.operation) })),
    login: auth && { operation: compiler.compile(auth.login), slots: compiler.slotsOf(auth.login) },
    datasets: compiler.datasets,
    slots: compiler.slots,
    valueCount: compiler.slots.size,
    origins: compiler.origins,
  }
}

function withDatasets(entry: MixEntry): MixEntry {
  const used = new Set(entry.steps.flatMap((step) => (step.kind === 'send' ? [...step.operation.datasets] : [])))
  return used.size > 0 ? { ...entry, datasets: [...used] } : entry
}
