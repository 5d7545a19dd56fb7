// The plan as the generator carries it out: operations with everything compiled, and the mix as lists of steps.

import { AppError } from '#lib/core/errors.ts'
import { version } from '#lib/core/version.ts'
import type { ThinkTime } from '#lib/load/profile.ts'
import type { CompiledOperation, CompiledPlan, CompiledScenario, OnceStep } from '#lib/plans/compiled.ts'
import { operationKeysOf, seriesKey, seriesOf } from '#lib/runs/series.ts'
import { type CompiledChecks, compileChecks } from './checks.ts'
import type { EngineInput } from './engine.ts'
import { type CompiledExtractions, compileExtractions } from './extraction.ts'
import type { OnceSend } from './once.ts'
import type { TemplateNames } from './template/context.ts'
import { payloadBodies } from './template/filler.ts'
import { compileTemplate, type Template } from './template/template.ts'

export interface EngineOperation {
  key: string
  /** Index of its series; −1 for operations that only run in setup or teardown. */
  series: number
  method: string
  baseUrl: URL
  path: Template
  /** Name, value, name, value, …; used as it is when no value is a template. */
  constantHeaders: string[] | null
  headers: { name: string; value: Template }[]
  body: Template | null
  constantBody: Buffer | null
  timeoutMs: number
  followsRedirects: boolean
  checks: CompiledChecks
  extractions: CompiledExtractions
  needsBody: boolean
  /** Statuses the scenario expects: ok here. */
  expected: Set<number>
}

export type Step = { kind: 'send'; operation: EngineOperation } | { kind: 'think'; thinkTime: ThinkTime }

export interface MixEntry {
  key: string
  weight: number
  steps: Step[]
  /** Index of the flow's series; −1 when the entry is an operation. */
  flowSeries: number
}

export interface EnginePlan {
  scenario: CompiledScenario
  mix: MixEntry[]
  setup: OnceSend[]
  teardown: OnceSend[]
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
    if (entry.kind === 'operation') return { key, weight, steps: [step(key)], flowSeries: -1 }
    const flow = plan.flows.find((candidate) => candidate.key === key)
    if (!flow) throw new AppError('invalid_input', unknownKey('flow', key, plan.flows))
    const steps = flow.steps.map(
      (part): Step => ('operation' in part ? step(part.operation) : { kind: 'think', thinkTime: part.thinkMs }),
    )
    return { key, weight, steps, flowSeries: series.indexOf(seriesKey({ kind: 'flow', key, payload: '' })) }
  })
  return {
    scenario,
    mix,
    setup: plan.setup.map((once) => ({ ...once, operation: compiler.compile(once.operation) })),
    teardown: plan.teardown.map((once) => ({ ...once, operation: compiler.compile(once.operation) })),
    slots: compiler.slots,
    valueCount: compiler.slots.size,
    origins: compiler.origins,
  }
}

function unknownKey(kind: string, key: string, known: { key: string }[]): string {
  return `There is no ${kind} "${key}" in the plan. It has: ${known.map((item) => item.key).join(', ') || 'none'}.`
}

class OperationCompiler {
  readonly slots = new Map<string, number>()
  readonly #input: EngineInput
  readonly #scenario: CompiledScenario
  readonly #compiled = new Map<string, EngineOperation>()
  readonly #series: string[]

  constructor(input: EngineInput, scenario: CompiledScenario) {
    this.#input = input
    this.#scenario = scenario
    this.#series = seriesOf(input.plan, scenario.key).map(seriesKey)
    for (const key of [
      ...onceKeys(input.plan.setup),
      ...operationKeysOf(input.plan, scenario.key),
      ...onceKeys(input.plan.teardown),
    ]) {
      const extract = input.plan.operations.find((operation) => operation.key === key)?.extract ?? {}
      for (const name of Object.keys(extract)) if (!this.slots.has(name)) this.slots.set(name, this.slots.size)
    }
  }

