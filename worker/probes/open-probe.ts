// A monitor of the plan → what reads it. Addresses and headers are filled in with variables and secrets of the environment.

import { AppError } from '#lib/core/errors.ts'
import { Random } from '#lib/load/random.ts'
import { ADDRESS_EXAMPLES, isQuery } from '#lib/plans/compile/monitors.ts'
import type { CompiledMonitor } from '#lib/plans/compiled.ts'
import { operandsOf } from '#lib/plans/take.ts'
import { parseTake } from '#lib/plans/take-parser.ts'
import type { EngineInput } from '#worker/engine/engine.ts'
import { doorOptionsOf } from '#worker/engine/http-client.ts'
import type { RenderContext } from '#worker/engine/template/context.ts'
import { compileTemplate, type Place } from '#worker/engine/template/template.ts'
import { Host } from './host.ts'
import { HttpSource } from './http-get.ts'
import { JsonEndpoint } from './json.ts'
import { Postgres } from './postgres.ts'
import type { Probe } from './probe.ts'
import { PrometheusEndpoint } from './prometheus-endpoint.ts'
import { PrometheusQuery } from './prometheus-query.ts'

/** Of one reading. */
export const LONGEST_MS = 10_000

export type ProbeInput = Pick<EngineInput, 'plan' | 'environment' | 'baseUrl' | 'secrets' | 'policy'>

/** Throws `invalid_input` with a sentence that says what is missing. */
export function openProbe(monitor: CompiledMonitor, input: ProbeInput): Probe {
  switch (monitor.kind) {
    case 'prometheus-endpoint':
      return new PrometheusEndpoint(httpSource(monitor, input), addressOf(monitor, input))
    case 'json':
      return new JsonEndpoint(httpSource(monitor, input), addressOf(monitor, input), operandsIn(monitor, 'path'))
    case 'host':
      return new Host()
    case 'prometheus-query':
      return new PrometheusQuery(httpSource(monitor, input), addressOf(monitor, input), queriesOf(monitor))
    case 'postgres':
      return openPostgres(monitor, input)
  }
}

/** The name that the environment states for its target is not that of its database, unless both are one. */
function openPostgres(monitor: CompiledMonitor, input: ProbeInput): Postgres {
  const url = addressOf(monitor, input)
  const { tls, namedHost } = doorOptionsOf(input)
  return new Postgres({
    ...{ url, policy: input.policy, tls: namedHost === url.hostname ? tls : { ...tls, serverName: null } },
    limitMs: Math.min(monitor.intervalMs, LONGEST_MS),
    ...{ names: operandsIn(monitor, 'name'), queries: queriesOf(monitor) },
  })
}

function httpSource(monitor: CompiledMonitor, input: ProbeInput): HttpSource {
  const headers = Object.entries(monitor.headers).flatMap(([name, value]) => [
    name,
    fill(value, 'header', monitor, input),
  ])
  const { policy, tls, namedHost } = doorOptionsOf(input)
  return new HttpSource({ policy, tls, namedHost }, headers)
}

/** One that begins with `/` is of the target itself. */
function addressOf(monitor: CompiledMonitor, input: ProbeInput): URL {
  if (!monitor.url) {
    const example = ADDRESS_EXAMPLES[monitor.kind]
    throw new AppError('invalid_input', `The plan states no address for it; write, for example, url: ${example}.`)
  }
  const filled = fill(monitor.url, 'path', monitor, input)
  const { baseUrl } = input.plan.environments.find(({ key }) => key === input.environment)!
  const whole = filled.startsWith('/') ? `${input.baseUrl ?? baseUrl}${filled}` : filled
  const url = URL.canParse(whole) ? new URL(whole) : null
  if (url && /^(?:https?|postgres(?:ql)?):$/.test(url.protocol)) return url
  throw new AppError('invalid_input', `The address of ${monitor.key} cannot be read once it is filled in.`)
}

/** Names, or paths, that its metrics are worked out from. */
function operandsIn({ kind, metrics }: CompiledMonitor, what: 'name' | 'path'): string[] {
  const expressions = metrics.flatMap(({ take }) => {
    const read = isQuery(kind, take) ? null : parseTake(take)
    return read?.ok ? [read.expression] : []
  })
  const operands = expressions.flatMap(operandsOf).filter((operand) => operand.kind === what)
  return operands.map((operand) => (operand.kind === 'path' ? operand.path : operand.name))
}

function queriesOf({ kind, metrics }: CompiledMonitor): string[] {
  return [...new Set(metrics.map(({ take }) => take).filter((take) => take !== '' && isQuery(kind, take)))]
}

const NOTHING: RenderContext = {
  ...{ user: 0, iteration: 0, random: new Random(1), values: [], shared: [], rows: [], sensitive: [], missing: null },
}

function fill(text: string, place: Place, { key }: CompiledMonitor, input: ProbeInput): string {
  const { variables = {} } = input.plan.environments.find((one) => one.key === input.environment) ?? {}
  const names = { variables, secrets: input.secrets, extracted: new Map(), columns: () => null, payloads: [] }
  return compileTemplate(text, place, names, `monitor ${key}`).render(NOTHING)
}
