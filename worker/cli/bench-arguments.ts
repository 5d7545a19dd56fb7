// The arguments of `headroom bench`, in the letters ab, hey and wrk made known.

import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { parseDuration } from '#lib/core/duration.ts'
import { AppError, messageOf } from '#lib/core/errors.ts'
import type { Quantity } from '#lib/core/quantity.ts'
import { parseRate } from '#lib/core/units.ts'
import type { BenchAsk } from '#lib/runs/bench-schema.ts'
import type { BenchTarget } from '#lib/runs/quick-bench.ts'

export const BENCH_USAGE = `headroom bench http://127.0.0.1:4010/orders -c 50 -n 10000
  -c NUMBER             connections, each with one request on its way; default 10
  -n NUMBER             ends after so many requests
  -d DURATION           ends after so long, e.g. 30s; default 10s without -n
  --rate 500/s          arrivals on schedule instead of connections
  -m METHOD             default GET, with a body POST
  -H "name: value"      a header; may be repeated
  --body TEXT|@FILE     may hold {{ uuid }} and the like, as the address and the headers may
  --timeout 10s         of each request
  --threads NUMBER      generator threads; default 1
  --allow-host HOST     a host load may go to beside loopback; may be repeated
  --json                figures for machines`

const text = { type: 'string' } as const
const list = { type: 'string', multiple: true } as const
const OPTIONS = {
  connections: { type: 'string', short: 'c' },
  requests: { type: 'string', short: 'n' },
  duration: { type: 'string', short: 'd' },
  rate: text,
  method: { type: 'string', short: 'm' },
  header: { type: 'string', short: 'H', multiple: true },
  body: text,
  timeout: text,
  threads: text,
  'allow-host': list,
  json: { type: 'boolean' },
} as const

export interface BenchArguments {
  ask: BenchAsk
  target: BenchTarget
  threads: number
  allowedHosts: string[]
  isJson: boolean
}

/** Throws `invalid_input` naming the argument, with a correct example. */
export async function readBenchArguments(args: string[]): Promise<BenchArguments> {
  const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true })
  const { requests, duration, rate } = values
  if (rate !== undefined && requests !== undefined)
    throw invalid('-n and --rate do not go together; write, for example, --rate 500/s -d 20s')
  const body = values.body === undefined ? null : await readBody(values.body)
  const headers = readHeaders(values.header ?? [])
  const hasType = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  if (body !== null && !hasType) headers['content-type'] = isJson(body) ? 'application/json' : 'text/plain'
  return {
    ask: {
      connections: readCount('-c', values.connections ?? '10', 50),
      ...(requests === undefined ? {} : { requests: readCount('-n', requests, 10_000) }),
      ...(duration === undefined ? {} : { durationMs: readPositive('-d', parseDuration(duration)) }),
      ...(rate === undefined ? {} : { ratePerSecond: readPositive('--rate', parseRate(rate)) }),
    },
    target: {
      ...readAddress(positionals),
      method: (values.method ?? (body === null ? 'GET' : 'POST')).toUpperCase(),
      headers,
      body,
      timeoutMs: values.timeout === undefined ? 30_000 : readPositive('--timeout', parseDuration(values.timeout)),
    },
    threads: readThreads(values.threads ?? '1'),
    allowedHosts: values['allow-host'] ?? [],
    isJson: values.json ?? false,
  }
}

/** Throws `invalid_input`. */
export const readThreads = (given: string): number => readCount('--threads', given, 2, 64)

/** What stands in braces is put aside, as an address would be written otherwise: `{{ uuid }}` as `%7B%7B%20uuid%20%7D%7D`. */
function readAddress(positionals: string[]): Pick<BenchTarget, 'url' | 'path'> {
  const [given = '', ...more] = positionals
  const braces = given.match(/\{\{.*?\}\}/g) ?? []
  let count = 0
  const plain = given.replace(/\{\{.*?\}\}/g, () => `__${count++}__`)
  const url = given === '' ? null : URL.parse(plain.includes('://') ? plain : `http://${plain}`)
  const isHostPlain = url && !/__\d+__/.test(url.origin)
  if (!isHostPlain || !/^https?:$/.test(url.protocol) || more.length > 0) {
    throw invalid(`Name one address, for example: headroom bench http://127.0.0.1:4010/orders -c 50 -n 10000`)
  }
  const path = `${url.pathname}${url.search}`.replace(
    /__(\d+)__/g,
    (mark, index: string) => braces[Number(index)] ?? mark,
  )
  return { url, path }
}

function readCount(name: string, given: string, example: number, most = 10_000_000): number {
  const number = Number(given.replace(/[,_](?=\d{3})/g, ''))
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw invalid(`${name} ${given} is no whole number from 1 to ${most}; write, for example, ${name} ${example}`)
}

function readPositive(name: string, quantity: Quantity): number {
  if (!quantity.ok) throw invalid(`${name}: ${quantity.message}`)
  if (quantity.value > 0) return quantity.value
  throw invalid(`${name} must be above 0`)
}

function readHeaders(given: string[]): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const line of given) {
    const colon = line.indexOf(':')
    if (colon < 1) throw invalid(`-H ${line} is no header; write, for example, -H "accept: application/json"`)
    headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim()
  }
  return headers
}

async function readBody(given: string): Promise<string> {
  if (!given.startsWith('@')) return given
  return readFile(given.slice(1), 'utf8').catch((error: unknown) => {
    throw invalid(`--body ${given}: the file cannot be read: ${messageOf(error)}`)
  })
}

/** Also a text with {{ }} inside: those stand in strings or for numbers. */
function isJson(body: string): boolean {
  return /^\s*[[{]/.test(body)
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', message)
}
