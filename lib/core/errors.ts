/** Every kind of failure the product tells anybody about, with the HTTP status it becomes. */
export const httpStatusByCode = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  precondition_failed: 422,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
} as const

export type ErrorCode = keyof typeof httpStatusByCode

export type AppErrorOptions = { details?: Record<string, unknown>; cause?: unknown }

/** The one error of the product. `message` tells the reader what to do next; `details` is for machines. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined

  constructor(code: ErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details
  }

  get httpStatus(): number {
    return httpStatusByCode[this.code]
  }
}

/** By shape and not by class: bundlers may load this module twice in one process. */
export function isAppError(value: unknown): value is AppError {
  return (
    value instanceof Error && value.name === 'AppError' && 'code' in value && String(value.code) in httpStatusByCode
  )
}

/** Anything thrown as an AppError; what nobody foresaw becomes `internal` and keeps its cause for the log. */
export function toAppError(thrown: unknown): AppError {
  if (isAppError(thrown)) return thrown
  return new AppError('internal', 'Something went wrong on our side. Try again; the log has the details.', {
    cause: thrown,
  })
}

/** The body every failed HTTP call answers with. */
export function errorBody(error: AppError): { code: ErrorCode; message: string; details?: Record<string, unknown> } {
  return { code: error.code, message: error.message, ...(error.details ? { details: error.details } : {}) }
}

/** One line for people: the message of whatever was thrown, without a stack. */
export function messageOf(thrown: unknown): string {
  if (thrown instanceof AggregateError && thrown.errors.length > 0) return messageOf(thrown.errors[0])
  return thrown instanceof Error ? thrown.message : String(thrown)
}