  get origins(): URL[] {
    const urls = [...this.#compiled.values()].map((operation) => operation.baseUrl)
    return [...new Map(urls.map((url) => [url.origin, url])).values()]
  }

  compile(key: string): EngineOperation {
    let operation = this.#compiled.get(key)
    if (operation) return operation
    const { plan } = this.#input
    const source = plan.operations.find((candidate) => candidate.key === key)
    if (!source) throw new AppError('invalid_input', unknownKey('operation', key, plan.operations))
    operation = this.#build(source, plan)
    this.#compiled.set(key, operation)
    return operation
  }

  #build(source: CompiledOperation, plan: CompiledPlan): EngineOperation {
    const names = this.#names(source, plan)
    const where = `operation ${source.key}`
    const baseUrl = this.#baseUrl(source)
    const prefix = baseUrl.pathname.replace(/\/$/, '')
    const headers = this.#headers(source, names)
    const checks = compileChecks(source.checks)
    const extractions = compileExtractions(source.extract, this.slots)
    const place = source.body?.kind === 'json' ? 'json' : 'text'
    const written = source.body?.kind === 'multipart' ? null : source.body
    const body = written ? compileTemplate(written.template, place, names, `${where}, body`) : null
    const isConstant = headers.every(({ value }) => value.constant !== null)
    return {
      key: source.key,
      series: this.#series.indexOf(seriesKey({ kind: 'operation', key: source.key, payload: source.payload ?? '' })),
      method: source.method,
      baseUrl,
      path: compileTemplate(joinPath(prefix, source.path), 'path', names, `${where}, path`),
      constantHeaders: isConstant ? headers.flatMap(({ name, value }) => [name, value.constant!]) : null,
      headers,
      body,
      constantBody: body?.constant ? Buffer.from(body.constant) : null,
      timeoutMs: source.timeoutMs ?? plan.client.requestTimeoutMs,
      followsRedirects: source.redirects === 'follow',
      checks,
      extractions,
      needsBody: checks.needsBody || extractions.needsBody,
      expected: new Set(
        this.#scenario.expectFailures.filter((item) => item.operation === source.key).flatMap((item) => item.status),
      ),
    }
  }

  #names(source: CompiledOperation, plan: CompiledPlan): TemplateNames {
    const environment = plan.environments.find(({ key }) => key === this.#input.environment)
    const payload = plan.payloads.find(({ key }) => key === source.payload)
    return {
      variables: environment?.variables ?? {},
      secrets: this.#input.secrets,
      extracted: this.slots,
      payloads: payload ? payloadBodies(payload.sizeBytes, payload.count, this.#input.seed) : [],
    }
  }

  #headers(source: CompiledOperation, names: TemplateNames): { name: string; value: Template }[] {
    const given = new Map(Object.entries(source.headers).map(([name, value]) => [name.toLowerCase(), value]))
    const own = [
      ...(given.has('user-agent') ? [] : [['user-agent', `headroom/${version}`]]),
      ['x-headroom-run', this.#input.runId],
      ...(source.body?.kind === 'json' && !given.has('content-type') ? [['content-type', 'application/json']] : []),
    ]
    return [...own, ...given].map(([name, value]) => ({
      name: name!,
      value: compileTemplate(value!, 'header', names, `operation ${source.key}, header ${name}`),
    }))
  }

  #baseUrl(source: CompiledOperation): URL {
    const { plan, baseUrl, environment: key } = this.#input
    const environment = plan.environments.find((candidate) => candidate.key === key)
    if (!environment) throw new AppError('invalid_input', unknownKey('environment', key, plan.environments))
    const text = source.service === null ? (baseUrl ?? environment.baseUrl) : environment.services[source.service]
    if (text === undefined) {
      throw new AppError(
        'invalid_input',
        `operation ${source.key}: environment ${key} has no service "${source.service}"`,
      )
    }
    const url = URL.parse(text)
    if (!url || !/^https?:$/.test(url.protocol)) {
      throw new AppError('invalid_input', `${text} is no base URL; write, for example, http://127.0.0.1:4010`)
    }
    return url
  }
}

const onceKeys = (steps: OnceStep[]): string[] => steps.map(({ operation }) => operation)

function joinPath(prefix: string, path: string): string {
  if (path.startsWith('/') || path.startsWith('{{')) return `${prefix}${path}`
  return `${prefix}/${path}`
}
