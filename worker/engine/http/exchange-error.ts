// What ends an exchange from this side of the socket. The code says which error class it belongs to.

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
