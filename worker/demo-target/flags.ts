// The command line of the demo target: the same settings as `PUT /control`, in one word each.

import { parseArgs } from 'node:util'
import { AppError } from '#lib/core/errors.ts'
import { type Behaviour, behaviourSchema, DEFAULT_BEHAVIOUR, type Latency } from './behaviour.ts'

export interface Flags {
  port: number
  host: string
  behaviour: Behaviour
}

export const USAGE = `headroom demo-target [--port 4010] [--host 127.0.0.1]
  --latency 20ms | lognormal:12ms,0.45 | mix:95%=10ms,5%=200ms
  --stall 200ms/2s        nothing is answered for 200 ms in every 2 s
  --capacity 50           requests worked on at once, the others queue
  --error-rate 1%         answered with 503`

/** Throws `invalid_input` naming the flag, with a correct example. */
export function parseFlags(args: string[]): Flags {
  const text = { type: 'string' } as const
  const options = { port: text, host: text, latency: text, stall: text, capacity: text, 'error-rate': text }
  const { values } = parseArgs({ args, options, strict: true })
  const behaviour = behaviourSchema.safeParse({
    latency: values.latency ? parseLatency(values.latency) : DEFAULT_BEHAVIOUR.latency,
    stall: values.stall ? parseStall(values.stall) : null,
    capacity: values.capacity ? Number(values.capacity) : null,
    errorRate: values['error-rate'] ? parseShare(values['error-rate'], '--error-rate 1%') : 0,
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
    return { kind, medianMs: parseMs(median, '--latency lognormal:12ms,0.45'), sigma: Number(sigma) }
  }
  if (kind === 'mix') {
    const parts = rest.split(',').map((part) => {
      const [share = '', ms = ''] = part.split('=')
      return {
        share: parseShare(share, '--latency mix:95%=10ms,5%=200ms'),
        ms: parseMs(ms, '--latency mix:95%=10ms,5%=200ms'),
      }
    })
    return { kind, parts }
  }
  return { kind: 'constant', ms: parseMs(rest, '--latency 20ms') }
}

function parseStall(text: string): { forMs: number; everyMs: number } {
  const [length = '', period = ''] = text.split('/')
  return { forMs: parseMs(length, '--stall 200ms/2s'), everyMs: parseMs(period, '--stall 200ms/2s') }
}

function parseMs(text: string, example: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s)?$/.exec(text.trim())
  if (!match) throw invalid(`"${text}" is no duration; write, for example, ${example}`)
  return Number(match[1]) * (match[2] === 's' ? 1000 : 1)
}

function parseShare(text: string, example: string): number {
  const match = /^(\d+(?:\.\d+)?)(%)?$/.exec(text.trim())
  if (!match) throw invalid(`"${text}" is no share; write, for example, ${example}`)
  return Number(match[1]) / (match[2] ? 100 : 1)
}

function invalid(message: string): AppError {
  return new AppError('invalid_input', message)
}
