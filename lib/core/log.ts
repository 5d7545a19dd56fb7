import pino, { type Logger } from 'pino'
import { getEnv } from './env.ts'
import { redact, redactText } from './redaction.ts'

export type { Logger }

/**
 * A JSON logger on stdout. Passwords, tokens, cookies, authorization and passwords within URLs never reach the line,
 * at any depth, in fields, errors and messages.
 */
export function createLog(
  name: string,
  level: string = getEnv().LOG_LEVEL,
  destination?: pino.DestinationStream,
): Logger {
  const options: pino.LoggerOptions = {
    name,
    level,
    base: { pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => redact(fields) as Record<string, unknown>,
    },
    serializers: { err: (value) => value },
    hooks: {
      logMethod(parts, method) {
        const [first, ...rest] = parts as unknown[]
        const named = first instanceof Error ? [{ err: first }, ...(rest.length > 0 ? rest : [first.message])] : parts
        const cleaned = named.map((part) => (typeof part === 'string' ? redactText(part) : part))
        method.apply(this, cleaned as Parameters<typeof method>)
      },
    },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** The log of this process. */
export const log: Logger = createLog('headroom')
