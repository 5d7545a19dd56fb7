// What ends an exchange from this side of the socket. The code says which error class it belongs to.

import { ForbiddenTargetError } from '../guard.ts'

export const PROTOCOL = 'HEADROOM_PROTOCOL'
export const TRUNCATED = 'HEADROOM_TRUNCATED'
export const TIMED_OUT = 'HEADROOM_TIMED_OUT'
export const CLOSED = 'HEADROOM_CLOSED'
export const TLS_FAILED = 'HEADROOM_TLS_FAILED'
export const UNSENDABLE = 'HEADROOM_UNSENDABLE'

export class ExchangeError extends Error {
  readonly code: string

  constructor(code: string, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
  }
}

/** The answer is no HTTP/1.1, or goes past what is read of one. */
export function protocolError(message: string): ExchangeError {
  return new ExchangeError(PROTOCOL, message)
}

/** The target closed the connection before its answer began. */
export function closedEarly(when: string): Error {
  return new ExchangeError(CLOSED, `The target closed the connection ${when}.`)
}

/** Errors of sockets keep their class; whatever else goes wrong before the connection is secured is TLS's. */
export function tlsError(error: NodeJS.ErrnoException): Error {
  const isOfSocket = error.syscall !== undefined || error.code === 'ECONNRESET' || error instanceof AggregateError
  if (isOfSocket || error instanceof ForbiddenTargetError) return error
  // What follows the semicolon is advice on Node.
  return new ExchangeError(TLS_FAILED, `TLS could not be agreed on: ${error.message.split(';', 1)[0]}.`, error)
}
