// An operation as the generator sends it: everything that can be decided before the run is decided here.

import { AppError } from '#lib/core/errors.ts'
import { version } from '#lib/core/version.ts'
import type { CompiledOperation, CompiledPlan, CompiledPoll, CompiledScenario } from '#lib/plans/compiled.ts'
import { jobSeries, metricSeries, operationKeysOf, seriesKey, seriesOf } from '#lib/runs/series.ts'
import { type CompiledChecks, compileChecks } from './checks.ts'
import { compileMetric, type EngineMetric } from './custom-metric.ts'
import { type Dataset, Datasets } from './data/datasets.ts'
import type { EngineInput } from './engine.ts'
import { type CompiledExtractions, compileExtractions } from './extraction.ts'
import { compileLook, type EnginePoll } from './job.ts'
import { pathOfLink } from './link.ts'
import { compileBody, type EngineBody } from './request-body.ts'
import type { RenderContext, TemplateNames } from './template/context.ts'
import { compileTemplate, type Template } from './template/template.ts'
import { compileVerbatim } from './verbatim.ts'

type CompiledWrite = NonNullable<CompiledOperation['write']>

export interface EngineOperation {
  key: string
  /** Index of its series; −1 for operations that only run in setup or teardown, and for polls. */
  series: number
  method: string
  baseUrl: URL
  path: Template
  /** Name, value, name, value, …; used as it is when no value is a template. */
  constantHeaders: string[] | null
  headers: { name: string; value: Template }[]
  body: EngineBody['render'] | null
  constantBody: Buffer | null
  /** The whole request as it is sent; null = a proper one is made of the parts. */
  verbatim: ((context: RenderContext) => Buffer) | null
  timeoutMs: number
  followsRedirects: boolean
  checks: CompiledChecks
  extractions: CompiledExtractions
  needsBody: boolean
  /** Statuses the scenario expects: ok here. */
  expected: Set<number>
  /** Statuses that ask for a new login; null = none does. */
  refreshOn: ReadonlySet<number> | null
  /** What its answer begins and is waited for; null = it is done with its answer. */
  poll: EnginePoll | null
  /** It asks for a job, and is no attempt. */
  isPoll: boolean
  metrics: readonly EngineMetric[]
  /** What its acknowledged writes are known by and read back with; null = they are not followed. */
  write: { key: Template; readBack: EngineOperation } | null
  /** Data sets that fill it in. */
  datasets: ReadonlySet<Dataset>
}

export function unknownKey(kind: string, key: string, known: { key: string }[]): string {
  return `There is no ${kind} "${key}" in the plan. It has: ${known.map((item) => item.key).join(', ') || 'none'}.`
}

export class OperationCompiler {
  /** Where each extracted value lies, by name. */
  readonly slots = new Map<string, number>()
  readonly datasets: Datasets
  readonly #input: EngineInput
  readonly #scenario: CompiledScenario
  readonly #compiled = new Map<string, EngineOperation>()
  readonly #series: string[]

  constructor(input: EngineInput, scenario: CompiledScenario) {
    const { plan } = input
    this.#input = input
    this.#scenario = scenario
    this.datasets = new Datasets(plan.datasets, input.datasets ?? {}, input.seed)
    this.#series = seriesOf(plan, scenario.key).map(seriesKey)
    for (const key of [
      ...plan.setup.map(({ operation }) => operation),
      ...operationKeysOf(plan, scenario.key),
      ...plan.teardown.map(({ operation }) => operation),
      ...(plan.auth ? [plan.auth.login] : []),
    ]) {
      const extract = plan.operations.find((operation) => operation.key === key)?.extract ?? {}
      for (const name of Object.keys(extract)) if (!this.slots.has(name)) this.slots.set(name, this.slots.size)
    }
  }

