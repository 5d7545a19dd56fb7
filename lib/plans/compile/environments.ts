import type { CompiledEnvironment, CompiledPlan, TlsOptions } from '../compiled.ts'
import type { EnvironmentDraft, PlanDraft } from '../document/plan.ts'
import { parsePayloadSize } from '../payload-size.ts'
import { type CompileLog, isBlank } from './compile-log.ts'

export const ENVIRONMENT_KINDS = ['staging', 'pre-production', 'production-like', 'production'] as const

export function compileEnvironments(draft: PlanDraft, log: CompileLog): CompiledEnvironment[] {
  const environments = draft.environments ?? []
  if (environments.length === 0) {
    log.error(
      'missing',
      'environments',
      'The plan has no environment, so load has nowhere to go',
      'Add one with a base URL, for example { key: demo, baseUrl: "http://127.0.0.1:4010" }',
    )
  }
  return environments.map((environment) => {
    const place = `environments.${environment.key}`
    const services = Object.entries(environment.services ?? {})
    return {
      key: environment.key,
      name: environment.name || environment.key,
      kind: log.choice(`${place}.kind`, environment.kind, ENVIRONMENT_KINDS, 'staging'),
      baseUrl: address(`${place}.baseUrl`, environment.baseUrl, log),
      services: Object.fromEntries(
        services.map(([name, url]) => [name, address(`${place}.services.${name}`, url, log)]),
      ),
      variables: environment.variables ?? {},
      secrets: environment.secrets ?? [],
      tls: readTls(`${place}.tls`, environment.tls, log),
    }
  })
}

function readTls(place: string, tls: EnvironmentDraft['tls'], log: CompileLog): TlsOptions {
  const ca = isBlank(tls?.ca) ? null : `${tls?.ca?.trim()}\n`
  if (ca && !/-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/.test(ca)) {
    const fix = 'Paste the PEM text, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----'
    log.error('certificate', `${place}.ca`, 'This is no certificate as PEM text', fix)
  }
  return { rejectUnauthorized: tls?.verify ?? true, serverName: tls?.serverName?.trim() || null, ca }
}

/** An http(s) address without a trailing slash. */
function address(place: string, text: string | undefined, log: CompileLog): string {
  const written = log.required(place, text, 'A base URL', 'http://127.0.0.1:4010')
  if (written === '') return ''
  const url = URL.canParse(written) ? new URL(written) : null
  if (!url || !/^https?:$/.test(url.protocol)) {
    log.error(
      'address',
      place,
      `"${written}" is not an http or https address`,
      'Write, for example, http://127.0.0.1:4010',
    )
    return ''
  }
  if (url.username || url.password || url.search || url.hash) {
    log.error(
      'address',
      place,
      'A base URL has no user name, password, query or fragment',
      `Write ${url.origin}${url.pathname} and keep credentials as secrets`,
    )
  }
  return written.replace(/\/+$/, '')
}

/** Defaults: 5 s to connect, 10 s for a request. */
export function compileClient(draft: PlanDraft, log: CompileLog): CompiledPlan['client'] {
  const client = draft.client ?? {}
  return {
    maxUsers: log.whole('client.maxUsers', client.maxUsers, 1),
    connections: log.whole('client.connections', client.connections, 1),
    connectTimeoutMs: log.timeLimit('client.connectTimeout', client.connectTimeout) ?? 5_000,
    firstByteTimeoutMs: log.timeLimit('client.firstByteTimeout', client.firstByteTimeout),
    connectionPer: log.choice('client.connectionPer', client.connectionPer, ['run', 'iteration'], 'run'),
    cookies: client.cookies ?? true,
    requestTimeoutMs: log.timeLimit('client.requestTimeout', client.requestTimeout) ?? 10_000,
  }
}

export function compilePayloads(draft: PlanDraft, log: CompileLog): CompiledPlan['payloads'] {
  return (draft.testData?.payloads ?? []).map(({ key, size, count }) => {
    const place = `testData.payloads.${key}`
    const read = isBlank(size) ? null : parsePayloadSize(size ?? '')
    if (read?.ok === false) log.error('unit', `${place}.size`, read.message)
    const { leastBytes, mostBytes } = read?.ok ? read : { leastBytes: 0, mostBytes: 0 }
    const range = mostBytes > leastBytes ? { mostBytes } : {}
    return { key, sizeBytes: leastBytes, count: log.whole(`${place}.count`, count) ?? 0, ...range }
  })
}
