// The command line of the demo target: the same settings as `PUT /control`, in one word each.

import { parseArgs } from 'node:util'
import { parseDuration } from '#lib/core/duration.ts'
import { AppError } from '#lib/core/errors.ts'
import type { Quantity } from '#lib/core/quantity.ts'
import { parseRate, parseSize } from '#lib/core/units.ts'
import { type Behaviour, behaviourSchema, DEFAULT_BEHAVIOUR, type Latency } from './behaviour.ts'

export interface Flags {
  port: number
  host: string
  behaviour: Behaviour
}

const text = { type: 'string' } as const
const OPTIONS = {
  ...{ port: text, host: text, latency: text, stall: text, capacity: text, 'error-rate': text, 'slow-start': text },
  ...{ 'rate-limit': text, leak: text, 'token-ttl': text, cache: text },
  ...{ 'job-speed': text, 'job-workers': text, 'job-retries': text, 'job-failures': text, 'send-limit': text },
  ...{ 'import-speed': text, 'require-auth': { type: 'boolean' } as const },
} as const

/** Throws `invalid_input` naming the flag, with a correct example. */
export function parseFlags(args: string[]): Flags {
  const { values } = parseArgs({ args, options: OPTIONS, strict: true })
  const usual = DEFAULT_BEHAVIOUR
  const given = <Value>(flag: keyof typeof values, read: (value: string, flag: string) => Value, otherwise: Value) => {
    const value = values[flag]
    return typeof value === 'string' ? read(value, `--${flag}`) : otherwise
  }
  const behaviour = behaviourSchema.safeParse({
    latency: given('latency', parseLatency, usual.latency),
    stall: given('stall', parseStall, null),
    capacity: given('capacity', Number, null),
    errorRate: given('error-rate', parseShare('1%'), 0),
    slowStart: given('slow-start', parseSlowStart, null),
    rateLimit: given('rate-limit', parseLimit, null),
    leakBytesPerSecond: given('leak', parseGrowth, 0),
    auth: { required: values['require-auth'] ?? false, ttlMs: given('token-ttl', parseMs('30s'), null) },
    cache: given('cache', parseCache, usual.cache),
    jobs: {
      workers: given('job-workers', Number, usual.jobs.workers),
      itemsPerSecond: given('job-speed', parseSpeed('1000/s'), usual.jobs.itemsPerSecond),
      retryShare: given('job-retries', parseShare('2%'), usual.jobs.retryShare),
      failureShare: given('job-failures', parseShare('0.1%'), usual.jobs.failureShare),
      sendLimitPerSecond: given('send-limit', parseSpeed('500/s'), null),
    },
    imports: { rowsPerSecond: given('import-speed', parseSpeed('20000/s'), usual.imports.rowsPerSecond) },
    writeFaults: usual.writeFaults,
  })
  if (!behaviour.success)
    throw invalid(`${behaviour.error.issues[0]!.path.join('.')}: ${behaviour.error.issues[0]!.message}`)
  return { port: parsePort(values.port ?? '4010'), host: values.host ?? '127.0.0.1', behaviour: behaviour.data }
}

function parsePort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw invalid(`--port ${text} is no port; write, for example, --port 4010`)
  return port
}

function parseLatency(text: string): Latency {
  const [kind, rest = ''] = text.includes(':') ? text.split(':', 2) : ['constant', text]
  if (kind === 'lognormal') {
    const [median = '', sigma = '0.45'] = rest.split(',')
    return { kind, medianMs: milliseconds(median, '--latency lognormal:12ms,0.45'), sigma: Number(sigma) }
  }
  if (kind === 'mix') {
    const example = '--latency mix:95%=10ms,5%=200ms'
    const parts = rest.split(',').map((part) => {
      const [share = '', ms = ''] = part.split('=')
      return { share: fraction(share, example), ms: milliseconds(ms, example) }
    })
    return { kind, parts }
  }
  return { kind: 'constant', ms: milliseconds(rest, '--latency 20ms') }
}

function parseStall(text: string): { forMs: number; everyMs: number } {
  const [length = '', period = ''] = text.split('/')
  return { forMs: milliseconds(length, '--stall 200ms/2s'), everyMs: milliseconds(period, '--stall 200ms/2s') }
}

function parseSlowStart(text: string, flag: string): { forMs: number; factor: number } {
  const [length = '', factor = '10'] = text.split(',')
  return { forMs: milliseconds(length, `${flag} 10s,10`), factor: Number(factor) }
}

/** `100/s` in each second, `6000/min` in each minute. */
function parseLimit(text: string, flag: string): { requests: number; perMs: number } {
  const perMs = /\/\s*m/i.test(text) ? 60_000 : 1000
  return { requests: Math.round((perSecond(text, `${flag} 100/s`) * perMs) / 1000), perMs }
}

function parseGrowth(text: string, flag: string): number {
  const example = `${flag} 1MB/s`
  const [size = '', period = 'ever'] = text.split('/')
  return read(parseSize(size), example) / (milliseconds(`1${period}`, example) / 1000)
}

function parseCache(text: string, flag: string): Behaviour['cache'] {
  const [entries = '', hit = '', miss = ''] = text.split(',')
  const example = `${flag} 10000,1ms,25ms`
  return { entries: Number(entries), hitMs: milliseconds(hit, example), missMs: milliseconds(miss, example) }
}

const parseMs = (example: string) => (text: string, flag: string) => milliseconds(text, `${flag} ${example}`)
const parseSpeed = (example: string) => (text: string, flag: string) => perSecond(text, `${flag} ${example}`)
const parseShare = (example: string) => (text: string, flag: string) => fraction(text, `${flag} ${example}`)

const perSecond = (text: string, example: string) => read(parseRate(text), example)
/** A bare number is milliseconds. */
const milliseconds = (text: string, example: string) =>
  read(parseDuration(/^\s*[\d.]+\s*$/.test(text) ? `${text}ms` : text), example)

function read(quantity: Quantity, example: string): number {
  if (quantity.ok) return quantity.value
  throw invalid(`${quantity.message.split(';')[0]}; write, for example, ${example}`)
}

function fraction(text: string, example: string): number {
  const match = /^(\d+(?:\.\d+)?)(%)?$/.exec(text.trim())
  if (!match) throw invalid(`"${text}" is no share; write, for example, ${example}`)
  return Number(match[1]) / (match[2] ? 100 : 1)
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', message)
}