  get origins(): URL[] {
    const urls = [...this.#compiled.values()].map((operation) => operation.baseUrl)
    return [...new Map(urls.map((url) => [url.origin, url])).values()]
  }

  /** Where an operation puts what it extracts. */
  slotsOf(key: string): number[] {
    const { extract = {} } = this.#input.plan.operations.find((operation) => operation.key === key) ?? {}
    return Object.keys(extract).map((name) => this.slots.get(name)!)
  }

  /** Throws `invalid_input` naming what is unknown or cannot be read. */
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
    const datasets = new Set<Dataset>()
    const names = this.#names(plan, datasets)
    const where = `operation ${source.key}`
    const baseUrl = this.#baseUrl(source)
    const body = compileBody(source, plan.payloads, names, { datasets: this.datasets, seed: this.#input.seed, where })
    const headers = this.#headers(source, body.contentType, names, where)
    const checks = compileChecks(source.checks)
    const extractions = compileExtractions(source.extract, this.slots)
    const metrics = source.metrics.map((metric) => compileMetric(metric, this.#seriesAt(metricSeries(metric.key))))
    const own: Omit<EngineOperation, 'poll'> = {
      key: source.key,
      series: this.#seriesAt({ kind: 'operation', key: source.key, payload: source.payload ?? '' }),
      method: source.method,
      baseUrl,
      path: this.#path(source.path, source.verbatim, baseUrl, body.names, `${where}, path`),
      constantHeaders: constantOf(headers),
      headers,
      body: body.render,
      constantBody: body.constant,
      verbatim: source.verbatim ? compileVerbatim(source, this.#input.runId, baseUrl.host, body.names, where) : null,
      timeoutMs: source.timeoutMs ?? plan.client.requestTimeoutMs,
      followsRedirects: source.redirects === 'follow' && !source.verbatim,
      checks,
      extractions,
      needsBody: checks.needsBody || extractions.needsBody || metrics.some(({ needsBody }) => needsBody),
      expected: new Set(
        this.#scenario.expectFailures.filter((item) => item.operation === source.key).flatMap((item) => item.status),
      ),
      refreshOn: null,
      isPoll: false,
      metrics,
      write: source.write ? this.#write(source.write, plan, names, where) : null,
      datasets,
    }
    const refreshOn = this.#refreshOn(source, own)
    const operation = { ...own, refreshOn }
    return { ...operation, poll: source.poll ? this.#poll(source.poll, operation, names) : null }
  }

  /** The reading operation bare: its answer is looked at whatever it is. */
  #write(
    { key, readBack }: CompiledWrite,
    plan: CompiledPlan,
    names: TemplateNames,
    where: string,
  ): EngineOperation['write'] {
    const source = plan.operations.find((candidate) => candidate.key === readBack)
    if (!source) throw new AppError('invalid_input', unknownKey('operation', readBack, plan.operations))
    const { write: _, ...reading } = { ...source, checks: [], extract: {}, metrics: [], poll: null }
    const operation = { ...this.#build(reading, plan), needsBody: true }
    // So that its target is among those asked for.
    this.#compiled.set(`${source.key} of ${where}`, operation)
    return { key: compileTemplate(key, 'text', names, `${where}, write`), readBack: operation }
  }

  /** Statuses that are right for the operation ask for nothing. */
  #refreshOn(source: CompiledOperation, { expected }: Pick<EngineOperation, 'expected'>): Set<number> | null {
    const { auth } = this.#input.plan
    if (!auth || auth.login === source.key) return null
    const judged = source.checks.filter(({ subject }) => subject.kind === 'status')
    const wanted = compileChecks(judged)
    const isRight = (status: number) =>
      judged.length > 0 && wanted.evaluate({ status } as Parameters<CompiledChecks['evaluate']>[0]).functional === 0
    const statuses = auth.refreshOn.filter((status) => !expected.has(status) && !isRight(status))
    return statuses.length > 0 ? new Set(statuses) : null
  }

  #poll(poll: CompiledPoll, begun: Omit<EngineOperation, 'poll'>, names: TemplateNames): EnginePoll {
    const { needsBody, look } = compileLook(poll)
    const headers = begun.headers.filter(({ name }) => name.toLowerCase() !== 'content-type')
    const operation: EngineOperation = {
      ...begun,
      series: -1,
      method: 'GET',
      path: this.#path(poll.path, false, begun.baseUrl, names, `operation ${begun.key}, poll`),
      headers,
      constantHeaders: constantOf(headers),
      body: null,
      constantBody: null,
      verbatim: null,
      needsBody: needsBody || begun.needsBody,
      poll: null,
      write: null,
      isPoll: true,
    }
    const series = this.#seriesAt(jobSeries(begun.key))
    return { operation, series, everyMs: poll.everyMs, timeoutMs: poll.timeoutMs, look }
  }

  #path(path: string, isVerbatim: boolean, baseUrl: URL, names: TemplateNames, where: string): Template {
    if (isVerbatim) return compileTemplate(path, 'text', names, where)
    // What begins with a placeholder may be a link of an earlier answer.
    if (path.startsWith('{{')) {
      const { constant, render } = compileTemplate(path, 'path', names, where)
      const place = (link: string) => pathOfLink(link, baseUrl)
      return { constant: constant && place(constant), render: (context) => place(render(context)) }
    }
    return compileTemplate(joinPath(baseUrl.pathname.replace(/\/$/, ''), path), 'path', names, where)
  }

  #seriesAt(series: Parameters<typeof seriesKey>[0]): number {
    return this.#series.indexOf(seriesKey(series))
  }

  #names(plan: CompiledPlan, used: Set<Dataset>): TemplateNames {
    const environment = plan.environments.find(({ key }) => key === this.#input.environment)
    return {
      variables: environment?.variables ?? {},
      secrets: this.#input.secrets,
      extracted: this.slots,
      columns: (name) => {
        const column = this.datasets.find(name)
        if (column) used.add(column.dataset)
        return column
      },
      payloads: [],
    }
  }

  #headers(
    source: CompiledOperation,
    contentType: string | null,
    names: TemplateNames,
    where: string,
  ): EngineOperation['headers'] {
    const given = new Map(Object.entries(source.headers).map(([name, value]) => [name.toLowerCase(), value]))
    // Only whoever made the parts knows what stands between them.
    if (source.body?.kind === 'multipart') given.delete('content-type')
    const own = [
      ...(given.has('user-agent') ? [] : [['user-agent', `headroom/${version}`]]),
      ['x-headroom-run', this.#input.runId],
      ...(contentType && !given.has('content-type') ? [['content-type', contentType]] : []),
    ]
    return [...own, ...given].map(([name, value]) => ({
      name: name!,
      value: compileTemplate(value!, 'header', names, `${where}, header ${name}`),
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

function constantOf(headers: EngineOperation['headers']): string[] | null {
  const isConstant = headers.every(({ value }) => value.constant !== null)
  return isConstant ? headers.flatMap(({ name, value }) => [name, value.constant!]) : null
}

function joinPath(prefix: string, path: string): string {
  return path.startsWith('/') ? `${prefix}${path}` : `${prefix}/${path}`
}
