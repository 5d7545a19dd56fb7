// The plan of a quick bench: one operation, nothing judged. Closed model: each connection sends its next request when the last one was
// answered; with a rate, arrivals on schedule.

import type { LoadProfile } from '#lib/load/profile.ts'
import type { CompiledBody, CompiledOperation, CompiledPlan, CompiledScenario, OnceStep } from '#lib/plans/compiled.ts'
import { bracesOf, type Expression, parseExpression } from '#lib/plans/template-text.ts'
import type { BenchAsk } from './bench-schema.ts'

export const BENCH_SCENARIO = 'bench'
const USUAL_DURATION_MS = 10_000

/** `longestMs` ends a bench that counts requests, when they take for ever. */
export function benchLoad(ask: BenchAsk, longestMs: number): LoadProfile {
  const { connections, requests = null, ratePerSecond } = ask
  const durationMs = ask.durationMs ?? (requests === null ? USUAL_DURATION_MS : longestMs)
  const level = ratePerSecond ?? connections
  return {
    model: ratePerSecond === undefined ? 'users' : 'rate',
    stages: [{ key: 'bench', phase: 'steady', startMs: 0, durationMs, from: level, to: level }],
    thinkTime: null,
    pacingPerUserPerSecond: null,
    maxRatePerSecond: null,
    arrivals: 'constant',
    maxInFlight: 10_000,
    iterations: requests,
  }
}

export interface BenchTarget {
  /** Only its host counts. */
  url: URL
  /** With the query, and {{ uuid }} and the like as they were written. */
  path: string
  method: string
  headers: Record<string, string>
  body: string | null
  timeoutMs: number
}

/** A plan made in memory for one address. Path, headers and body may hold {{ uuid }} and the like. */
export function planOfUrl(target: BenchTarget, load: LoadProfile): CompiledPlan {
  const { url, path, method, headers, body, timeoutMs } = target
  const operation: CompiledOperation = {
    ...{ key: BENCH_SCENARIO, name: `${method} ${path.replace(/\?.*/s, '')}`, service: null, method, headers },
    path,
    body: body === null ? null : { kind: 'text', template: body },
    ...{ payload: null, timeoutMs: null, redirects: 'none', checks: [], extract: {}, poll: null, metrics: [] },
    verbatim: false,
  }
  return {
    ...{
      name: `${url.origin}${path}`,
      version: '',
      payloads: [],
      flows: [],
      objectives: [],
      setup: [],
      teardown: [],
      datasets: [],
    },
    auth: null,
    environments: [
      {
        ...{ key: 'url', name: url.host, kind: '', baseUrl: url.origin, services: {}, variables: {}, secrets: [] },
        tls: { rejectUnauthorized: true, serverName: null, ca: null },
      },
    ],
    client: {
      ...{ maxUsers: null, connections: null, connectTimeoutMs: timeoutMs, firstByteTimeoutMs: null },
      ...{ requestTimeoutMs: timeoutMs, connectionPer: 'run', cookies: false },
    },
    operations: [operation],
    scenarios: [scenarioOf(operation, load)],
  }
}

/**
 * The plan with one scenario, which sends one of its operations. What the operation takes from others is extracted once beforehand, in
 * setup. null when there is no such operation.
 */
export function planOfOperation(plan: CompiledPlan, key: string, load: LoadProfile): CompiledPlan | null {
  const operation = plan.operations.find((one) => one.key === key)
  if (!operation) return null
  const setup = [...plan.setup]
  addSources(plan, operation, setup, new Set([key, ...setup.map((step) => step.operation)]))
  return { ...plan, objectives: [], setup, scenarios: [scenarioOf(operation, load)] }
}

function scenarioOf({ key, name }: CompiledOperation, load: LoadProfile): CompiledScenario {
  return {
    ...{ key: BENCH_SCENARIO, type: 'custom', name: `Quick bench of ${name}`, load },
    mix: [{ kind: 'operation', key, weight: 1 }],
    ...{ expectFailures: [], environment: null, workers: 1, locations: [], stopWhen: [], phases: [] },
    untilFailure: false,
  }
}

/** Appends the operations that extract what this one takes, what they take themselves before them. */
function addSources(plan: CompiledPlan, operation: CompiledOperation, setup: OnceStep[], seen: Set<string>): void {
  for (const name of namesIn(operation)) {
    const sources = plan.operations.filter(({ extract }) => name in extract)
    const [source] = sources
    if (!source || sources.some((one) => seen.has(one.key))) continue
    seen.add(source.key)
    addSources(plan, source, setup, seen)
    setup.push({ operation: source.key, times: 1, atOnce: 1 })
  }
}

function namesIn({ path, headers, body }: CompiledOperation): string[] {
  const texts = [path, ...Object.values(headers), ...bodyTexts(body)]
  return texts.flatMap(bracesOf).flatMap((inside) => namesOf(parseExpression(inside)))
}

function bodyTexts(body: CompiledBody | null): string[] {
  if (!body) return []
  if (body.kind !== 'multipart') return [body.template]
  return body.parts.flatMap(({ content }) => (content.kind === 'text' ? [content.template] : []))
}

function namesOf(expression: Expression): string[] {
  if (expression.kind === 'name') return [expression.name]
  return expression.kind === 'call' ? expression.args.flatMap(namesOf) : []
}
